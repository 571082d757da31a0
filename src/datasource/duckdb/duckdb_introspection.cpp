#include "datasource/duckdb/duckdb_introspection.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "datasource/duckdb/duckdb_types.hpp"

namespace askdb::duckdb {
namespace {

constexpr std::size_t kMaxSamples = 20;
/// A text column with at most this many distinct values in the rows looked at has samples.
constexpr std::size_t kLowCardinality = 50;
constexpr std::size_t kMaxSampleBytes = 60;
constexpr int kSampledRows = 20'000;

constexpr const char* kOwn = "database_name = current_database() AND NOT internal";

/// A list of names, which leaves DuckDB as JSON.
std::vector<std::string> names_of(const Value& value) {
  std::vector<std::string> names;
  json::error_code failed;
  const auto list = json::parse(to_text(value), failed);
  if (failed || !list.is_array()) return names;
  for (const auto& name : list.get_array()) {
    if (name.is_string()) names.emplace_back(name.get_string().c_str());
  }
  return names;
}

bool flag_of(const Value& value) {
  const auto* flag = std::get_if<bool>(&value);
  return flag != nullptr && *flag;
}

std::string qualified(const Table& table) {
  return quoted_name(table.schema) + "." + quoted_name(table.name);
}

class Reader {
 public:
  Reader(Session& session, Database& database) : session_(session), database_(database) {}

  Result<Done> read() {
    for (const auto part : {&Reader::tables, &Reader::columns, &Reader::constraints,
                            &Reader::indexes, &Reader::routines_and_types}) {
      auto done = (this->*part)();
      if (!done) return done;
    }
    std::erase_if(database_.tables, [](const Table& table) { return table.columns.empty(); });
    return Done{};
  }

 private:
  Table* find(const Value& schema, const Value& name) {
    const auto found = places_.find({to_text(schema), to_text(name)});
    return found == places_.end() ? nullptr : &database_.tables[found->second];
  }

  Result<Done> tables() {
    const auto rows = session_.rows(
        std::string("SELECT schema_name, table_name, comment, estimated_size, false FROM "
                    "duckdb_tables() WHERE NOT temporary AND ") +
        kOwn +
        " UNION ALL SELECT schema_name, view_name, comment, NULL, true FROM duckdb_views() WHERE "
        "NOT temporary AND " +
        kOwn + " ORDER BY 1, 2");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      Table table;
      table.schema = to_text(row[0]);
      table.name = to_text(row[1]);
      table.comment = to_text(row[2]);
      table.is_view = flag_of(row[4]);
      if (const auto* size = std::get_if<std::int64_t>(&row[3])) table.row_estimate = *size;
      places_[{table.schema, table.name}] = database_.tables.size();
      database_.tables.push_back(std::move(table));
    }
    return Done{};
  }

  Result<Done> columns() {
    const auto rows = session_.rows(
        std::string("SELECT schema_name, table_name, column_name, data_type, is_nullable, "
                    "column_default, comment FROM duckdb_columns() WHERE ") +
        kOwn + " ORDER BY schema_name, table_name, column_index");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      Table* table = find(row[0], row[1]);
      if (table == nullptr) continue;
      Column column;
      column.name = to_text(row[2]);
      column.type = to_text(row[3]);
      column.kind = kind_of_type(column.type);
      column.is_nullable = flag_of(row[4]);
      column.default_value = to_text(row[5]);
      column.comment = to_text(row[6]);
      table->columns.push_back(std::move(column));
    }
    return Done{};
  }

  Result<Done> constraints() {
    const auto rows = session_.rows(
        "SELECT schema_name, table_name, constraint_type, constraint_column_names, "
        "referenced_table, referenced_column_names FROM duckdb_constraints() WHERE database_name = "
        "current_database() ORDER BY constraint_index");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      Table* table = find(row[0], row[1]);
      if (table == nullptr) continue;
      const auto type = to_text(row[2]);
      if (type == "PRIMARY KEY") table->primary_key = names_of(row[3]);
      if (type == "UNIQUE") table->indexes.push_back({"", names_of(row[3]), true});
      if (type == "FOREIGN KEY") {
        // DuckDB has foreign keys within a schema only.
        table->foreign_keys.push_back(
            {names_of(row[3]), table->schema, to_text(row[4]), names_of(row[5])});
      }
    }
    return Done{};
  }

  Result<Done> indexes() {
    const auto rows = session_.rows(
        "SELECT schema_name, table_name, index_name, is_unique, expressions FROM duckdb_indexes() "
        "WHERE database_name = current_database() ORDER BY index_name");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      Table* table = find(row[0], row[1]);
      if (table == nullptr) continue;
      Index index{to_text(row[2]), {}, flag_of(row[3])};
      // [id, '"name"', '(lower("name"))']: an expression has none of the table's names.
      std::string list = to_text(row[4]);
      std::erase_if(
          list, [](char c) { return std::string_view("[]'\"").find(c) != std::string_view::npos; });
      for (const auto part : split(list, ',')) {
        const Column* column = table->column(trim(part));
        if (column != nullptr) index.columns.push_back(column->name);
      }
      if (!index.columns.empty()) table->indexes.push_back(std::move(index));
    }
    return Done{};
  }

  Result<Done> routines_and_types() {
    const auto macros = session_.rows(
        "SELECT DISTINCT schema_name, function_name FROM duckdb_functions() WHERE NOT internal");
    if (!macros) return macros.error();
    for (const auto& row : *macros) {
      database_.routines.push_back({to_text(row[0]), to_text(row[1])});
    }
    const auto types = session_.rows(
        "SELECT schema_name, type_name, logical_type FROM duckdb_types() WHERE NOT internal");
    if (!types) return types.error();
    for (const auto& row : *types) {
      database_.types.push_back({to_text(row[0]), to_text(row[1]), to_lower(to_text(row[2]))});
    }
    return Done{};
  }

  Session& session_;
  Database& database_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
};

/// How many rows a view over files has: DuckDB reads it from the heads of Parquet files.
void count_rows(Session& session, Table& table) {
  const auto rows = session.rows("SELECT count(*) FROM " + qualified(table));
  if (!rows || rows->empty()) return;
  if (const auto* count = std::get_if<std::int64_t>(&(*rows)[0][0])) table.row_estimate = *count;
}

void sample_column(Session& session, const Table& table, Column& column) {
  const std::string name = quoted_name(column.name);
  const auto rows =
      session.rows("SELECT v, count(*) AS n FROM (SELECT " + name + "::VARCHAR AS v FROM " +
                   qualified(table) + " LIMIT " + std::to_string(kSampledRows) +
                   ") WHERE v IS NOT NULL AND v <> '' GROUP BY v ORDER BY n DESC, v LIMIT " +
                   std::to_string(kLowCardinality + 1));
  if (!rows || rows->empty() || rows->size() > kLowCardinality) return;
  const bool is_each_once = (*rows)[0][1] == Value(std::int64_t{1});
  // Every value once: names of things, not categories of them, unless there are very few things.
  if (is_each_once && rows->size() > 10) return;
  std::vector<std::string> samples;
  for (const auto& row : *rows) {
    auto text = to_text(row[0]);
    if (text.size() > kMaxSampleBytes) return;
    if (samples.size() < kMaxSamples) samples.push_back(std::move(text));
  }
  column.samples = std::move(samples);
}

}  // namespace

Result<Database> introspect_duckdb(Session& session, const std::string& name, RunControl& control) {
  Database database;
  database.name = name;
  database.dialect = Dialect::kDuckdb;
  database.default_schema = "main";
  const auto read = Reader(session, database).read();
  if (!read) return control.explained(read.error());
  for (auto& table : database.tables) {
    if (control.is_over()) break;
    if (table.is_view) count_rows(session, table);
    for (auto& column : table.columns) {
      if (control.is_over()) break;
      if (column.kind == ValueKind::kText) sample_column(session, table, column);
    }
  }
  return database;
}

std::vector<ColumnValues> distinct_duckdb_values(Session& session, const Database& schema,
                                                 const ValueLimits& limits, RunControl& control) {
  std::vector<ColumnValues> found;
  std::size_t total = 0;
  for (const auto& table : schema.tables) {
    for (const auto& column : table.columns) {
      if (column.kind != ValueKind::kText) continue;
      if (control.is_over() || total >= limits.max_total) return found;
      const std::size_t most = std::min(limits.max_per_column, limits.max_total - total);
      const std::string name = quoted_name(column.name) + "::VARCHAR";
      const auto rows =
          session.rows("SELECT " + name + " AS v FROM " + qualified(table) + " WHERE strlen(" +
                       name + ") BETWEEN 1 AND " + std::to_string(limits.max_value_bytes) +
                       " GROUP BY v ORDER BY count(*) DESC, v LIMIT " + std::to_string(most + 1));
      if (!rows) continue;
      ColumnValues values{table.schema, table.name, column.name, {}, rows->size() <= most};
      for (const auto& row : *rows) {
        if (values.values.size() < most) values.values.push_back(to_text(row[0]));
      }
      total += values.values.size();
      if (!values.values.empty()) found.push_back(std::move(values));
    }
  }
  return found;
}

}  // namespace askdb::duckdb
