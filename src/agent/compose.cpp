#include "agent/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "agent/single_number.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxListed = 10;

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string sentence_end(std::string_view text) {
  auto trimmed = std::string(trim(text));
  while (!trimmed.empty() && (trimmed.back() == '.' || trimmed.back() == '?')) trimmed.pop_back();
  return trimmed;
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

  std::string cell(std::size_t row, std::size_t column) const {
    return spoken(result.rows.rows[row][column], result.rows.columns[column], input.language);
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

  std::string one_column() const {
    const auto& rows = result.rows.rows;
    std::vector<std::string> items;
    for (std::size_t r = 0; r < std::min(rows.size(), kMaxListed); ++r) items.push_back(cell(r, 0));
    const auto list = enumeration(items, is_german);
    if (rows.size() <= kMaxListed && !result.is_truncated) {
      return fmt::format("{} {}: {}.", in("There are", "Es sind"), count(), list);
    }
    return fmt::format("{}{}; {} {}: {}.", result.is_truncated ? in("More than ", "Mehr als ") : "",
                       count(), in("the first", "die ersten"), items.size(), list);
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
    if (rows.size() <= kMaxListed && !result.is_truncated) {
      std::string text = heading(measure) + "\n";
      for (std::size_t r = 0; r < rows.size(); ++r) {
        text += falls ? fmt::format("{}. ", r + 1) : "- ";
        text += fmt::format("{}: {}\n", label(r, measure), cell(r, measure));
      }
      text.pop_back();
      return text;
    }
    return fmt::format("{}{} {}. {} {} {} {}; {} {} {} {}.",
                       result.is_truncated ? in("More than ", "Mehr als ") : "", count(),
                       in("rows", "Zeilen"), in("The highest is", "Am höchsten ist"),
                       label(highest, measure), in("with", "mit"), cell(highest, measure),
                       in("the lowest", "am niedrigsten"), label(lowest, measure),
                       in("with", "mit"), cell(lowest, measure));
  }

  std::string table() const {
    std::vector<std::string> names;
    for (const auto& column : result.rows.columns) names.push_back(spoken_name(column.name));
    return fmt::format("{}{} {} {}.", result.is_truncated ? in("More than ", "Mehr als ") : "",
                       count(), in("rows with", "Zeilen mit"), enumeration(names, is_german));
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
  std::vector<std::size_t> measures;
  for (std::size_t c = 0; c < columns; ++c) {
    if (composer.is_number(c)) measures.push_back(c);
  }
  // One measure beside its labels is a grouping or a ranking; the label may be a number (a year).
  const bool is_grouping = (!measures.empty() && columns <= 3 && measures.back() == columns - 1);
  return is_grouping ? composer.groups(columns - 1) : composer.table();
}

}  // namespace askdb
