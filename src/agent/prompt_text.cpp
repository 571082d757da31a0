#include "agent/prompt_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxTurns = 3;
constexpr std::size_t kMaxQuestion = 300;
constexpr std::size_t kMaxAnswer = 200;  // As the second seed.
constexpr std::size_t kMaxSql = 400;
constexpr std::size_t kMaxCell = 80;
constexpr std::size_t kMaxOtherTables = 40;
// A database this near to the best one is shown too.
constexpr double kNearScore = 0.75;
constexpr std::size_t kMaxDatabases = 3;

std::string one_line_of(std::string_view text, std::size_t max_bytes) {
  auto line = without_controls(text);
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return shortened(line, max_bytes);
}

/// Names of the tables that the schema part does not show, in one line.
std::string other_tables(const Database& database, const std::set<std::size_t>& shown) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < database.tables.size(); ++i) {
    if (names.size() == kMaxOtherTables) {
      names.emplace_back("…");
      break;
    }
    if (!shown.contains(i)) names.push_back(one_line_of(database.tables[i].name, 60));
  }
  return join(names, ", ");
}

std::string heading(const LinkedDatabase& database) {
  auto text =
      fmt::format("### {} ({})", database.name, display_name(database.entry->database->dialect));
  if (!database.description.empty()) text += ": " + one_line_of(database.description, 120);
  return text + "\n";
}

void add_rows(std::string& text, const StepExecutionResult& result, const std::string& fence,
              const ResultExtent& extent) {
  const auto& rows = result.rows;
  text += fmt::format("<rows-{}>\n", fence);
  std::vector<std::string> names;
  for (const auto& column : rows.columns) names.push_back(one_line_of(column.name, kMaxCell));
  text += join(names, " | ") + "\n";
  const std::size_t start = text.size();
  std::size_t count = 0;
  for (const auto& row : rows.rows) {
    if (count == extent.max_rows || text.size() - start > extent.max_bytes) break;
    std::vector<std::string> cells;
    for (const auto& value : row) {
      cells.push_back(is_null(value) ? "NULL" : one_line_of(to_text(value), kMaxCell));
    }
    text += join(cells, " | ") + "\n";
    ++count;
  }
  text += fmt::format("</rows-{}>\n", fence);
  if (count < rows.rows.size()) {
    text += fmt::format("Shown are the first {} of these rows.\n", count);
  }
}

std::string description_of(const QueryPlan& plan, int step) {
  for (const auto& planned : plan.steps) {
    if (planned.step_number == step) return planned.description;
  }
  return {};
}

}  // namespace

std::string history_text(const std::vector<Turn>& history) {
  if (history.empty()) return "No previous conversation.";
  std::string text;
  const auto first = history.size() - std::min(history.size(), kMaxTurns);
  for (std::size_t i = first; i < history.size(); ++i) {
    const auto& turn = history[i];
    text += "USER: " + one_line_of(turn.question, kMaxQuestion) + "\n";
    if (!turn.sql.empty()) text += "SQL: " + one_line_of(turn.sql.back(), kMaxSql) + "\n";
    text += "SERVER: " + one_line_of(turn.answer, kMaxAnswer) + "\n";
  }
  text.pop_back();
  return text;
}

std::string data_sources_text(const SchemaContext& context, std::size_t max_tokens) {
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  for (const auto& database : context.databases) entries.push_back(database.entry);
  auto text = render_databases(entries, max_tokens);
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  for (const auto& [name, error] : context.unavailable) {
    text += name + ": cannot be reached now\n";
  }
  return text;
}

std::string schema_text(const SchemaContext& context, std::size_t max_tokens) {
  std::string text;
  std::size_t shown = 0;
  const double best = context.databases.front().score;
  std::size_t near_count = 0;
  for (const auto& database : context.databases) {
    near_count += database.score >= best * kNearScore ? 1 : 0;
  }
  near_count = std::clamp<std::size_t>(near_count, 1, kMaxDatabases);
  for (const auto& database : context.databases) {
    if (shown < near_count) {
      // What the best one leaves over is for the others.
      const std::size_t used = text.size() / 4;
      const std::size_t left = max_tokens > used ? max_tokens - used : 1;
      const std::size_t share = shown == 0 && near_count > 1 ? left * 2 / 3 : left;
      text += schema_text(database, {}, share);
    } else {
      if (shown == near_count) text += "### Other databases and their tables\n";
      text += database.name + ": " + other_tables(*database.entry->database, {}) + "\n";
    }
    ++shown;
  }
  for (const auto& [name, error] : context.unavailable) {
    text += "### " + name + ": cannot be reached now\n";
  }
  return text;
}

std::string schema_text(const LinkedDatabase& database, const std::vector<std::string>& tables,
                        std::size_t max_tokens) {
  Linking linking = database.linking;
  const auto& all = linking.database->tables;
  const auto is_wanted = [&](const LinkedTable& linked) {
    const auto& table = all[linked.table];
    return std::any_of(tables.begin(), tables.end(), [&](const std::string& name) {
      const auto dot = name.rfind('.');
      return iequals(dot == std::string::npos ? name : name.substr(dot + 1), table.name);
    });
  };
  std::stable_partition(linking.tables.begin(), linking.tables.end(), is_wanted);
  const auto rendered = render_schema(linking, max_tokens);
  std::set<std::size_t> shown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (rendered.find(all[i].name) != std::string::npos) shown.insert(i);
  }
  auto text = heading(database) + rendered;
  if (!text.ends_with('\n')) text += '\n';
  const auto others = other_tables(*linking.database, shown);
  return others.empty() ? text : text + "Further tables: " + others + "\n";
}

std::string results_text(const QueryPlan& plan, const std::vector<StepExecutionResult>& results,
                         const std::string& fence, const ResultExtent& extent) {
  std::string text;
  for (const auto& result : results) {
    text += fmt::format("Step {}", result.step_number);
    if (!result.database.empty()) text += " on " + result.database;
    text += ": " + one_line_of(description_of(plan, result.step_number), kMaxQuestion) + "\n";
    if (!result.success) {
      text += "It failed: " + one_line_of(result.error.value_or("unknown error"), 300) + "\n";
      continue;
    }
    if (extent.has_sql && result.sql) text += "SQL: " + one_line_of(*result.sql, 1'200) + "\n";
    if (result.row_count == 0) {
      text += "0 rows.\n";
      continue;
    }
    text += result.is_truncated
                ? fmt::format("{} rows; cut off there, the database has more.\n", result.row_count)
                : fmt::format("{} row{}.\n", result.row_count, result.row_count == 1 ? "" : "s");
    add_rows(text, result, fence, extent);
  }
  return text.empty() ? "None.\n" : text;
}

std::string random_fence() {
  IdSource ids;
  return ids.next().substr(0, 8);
}

}  // namespace askdb
