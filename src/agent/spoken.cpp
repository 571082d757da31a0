// Single values and names as people write them.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "agent/compose.hpp"
#include "agent/grounding_facts.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

bool has_word(const std::vector<std::string>& words, std::string_view spaced_list) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return spaced_list.find(" " + word + " ") != std::string_view::npos;
  });
}

std::vector<std::string> words_of_name(std::string_view name) {
  return lower_words(replace_all(std::string(name), "_", " "));
}

/// Two decimals; more for small numbers, so that 0.0042 does not become 0.
std::string number_text(double value, bool is_german) {
  const double size = std::abs(value);
  const bool is_whole = value == std::floor(value) && size < 1e15;
  if (size >= 1e15) return fmt::format("{:g}", value);
  int decimals = is_whole ? 0 : 2;
  if (!is_whole && size < 0.01) decimals = 6;
  auto text = fmt::format("{:.{}f}", size, decimals);
  const auto dot = text.find('.');
  const auto fraction = dot == std::string::npos ? "" : text.substr(dot + 1);
  auto result = with_thousands(text.substr(0, dot), is_german ? '.' : ',');
  if (!fraction.empty()) result += (is_german ? "," : ".") + fraction;
  return value < 0 ? "-" + result : result;
}

std::string without_midnight(std::string text) {
  for (const char* midnight : {" 00:00:00", "T00:00:00", "T00:00:00Z"}) {
    if (text.size() > 10 && text.substr(10) == midnight) text.resize(10);
  }
  return text;
}

}  // namespace

std::string spoken(const Value& value, const ResultColumn& column, std::string_view language) {
  const bool is_german = language == "de";
  if (is_null(value)) return is_german ? "unbekannt" : "unknown";
  if (const auto* truth = std::get_if<bool>(&value)) {
    return is_german ? (*truth ? "ja" : "nein") : (*truth ? "yes" : "no");
  }
  const auto words = words_of_name(column.name);
  const bool is_text = std::holds_alternative<std::string>(value);
  const bool is_number =
      !is_text || column.kind == ValueKind::kDecimal || column.kind == ValueKind::kInteger;
  const auto number = is_number ? to_number(value) : std::nullopt;
  if (!number) return shortened(without_midnight(without_controls(to_text(value))), 200);
  const bool is_label = has_word(words, " year id jahr code zip postcode plz phone month day ") &&
                        !has_word(words, " count number total sum avg average max min ");
  if (is_label && *number == std::floor(*number)) return fmt::format("{:.0f}", *number);
  const auto text = number_text(*number, is_german);
  const bool is_percent = has_word(words, " percent percentage pct prozent anteil ");
  return is_percent ? text + (is_german ? " %" : "%") : text;
}

std::string spoken_name(std::string_view column) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLong{
      {{"avg", "average"},
       {"cnt", "count"},
       {"num", "number"},
       {"qty", "quantity"},
       {"amt", "amount"},
       {"max", "highest"},
       {"min", "lowest"},
       {"sum", "total"}}};
  // A database's own name for "avg(employees.salary)"; the table goes without saying.
  if (const auto dot = column.find('.'); dot != std::string_view::npos) {
    const auto open = column.substr(0, dot).rfind('(');
    const auto kept = open == std::string_view::npos ? "" : std::string(column.substr(0, open));
    return spoken_name(kept + " " + std::string(column.substr(dot + 1)));
  }
  std::string name;
  for (auto& word : words_of_name(column)) {
    for (const auto& [brief, full] : kLong) {
      if (word == brief) word = full;
    }
    name += (name.empty() ? "" : " ") + word;
  }
  return name.empty() ? "value" : name;
}

}  // namespace askdb
