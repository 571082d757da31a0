#include "face/terminal/schema_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "face/terminal/table.hpp"

namespace askdb {
namespace {

std::string full_name(const Database& database, const Table& table) {
  return table.schema.empty() || table.schema == database.default_schema
             ? table.name
             : table.schema + "." + table.name;
}

std::string key_text(const Table& table, const Column& column) {
  std::string text;
  const auto is_in = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), column.name) != list.end();
  };
  if (is_in(table.primary_key)) text = "primary key";
  for (const auto& key : table.foreign_keys) {
    if (!is_in(key.columns)) continue;
    const auto place = std::find(key.columns.begin(), key.columns.end(), column.name);
    const auto index = static_cast<std::size_t>(place - key.columns.begin());
    text += (text.empty() ? "" : ", ") + std::string("→ ") + key.to_table;
    if (index < key.to_columns.size()) text += "." + key.to_columns[index];
    if (key.is_inferred) text += " (guessed)";
  }
  return text;
}

Rows text_table(const std::vector<std::string>& names) {
  Rows rows;
  for (const auto& name : names) rows.columns.push_back({.name = name, .kind = ValueKind::kText});
  return rows;
}

/// Takes away columns in which nothing stands.
void drop_empty_columns(Rows& rows) {
  for (std::size_t i = rows.columns.size(); i-- > 0;) {
    const bool is_empty = std::all_of(rows.rows.begin(), rows.rows.end(), [&](const Row& row) {
      return is_null(row[i]) || to_text(row[i]).empty();
    });
    if (!is_empty) continue;
    rows.columns.erase(rows.columns.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto& row : rows.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

std::string tables_text(const Database& database, const Screen& screen) {
  auto rows = text_table({"table", "rows", "columns", "about"});
  rows.columns[1].kind = rows.columns[2].kind = ValueKind::kInteger;
  for (const auto& table : database.tables) {
    Value count;
    if (table.row_estimate && *table.row_estimate >= 0) count = *table.row_estimate;
    rows.rows.push_back({full_name(database, table) + (table.is_view ? " (view)" : ""),
                         std::move(count), static_cast<std::int64_t>(table.columns.size()),
                         table.comment});
  }
  drop_empty_columns(rows);
  return "  " + screen.in(Ink::kBold, one_line(database.name)) + "  " +
         screen.in(Ink::kDim, std::string(display_name(database.dialect))) + "\n\n" +
         table_text(rows, screen);
}

std::string table_description(const Database& database, const Table& table, const Screen& screen) {
  auto rows = text_table({"column", "type", "null", "key", "about", "values"});
  for (const auto& column : table.columns) {
    std::vector<std::string> samples(
        column.samples.begin(),
        column.samples.begin() +
            static_cast<std::ptrdiff_t>(std::min<std::size_t>(column.samples.size(), 5)));
    rows.rows.push_back({column.name, column.type, std::string(column.is_nullable ? "" : "no"),
                         key_text(table, column), column.comment, join(samples, ", ")});
  }
  drop_empty_columns(rows);
  std::string out = "  " + screen.in(Ink::kBold, one_line(full_name(database, table))) + "  " +
                    screen.in(Ink::kDim, one_line(database.name));
  if (table.row_estimate && *table.row_estimate >= 0) {
    out += screen.in(Ink::kDim, " · about " + counted(*table.row_estimate, "row", "rows"));
  }
  out += "\n";
  for (const auto& line : wrapped(one_line(table.comment), screen.width - 2)) {
    if (!line.empty()) out += "  " + line + "\n";
  }
  return out + "\n" + table_text(rows, screen);
}

}  // namespace askdb
