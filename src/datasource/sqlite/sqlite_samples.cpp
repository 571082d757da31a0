#include "datasource/sqlite/sqlite_samples.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "datasource/sqlite/sqlite_introspection.hpp"
#include "datasource/sqlite/sqlite_values.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxSamples = 20;
/// A text column with at most this many distinct values in the rows looked at has samples.
constexpr std::size_t kLowCardinality = 50;
constexpr std::size_t kMaxSampleBytes = 60;

using Deadline = std::chrono::steady_clock::time_point;

std::string column_list(const Table& table) {
  std::string list;
  for (const auto& column : table.columns) {
    if (!list.empty()) list += ", ";
    list += quoted_identifier(column.name);
  }
  return list;
}

void read_rows(sqlite3* handle, const std::string& sql, const Table& table, Deadline deadline,
               const RunControl& control, std::vector<Row>& rows) {
  const auto statement = sqlite::prepare(handle, sql);
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    Row row;
    row.reserve(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      // Long texts are nobody's category; their length is not paid for.
      const int at = static_cast<int>(i);
      if (sqlite3_column_type(statement.get(), at) == SQLITE_BLOB) {
        row.emplace_back("\\x");
      } else {
        row.push_back(read_value(statement.get(), at, table.columns[i].kind));
      }
    }
    rows.push_back(std::move(row));
    if (control.is_over() || std::chrono::steady_clock::now() > deadline) break;
  }
}

/// Distinct texts by falling frequency, then alphabetically; empty when there are too many.
std::vector<std::string> frequent_texts(const std::vector<const Value*>& values) {
  std::unordered_map<std::string_view, std::size_t> counts;
  for (const auto* value : values) {
    const auto* text = std::get_if<std::string>(value);
    if (text == nullptr || text->empty()) continue;
    if (text->size() > kMaxSampleBytes) return {};
    ++counts[*text];
    if (counts.size() > kLowCardinality) return {};
  }
  // Every value once: names of things, not categories of them, unless there are very few things.
  if (counts.size() == values.size() && counts.size() > 10) return {};
  std::vector<std::pair<std::string_view, std::size_t>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::vector<std::string> texts;
  for (const auto& [text, count] : sorted) {
    if (texts.size() < kMaxSamples) texts.emplace_back(text);
  }
  return texts;
}

}  // namespace

void sample_table(sqlite3* handle, Table& table, RunControl& control) {
  if (table.columns.empty()) return;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
  const std::string from =
      "SELECT " + column_list(table) + " FROM " + quoted_identifier(table.name);
  std::vector<Row> rows;
  if (table.is_view) {
    // A view may compute for long before its first row: give it a little, not the whole time.
    RunControl brief(std::chrono::milliseconds(100));
    brief.watch(handle);
    read_rows(handle, from + " LIMIT 100", table, deadline, brief, rows);
    brief.release();
    control.watch(handle);
  } else {
    read_rows(handle, from + " LIMIT 1500", table, deadline, control, rows);
    if (rows.size() == 1'500) {
      read_rows(handle, from + " ORDER BY rowid DESC LIMIT 500", table, deadline, control, rows);
    }
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    auto& column = table.columns[i];
    std::vector<const Value*> values;
    values.reserve(rows.size());
    for (const auto& row : rows) {
      if (!is_null(row[i])) values.push_back(&row[i]);
    }
    column.kind = kind_of_values(values, column.kind);
    if (column.kind == ValueKind::kText) column.samples = frequent_texts(values);
  }
}

std::vector<ColumnValues> distinct_sqlite_values(sqlite3* handle, const Database& schema,
                                                 const ValueLimits& limits, RunControl& control) {
  std::vector<ColumnValues> found;
  std::size_t total = 0;
  for (const auto& table : schema.tables) {
    for (const auto& column : table.columns) {
      if (column.kind != ValueKind::kText || table.is_view) continue;
      if (control.is_over() || total >= limits.max_total) return found;
      const std::size_t most = std::min(limits.max_per_column, limits.max_total - total);
      const std::string name = quoted_identifier(column.name);
      const auto statement = sqlite::prepare(
          handle, "SELECT " + name + " FROM " + quoted_identifier(table.name) + " WHERE typeof(" +
                      name + ") = 'text' AND length(" + name + ") BETWEEN 1 AND " +
                      std::to_string(limits.max_value_bytes) + " GROUP BY " + name +
                      " ORDER BY count(*) DESC, " + name + " LIMIT " + std::to_string(most + 1));
      if (!statement) continue;
      ColumnValues values{table.schema, table.name, column.name, {}, true};
      int code = SQLITE_DONE;
      while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
        if (values.values.size() == most) {
          values.is_complete = false;
          break;
        }
        const auto text = sqlite::text_of(statement.get(), 0);
        if (text.size() > limits.max_value_bytes || find_invalid_utf8(text) != text.npos) continue;
        values.values.emplace_back(text);
      }
      if (code != SQLITE_ROW && code != SQLITE_DONE) return found;
      total += values.values.size();
      if (!values.values.empty()) found.push_back(std::move(values));
    }
  }
  return found;
}

}  // namespace askdb
