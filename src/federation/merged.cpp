#include "federation/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"

namespace askdb::federation {
namespace {

using Entry = std::shared_ptr<const CatalogEntry>;

// DuckDB's most digits of a decimal.
constexpr unsigned kMostDigits = 38;

std::string decimal_type(const std::string& type, Dialect dialect) {
  // SQLite's numbers are whole or floating-point, whatever the column says.
  const auto bracket = type.find('(');
  unsigned precision = 0;
  unsigned scale = 0;
  const bool is_fixed = bracket != std::string::npos && dialect != Dialect::kSqlite &&
                        (type.starts_with("numeric") || type.starts_with("decimal"));
  if (!is_fixed) return "DOUBLE";
  const int read = std::sscanf(type.c_str() + bracket, "(%u,%u", &precision, &scale);
  if (read < 1 || precision == 0 || precision > kMostDigits || scale > precision) return "DOUBLE";
  return fmt::format("DECIMAL({},{})", precision, scale);
}

/// The name under which a table is known in its database's schema.
std::string table_name(const Database& database, const Table& table) {
  const bool is_twice =
      std::count_if(database.tables.begin(), database.tables.end(),
                    [&](const Table& other) { return iequals(other.name, table.name); }) > 1;
  const bool is_default = iequals(table.schema, database.default_schema);
  return is_twice && !is_default ? table.schema + "_" + table.name : table.name;
}

Table merged_table(const Database& database, const Table& original) {
  Table table = original;
  table.schema = database.name;
  table.name = table_name(database, original);
  for (auto& column : table.columns) {
    column.type = workspace_type(column, database.dialect);
    column.default_value.clear();
  }
  for (auto& key : table.foreign_keys) {
    const auto* to = database.table(key.to_schema, key.to_table);
    key.to_schema = database.name;
    if (to != nullptr) key.to_table = table_name(database, *to);
  }
  return table;
}

void add_reference(Database& merged, const Reference& reference) {
  for (auto& table : merged.tables) {
    const bool is_it = table.schema == reference.database && table.name == reference.table;
    if (!is_it || table.column(reference.column) == nullptr) continue;
    table.foreign_keys.push_back({{reference.column},
                                  reference.to_database,
                                  reference.to_table,
                                  {reference.to_column},
                                  reference.is_inferred});
  }
}

}  // namespace

std::string workspace_type(const Column& column, Dialect dialect) {
  const auto type = to_lower(column.type);
  switch (column.kind) {
    case ValueKind::kBoolean:
      return "BOOLEAN";
    case ValueKind::kInteger:
      return "BIGINT";
    case ValueKind::kDecimal:
      return decimal_type(type, dialect);
    case ValueKind::kDate:
      return "DATE";
    case ValueKind::kTime:
      return "TIME";
    case ValueKind::kTimestamp:
      return "TIMESTAMP";
    case ValueKind::kUuid:
      return dialect == Dialect::kSqlite ? "VARCHAR" : "UUID";
    default:
      return "VARCHAR";
  }
}

Merged with_rows(Merged merged, const std::string& name, const std::vector<ResultColumn>& columns) {
  auto database = std::make_shared<Database>(*merged.database);
  Table table;
  table.schema = database->default_schema;
  table.name = name;
  for (const auto& result : columns) {
    Column column;
    column.name = result.name;
    column.type = result.type;
    column.kind = result.kind;
    // Computed numbers have no scale of their own.
    column.type = workspace_type(column, Dialect::kSqlite);
    while (table.column(column.name) != nullptr) column.name += "_2";
    table.columns.push_back(std::move(column));
  }
  database->fingerprint = fingerprint(database->fingerprint + name);
  database->tables.push_back(std::move(table));
  merged.places.push_back({kHere, 0});
  merged.database = std::move(database);
  return merged;
}

Merged merge(const std::vector<Entry>& entries) {
  Merged merged;
  auto database = std::make_shared<Database>();
  database->dialect = Dialect::kDuckdb;
  database->default_schema = "main";
  std::string prints;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& one = *entries[i]->database;
    database->name += (i == 0 ? "" : " + ") + one.name;
    database->comment += (database->comment.empty() ? "" : " ") + one.comment;
    prints += one.name + one.fingerprint;
    for (std::size_t j = 0; j < one.tables.size(); ++j) {
      database->tables.push_back(merged_table(one, one.tables[j]));
      merged.places.push_back({i, j});
    }
  }
  merged.references = references_between(entries);
  for (const auto& reference : merged.references) add_reference(*database, reference);
  database->fingerprint = fingerprint(prints);
  merged.database = std::move(database);
  return merged;
}

}  // namespace askdb::federation
