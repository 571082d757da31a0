#include "agent/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "agent/question_words.hpp"
#include "agent/single_number.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

// Longer results are shown as a table below the answer, and not told again in it.
constexpr std::size_t kMaxListed = 5;

constexpr std::string_view kRankingWords =
    " top most largest highest biggest best longest meisten größten höchsten besten ";

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string sentence_end(std::string_view text) {
  auto trimmed = std::string(trim(text));
  while (!trimmed.empty() && (trimmed.back() == '.' || trimmed.back() == '?')) trimmed.pop_back();
  return trimmed;
}

bool has_fraction(const Value& value) {
  const auto number = to_number(value);
  return number && *number != std::floor(*number);
}

bool has_word_of(std::string_view question, std::string_view spaced_list) {
  const auto words = plain_words(question);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return is_one_of(word, spaced_list); });
}

/// "a, b and c".
std::string enumeration(const std::vector<std::string>& items, bool is_german) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? (is_german ? " und " : " and ") : ", ";
    text += items[i];
  }
  return text;
}

struct Composer {
  const ComposeInput& input;
  const StepExecutionResult& result;
  bool is_german = input.language == "de";

  const char* in(const char* english, const char* german) const {
    return is_german ? german : english;
  }

  /// Numbers of one column have the same number of decimals: 900.50 beside 800.00.
  std::string cell(std::size_t row, std::size_t column) const {
    const auto& rows = result.rows.rows;
    const auto& value = rows[row][column];
    auto text = spoken(value, result.rows.columns[column], input.language);
    const bool is_whole = to_number(value) && is_number(column) && !has_fraction(value);
    const bool fills = is_whole && text.find('%') == std::string::npos &&
                       std::any_of(rows.begin(), rows.end(),
                                   [&](const Row& other) { return has_fraction(other[column]); });
    return fills ? text + (is_german ? ",00" : ".00") : text;
  }

  bool is_number(std::size_t column) const {
    return std::all_of(result.rows.rows.begin(), result.rows.rows.end(), [&](const Row& row) {
      return is_null(row[column]) ||
             (to_number(row[column]) && (!std::holds_alternative<std::string>(row[column]) ||
                                         result.rows.columns[column].kind == ValueKind::kDecimal));
    });
  }

  std::string count() const {
    const auto rows = result.rows.rows.size();
    return spoken(Value(static_cast<std::int64_t>(rows)), {.name = "count"}, input.language);
  }

  std::string nothing() const {
    const auto what = sentence_end(input.explanation);
    return what.empty()
               ? std::string(in("No rows match.", "Keine Zeilen passen dazu."))
               : fmt::format("{}: {}.", in("No rows match", "Keine Zeilen passen dazu"), what);
  }

  std::string one_row() const {
    const auto& columns = result.rows.columns;
    std::vector<std::string> rest;
    for (std::size_t c = 1; c < columns.size(); ++c) {
      rest.push_back(spoken_name(columns[c].name) + ": " + cell(0, c));
    }
    if (!is_number(0)) return fmt::format("{} ({}).", cell(0, 0), join(rest, ", "));
    return fmt::format("{}: {}, {}.", capitalised(spoken_name(columns[0].name)), cell(0, 0),
                       join(rest, ", "));
  }

  /// "There are more than 200 overdue loan payments; the first are shown below."
  std::string many() const {
    auto things = is_german ? std::string("Zeilen") : listed_things(input.question);
    if (things.empty()) things = "rows";
    const auto* start = result.is_truncated ? in("There are more than", "Es gibt mehr als")
                                            : in("There are", "Es gibt");
    const auto* end = result.is_truncated
                          ? in("; the first are shown below", "; die ersten stehen unten")
                          : in(", shown below", "; sie stehen unten");
    return fmt::format("{} {} {}{}.", start, count(), things, end);
  }

  std::string one_column() const {
    const auto& rows = result.rows.rows;
    if (rows.size() > kMaxListed || result.is_truncated) return many();
    std::vector<std::string> items;
    for (std::size_t r = 0; r < rows.size(); ++r) items.push_back(cell(r, 0));
    if (has_word_of(input.question, kRankingWords)) {
      return fmt::format("{}: {}.", in("In this order", "In dieser Reihenfolge"),
                         enumeration(items, is_german));
    }
    const auto things = is_german ? std::string() : listed_things(input.question);
    return fmt::format("{} {}{}: {}.", in("There are", "Es sind"), count(),
                       things.empty() ? "" : " " + things, enumeration(items, is_german));
  }

  /// The one column that is measured beside its labels, which may be numbers, too (a year).
  std::optional<std::size_t> measure() const {
    const auto& columns = result.rows.columns;
    if (columns.size() > 3) return {};
    std::vector<std::size_t> numbers;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto words = plain_words(spoken_name(columns[c].name));
      const bool is_label = is_one_of(words.back(), " id key code year zip phone ");
      if (is_number(c) && !is_label) numbers.push_back(c);
    }
    if (numbers.size() == 1) return numbers[0];
    std::vector<std::size_t> computed;
    for (const auto c : numbers) {
      const auto words = plain_words(spoken_name(columns[c].name));
      if (is_one_of(words[0], " count number average total highest lowest ")) computed.push_back(c);
    }
    if (computed.size() == 1) return computed[0];
    const bool is_last = !numbers.empty() && numbers.back() == columns.size() - 1;
    return is_last ? std::optional(numbers.back()) : std::nullopt;
  }

  /// The text columns of a row: "Vienna, savings".
  std::string label(std::size_t row, std::size_t measure) const {
    std::vector<std::string> parts;
    for (std::size_t c = 0; c < result.rows.columns.size(); ++c) {
      if (c != measure) parts.push_back(cell(row, c));
    }
    return join(parts, ", ");
  }

  /// "Average amount by loan type:".
  std::string heading(std::size_t measure) const {
    std::vector<std::string> labels;
    for (std::size_t c = 0; c < result.rows.columns.size(); ++c) {
      if (c != measure) labels.push_back(spoken_name(result.rows.columns[c].name));
    }
    return fmt::format("{} {} {}:", capitalised(spoken_name(result.rows.columns[measure].name)),
                       in("by", "nach"), enumeration(labels, is_german));
  }

  std::string groups(std::size_t measure) const {
    const auto& rows = result.rows.rows;
    const auto value = [&](std::size_t r) { return to_number(rows[r][measure]).value_or(-1e300); };
    std::size_t highest = 0;
    std::size_t lowest = 0;
    bool falls = true;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      if (value(r) > value(highest)) highest = r;
      if (value(r) < value(lowest) && !is_null(rows[r][measure])) lowest = r;
      falls = falls && value(r) <= value(r - 1);
    }
    if (result.is_truncated) return many();
    if (rows.size() <= kMaxListed) {
      std::string text = heading(measure) + "\n";
      for (std::size_t r = 0; r < rows.size(); ++r) {
        text += falls ? fmt::format("{}. ", r + 1) : "- ";
        text += fmt::format("{}: {}\n", label(r, measure), cell(r, measure));
      }
      text.pop_back();
      return text;
    }
    const auto name = spoken_name(result.rows.columns[measure].name);
    // The lowest of the ten highest says nothing.
    if (falls && has_word_of(input.question, kRankingWords)) return leaders(measure);
    if (is_german) {
      return fmt::format("{}: am höchsten ist {} mit {}, am niedrigsten {} mit {}.",
                         capitalised(name), label(highest, measure), cell(highest, measure),
                         label(lowest, measure), cell(lowest, measure));
    }
    return fmt::format("The {} is highest for {} ({}) and lowest for {} ({}).", name,
                       label(highest, measure), cell(highest, measure), label(lowest, measure),
                       cell(lowest, measure));
  }

  /// "Anna Huber leads with 900.50, before Karl Maier (800.00) and Eva Gruber (700.00)."
  std::string leaders(std::size_t measure) const {
    return fmt::format("{} {} {}, {} {} ({}) {} {} ({}).", label(0, measure),
                       in("leads with", "führt mit"), cell(0, measure), in("before", "vor"),
                       label(1, measure), cell(1, measure), in("and", "und"), label(2, measure),
                       cell(2, measure));
  }

  std::string table() const {
    const auto& columns = result.rows.columns;
    const bool is_named = !is_german && !listed_things(input.question).empty();
    if (result.is_truncated || is_named || columns.size() > kMaxListed) return many();
    std::vector<std::string> names;
    for (const auto& column : columns) names.push_back(spoken_name(column.name));
    return fmt::format("{} {} {}.", count(), in("rows with", "Zeilen mit"),
                       enumeration(names, is_german));
  }
};

}  // namespace

std::string compose_answer(const ComposeInput& input, const StepExecutionResult& result) {
  const Composer composer{input, result};
  const auto& rows = result.rows.rows;
  const auto columns = result.rows.columns.size();
  if (rows.empty() || columns == 0) return composer.nothing();
  if (rows.size() == 1 && columns == 1) {
    if (is_null(rows[0][0])) return composer.nothing();
    return say_single(input, result.rows.columns[0], rows[0][0]);
  }
  if (rows.size() == 1) return composer.one_row();
  if (columns == 1) return composer.one_column();
  const auto measure = composer.measure();
  return measure ? composer.groups(*measure) : composer.table();
}

}  // namespace askdb
