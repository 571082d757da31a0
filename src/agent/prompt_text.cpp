#include "agent/prompt_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "agent/dialect_notes.hpp"
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
constexpr std::size_t kMaxReferences = 20;

std::string one_line_of(std::string_view text, std::size_t max_bytes) {
  auto line = without_controls(text);
  for (char& c : line) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return shortened(line, max_bytes);
}

/// Names of the tables that the schema part does not show, in one line.
std::string other_tables(const Database& database, const std::string& rendered) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < database.tables.size(); ++i) {
    if (names.size() == kMaxOtherTables) {
      names.emplace_back("…");
      break;
    }
    if (rendered.find(database.tables[i].name) == std::string::npos)
      names.push_back(one_line_of(database.tables[i].name, 60));
  }
  return join(names, ", ");
}

/// The databases from place `first` on, one line each, in at most `max_bytes`: with dozens of them,
/// each gets room for few of its tables, and the least likely ones only have a count.
std::string other_databases(const SchemaContext& context, std::size_t first,
                            std::size_t max_bytes) {
  const auto& databases = context.databases;
  if (first >= databases.size()) return {};
  const std::size_t share = std::max<std::size_t>(max_bytes / (databases.size() - first), 64);
  std::string text = "### Other databases and their tables\n";
  for (std::size_t i = first; i < databases.size(); ++i) {
    auto line = databases[i].name + ": " + other_tables(*databases[i].entry->database, {});
    if (line.size() > share) {
      // Cut after a whole name.
      line.resize(share);
      const auto comma = line.rfind(", ");
      line = comma == std::string::npos ? databases[i].name : line.substr(0, comma) + ", …";
    }
    if (text.size() + line.size() > std::max<std::size_t>(max_bytes, 256)) {
      return text + "and " + std::to_string(databases.size() - i) + " more databases\n";
    }
    text += line + "\n";
  }
  return text;
}

std::string heading(const LinkedDatabase& database) {
  auto text =
      fmt::format("### {} ({})", database.name, dialect_line(database.entry->database->dialect));
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
  std::vector<std::string> near_names;
  for (std::size_t i = 0; i < near_count; ++i) near_names.push_back(context.databases[i].name);
  const auto joining = joining_text(context, near_names);
  max_tokens -= std::min(max_tokens / 2, joining.size() / 4);
  for (const auto& database : context.databases) {
    if (shown < near_count) {
      // What the best one leaves over is for the others.
      const std::size_t used = text.size() / 4;
      const std::size_t left = max_tokens > used ? max_tokens - used : 1;
      const std::size_t share = shown == 0 && near_count > 1 ? left * 2 / 3 : left;
      text += schema_text(database, {}, share);
    }
    ++shown;
  }
  text += joining;
  text += other_databases(context, near_count, max_tokens);
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
  auto text = heading(database) + rendered;
  if (!text.ends_with('\n')) text += '\n';
  const auto others = other_tables(*linking.database, rendered);
  return others.empty() ? text : text + "Further tables: " + others + "\n";
}

std::string joining_text(const SchemaContext& context, const std::vector<std::string>& names) {
  if (context.references == nullptr) return {};
  const auto is_wanted = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  // Columns that refer to the same key stand in one line.
  std::map<std::string, std::vector<std::string>> by_key;
  std::size_t count = 0;
  for (const auto& one : *context.references) {
    if (count == kMaxReferences) break;
    if (!is_wanted(one.database) || !is_wanted(one.to_database)) continue;
    const auto key = one.to_database + "." + one.to_table + "." + one.to_column;
    by_key[key].push_back(one.database + "." + one.table + "." + one.column +
                          (one.is_inferred ? " (a guess)" : ""));
    ++count;
  }
  if (by_key.empty()) return {};
  std::string text = "### Across databases (DuckDB SQL over database.table)\n";
  for (const auto& [key, columns] : by_key) {
    text += one_line_of(key + " = " + join(columns, ", "), 600) + "\n";
  }
  return text;
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
