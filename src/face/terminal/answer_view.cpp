#include "face/terminal/answer_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "agent/grounding_facts.hpp"
#include "base/text.hpp"
#include "face/terminal/table.hpp"

namespace askdb {
namespace {

constexpr std::size_t kIndent = 2;
// A sentence tells this much; more is easier read in a table, even if the text holds it.
constexpr std::size_t kMaxToldRows = 5;
constexpr std::size_t kMaxToldCells = 10;
// Of a part's statement: lists of keys are long and tell little.
constexpr std::size_t kMaxPartSql = 300;

std::string paragraph(const Screen& screen, Ink ink, const std::string& head,
                      const std::string& text) {
  const std::size_t hang = kIndent + display_width(head);
  const auto lines = wrapped(one_line(text), screen.width > hang ? screen.width - hang : 20);
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto start = i == 0 ? std::string(kIndent, ' ') + head : std::string(hang, ' ');
    out += screen.in(ink, start + lines[i]) + "\n";
  }
  return out;
}

/// What one database gave to a statement over several.
std::string part_text(const SourcePart& part, const Screen& screen) {
  auto head = "-- from " + one_line(part.database) + ": " + counted(part.rows, "row", "rows") +
              " of " + one_line(part.table);
  if (part.keys_passed > 0) {
    head += ", by " + counted(part.keys_passed, "key", "keys") + " of " + one_line(part.keys_from);
  }
  std::string out = "  " + screen.in(Ink::kDim, head) + "\n";
  for (const auto& line :
       wrapped(one_line(shortened(part.sql, kMaxPartSql)), screen.width - kIndent)) {
    out += "  " + screen.in(Ink::kDim, line) + "\n";
  }
  return out;
}

}  // namespace

const StepExecutionResult* main_step(const Answer& answer) {
  for (auto step = answer.steps.rbegin(); step != answer.steps.rend(); ++step) {
    if (step->success && !step->rows.columns.empty()) return &*step;
  }
  return nullptr;
}

bool is_worth_a_table(const Rows& rows) {
  return rows.rows.size() > 1 || (rows.rows.size() == 1 && rows.columns.size() > 1);
}

bool tells_all(std::string_view text, const Rows& rows) {
  const auto cells = rows.rows.size() * rows.columns.size();
  if (rows.is_truncated || cells > kMaxToldCells || rows.rows.size() > kMaxToldRows) return false;
  const auto numbers = stated_numbers(text);
  const auto is_told = [&](const Value& value) {
    if (is_null(value)) return false;
    if (text.find(to_text(value)) != std::string_view::npos) return true;
    const auto number = to_number(value);
    return number && std::any_of(numbers.begin(), numbers.end(), [&](const StatedNumber& stated) {
             for (std::size_t i = 0; i < stated.readings.size(); ++i) {
               if (std::abs(stated.readings[i] - *number) <= stated.tolerances[i]) return true;
             }
             return false;
           });
  };
  return std::all_of(rows.rows.begin(), rows.rows.end(),
                     [&](const Row& row) { return std::all_of(row.begin(), row.end(), is_told); });
}

std::string sql_text(const Answer& answer, const Screen& screen) {
  std::set<std::string> databases;
  for (const auto& step : answer.steps) databases.insert(step.database);
  std::string out;
  for (const auto& step : answer.steps) {
    if (!step.sql || step.sql->empty()) continue;
    if (databases.size() > 1 || answer.steps.size() > 1) {
      out += "  " +
             screen.in(Ink::kDim, "-- step " + std::to_string(step.step_number) + ", " +
                                      one_line(step.database)) +
             "\n";
    }
    const auto sql = without_controls(replace_all(*step.sql, "\r\n", "\n"));
    for (const auto& line : wrapped(trim(sql), screen.width - kIndent)) {
      out += "  " + screen.in(Ink::kDim, line) + "\n";
    }
    for (const auto& part : step.parts) out += part_text(part, screen);
  }
  return out;
}

std::string notes_text(const Answer& answer, const Screen& screen) {
  std::string out;
  for (const auto& assumption : answer.assumptions) {
    out += paragraph(screen, Ink::kDim, "Assumed: ", assumption);
  }
  for (const auto& note : answer.notes) out += paragraph(screen, Ink::kDim, "Note: ", note);
  if (!answer.not_understood.empty()) {
    out += paragraph(screen, Ink::kYellow, "Not understood: ", join(answer.not_understood, ", "));
  }
  if (!answer.ungrounded.empty()) {
    std::vector<std::string> words;
    for (const auto& one : answer.ungrounded) words.push_back(one.text);
    out += paragraph(screen, Ink::kYellow, "Not found in the data: ", join(words, ", "));
  }
  const bool is_new = answer.next_step && !answer.next_step->empty() &&
                      answer.text.find(*answer.next_step) == std::string::npos;
  if (is_new) {
    out += paragraph(screen, Ink::kPlain, "", *answer.next_step);
  }
  for (std::size_t i = 0; i < answer.suggestions.size(); ++i) {
    if (i == 0) out += paragraph(screen, Ink::kDim, "", "You could ask:");
    out += paragraph(screen, Ink::kPlain, "  ", answer.suggestions[i]);
  }
  return out;
}

std::string footer_text(const Answer& answer, const Screen& screen) {
  std::vector<std::string> parts;
  std::vector<std::string> databases;
  for (const auto& step : answer.steps) {
    const bool is_new =
        std::find(databases.begin(), databases.end(), step.database) == databases.end();
    if (is_new && !step.database.empty()) databases.push_back(step.database);
  }
  if (const auto* step = main_step(answer)) parts.push_back(row_count_text(step->rows));
  if (!databases.empty()) parts.push_back(one_line(join(databases, ", ")));
  if (answer.steps.size() > 1) parts.push_back(std::to_string(answer.steps.size()) + " steps");
  parts.push_back(duration_text(answer.pipeline_time_ms));
  if (answer.outcome == Outcome::kAnswer) {
    parts.push_back(name_of(answer.confidence) + " confidence");
  }
  if (!answer.engine.empty()) parts.push_back(answer.engine);
  const auto tokens = answer.tokens.input_tokens + answer.tokens.output_tokens +
                      answer.tokens.cache_read_tokens + answer.tokens.cache_write_tokens;
  if (tokens > 0) parts.push_back(counted(tokens, "token", "tokens"));
  if (answer.tokens.price_usd > 0) parts.push_back(fmt::format("${:.4f}", answer.tokens.price_usd));
  return "  " + screen.in(Ink::kDim, fitted(join(parts, " · "), screen.width - kIndent)) + "\n";
}

}  // namespace askdb
