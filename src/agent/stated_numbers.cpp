// Finds the numbers that a text states, with everything that says how exactly they are meant.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "agent/grounding_facts.hpp"
#include "agent/question_words.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 ||
         (static_cast<unsigned char>(c) & 0x80U);
}

/// Digits with the marks between them: "1,234.50", "1'000", "12".
std::string_view number_text(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const bool is_mark = text[end] == ',' || text[end] == '.' || text[end] == '\'';
    if (is_digit(text[end]) || (is_mark && end + 1 < text.size() && is_digit(text[end + 1]))) {
      ++end;
      continue;
    }
    // Narrow and plain no-break spaces, as French and Swiss texts group digits.
    const auto rest = text.substr(end);
    const std::size_t space = rest.starts_with("\u00A0") ? 2 : rest.starts_with("\u202F") ? 3 : 0;
    const bool is_group = space > 0 && rest.size() >= space + 3 && is_digit(rest[space]) &&
                          is_digit(rest[space + 1]) && is_digit(rest[space + 2]);
    if (!is_group) break;
    end += space;
  }
  return text.substr(at, end - at);
}

struct Reading {
  double value = 0;
  int decimals = 0;
};

/// Reads with `decimal` as the decimal mark; every other mark groups digits.
Reading read_with(std::string_view text, char decimal) {
  std::string plain;
  int decimals = -1;
  const auto last = decimal == '\0' ? std::string_view::npos : text.rfind(decimal);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == last) {
      plain += '.';
      decimals = 0;
    } else if (is_digit(text[i])) {
      plain += text[i];
      if (decimals >= 0) ++decimals;
    }
  }
  return {std::strtod(plain.c_str(), nullptr), std::max(decimals, 0)};
}

std::vector<Reading> readings_of(std::string_view text) {
  const auto dot = text.rfind('.');
  const auto comma = text.rfind(',');
  const auto none = std::string_view::npos;
  if (dot == none && comma == none) return {read_with(text, '\0')};
  if (dot != none && comma != none) return {read_with(text, dot > comma ? '.' : ',')};
  const char mark = dot != none ? '.' : ',';
  const bool is_repeated = text.find(mark) != text.rfind(mark);
  const bool may_group = text.size() - text.rfind(mark) == 4;
  if (is_repeated) return {read_with(text, '\0')};
  if (may_group) return {read_with(text, '\0'), read_with(text, mark)};
  return {read_with(text, mark)};
}

struct Scale {
  std::string_view word;
  double factor;
};
constexpr std::array<Scale, 17> kScales{{{"thousand", 1e3},
                                         {"tausend", 1e3},
                                         {"tsd", 1e3},
                                         {"k", 1e3},
                                         {"million", 1e6},
                                         {"millions", 1e6},
                                         {"millionen", 1e6},
                                         {"mio", 1e6},
                                         {"m", 1e6},
                                         {"mn", 1e6},
                                         {"billion", 1e9},
                                         {"billions", 1e9},
                                         {"milliarden", 1e9},
                                         {"mrd", 1e9},
                                         {"bn", 1e9},
                                         {"b", 1e9},
                                         {"trillion", 1e12}}};

std::string word_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '-')) ++at;
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  return to_lower(text.substr(at, end - at));
}

std::string word_before(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const auto is_between = [](char c) { return !is_letter(c) && c != '\n' && !is_digit(c); };
  while (end > 0 && is_between(text[end - 1]) && !std::string_view(".!?;").find(text[end - 1]))
    --end;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '*' || text[end - 1] == '~' ||
                     text[end - 1] == '$'))
    --end;
  std::size_t start = end;
  while (start > 0 && is_letter(text[start - 1])) --start;
  return to_lower(text.substr(start, end - start));
}

/// "1." or "2)" that opens a line, and "1st".
bool is_numbering(std::string_view text, std::size_t at, std::size_t end) {
  std::size_t before = at;
  while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '#')) --before;
  const bool opens_line = before == 0 || text[before - 1] == '\n';
  const char next = end < text.size() ? text[end] : '\0';
  const bool ends_item = (next == '.' || next == ')') && end + 1 < text.size() &&
                         (text[end + 1] == ' ' || text[end + 1] == '\n');
  if (opens_line && ends_item) return true;
  const auto suffix = to_lower(text.substr(end, 2));
  return suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th";
}

constexpr std::string_view kAbout =
    " about around roughly approximately approx nearly almost over circa ca etwa rund fast knapp "
    "than mehr als ungefähr environ ";
constexpr std::string_view kExtent = " first top last ersten letzten ";
constexpr std::string_view kYearWords =
    " in since of from year during until by jahr seit bis and to january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep oct nov "
    "dec januar februar märz mai juni juli oktober dezember q ";

}  // namespace

std::vector<StatedNumber> stated_numbers(std::string_view text) {
  std::vector<StatedNumber> numbers;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    const auto written = number_text(text, at);
    const std::size_t end = at + written.size();
    const bool is_inside_word = (at > 0 && (is_letter(text[at - 1]) || text[at - 1] == '_'));
    if (is_inside_word || is_numbering(text, at, end)) {
      at = end;
      continue;
    }
    StatedNumber number{.offset = at, .length = written.size(), .readings = {}, .tolerances = {}};
    const auto next = word_at(text, end);
    double factor = 1;
    for (const auto& scale : kScales) factor = scale.word == next ? scale.factor : factor;
    std::size_t mark = end;
    while (mark < text.size() && text[mark] == ' ') ++mark;
    const bool is_percent = (mark < text.size() && text[mark] == '%') ||
                            is_one_of(next, " percent percentage pct prozent pourcent ");
    if (is_percent) number.unit = NumberUnit::kPercent;
    if (is_one_of(next, " times x fold mal fach ")) number.unit = NumberUnit::kTimes;
    const auto before = word_before(text, at);
    number.is_approximate = is_one_of(before, kAbout) || (at > 0 && text[at - 1] == '~');
    number.is_extent = is_one_of(before, kExtent) && number.unit == NumberUnit::kNone;
    for (const auto& reading : readings_of(written)) {
      number.readings.push_back(reading.value * factor);
      number.tolerances.push_back(0.5 * std::pow(10.0, -reading.decimals) * factor);
    }
    const double value = number.readings.front();
    number.is_year = written.size() == 4 && factor == 1 && value >= 1900 && value <= 2100 &&
                     (is_one_of(before, kYearWords) || (at > 0 && text[at - 1] == '-') ||
                      (end < text.size() && text[end] == '-'));
    numbers.push_back(std::move(number));
    at = end;
  }
  return numbers;
}

}  // namespace askdb
