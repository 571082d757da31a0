#include "datasource/trino/trino_catalog.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "datasource/trino/trino_types.hpp"

namespace askdb::trino {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string word(const TextRow& row, std::size_t at) { return row.at(at).value_or(""); }

std::string schema_condition(const TrinoServer& server, std::vector<std::string> schemas,
                             const std::string& column) {
  if (schemas.empty() && !server.schema().empty()) schemas = {server.schema()};
  if (schemas.empty()) return column + " <> 'information_schema'";
  std::string list;
  for (const auto& one : schemas) list += (list.empty() ? "" : ", ") + quoted_literal(one);
  return column + " IN (" + list + ")";
}

/// Tables by schema and name.
using ByName = std::map<std::pair<std::string, std::string>, std::size_t>;

void add_tables(const std::vector<TextRow>& rows, Database& database, ByName& by_name) {
  for (const auto& row : rows) {
    Table table;
    table.schema = word(row, 0);
    table.name = word(row, 1);
    table.is_view = word(row, 2) == "VIEW";
    by_name[{table.schema, table.name}] = database.tables.size();
    database.tables.push_back(std::move(table));
  }
}

void add_columns(const std::vector<TextRow>& rows, Database& database, const ByName& by_name) {
  for (const auto& row : rows) {
    const auto found = by_name.find({word(row, 0), word(row, 1)});
    if (found == by_name.end()) continue;
    Column column;
    column.name = word(row, 2);
    column.type = word(row, 3);
    column.kind = kind_of_type(column.type);
    column.is_nullable = word(row, 4) != "NO";
    column.default_value = word(row, 5);
    database.tables[found->second].columns.push_back(std::move(column));
  }
}

void add_table_comments(const std::vector<TextRow>& rows, Database& database,
                        const ByName& by_name) {
  for (const auto& row : rows) {
    const auto found = by_name.find({word(row, 0), word(row, 1)});
    if (found != by_name.end()) database.tables[found->second].comment = word(row, 2);
  }
}

void add_column_comments(const std::vector<TextRow>& rows, Database& database,
                         const ByName& by_name) {
  for (const auto& row : rows) {
    const auto found = by_name.find({word(row, 0), word(row, 1)});
    if (found == by_name.end()) continue;
    for (auto& column : database.tables[found->second].columns) {
      if (column.name == word(row, 2)) column.comment = word(row, 3);
    }
  }
}

/// Row counts of the connectors' statistics, one table after another until time is up.
Task<void> count_rows(std::shared_ptr<TrinoServer> server, Database& database,
                      steady_clock::time_point until) {
  for (auto& table : database.tables) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
    if (left.count() <= 0) co_return;
    if (table.is_view) continue;
    auto asking = server->rows("SHOW STATS FOR " + qualified_name(table), left);
    const auto rows = co_await std::move(asking);
    // One connector without statistics has none for its other tables either.
    if (!rows) co_return;
    for (const auto& row : *rows) {
      // column_name, data_size, distinct_values_count, nulls_fraction, row_count, ...
      if (row.size() < 5 || row[0] || !row[4]) continue;
      const double count = std::strtod(row[4]->c_str(), nullptr);
      if (std::isfinite(count) && count >= 0) table.row_estimate = std::llround(count);
    }
  }
}

std::string fingerprint_sql(const TrinoServer& server, const std::vector<std::string>& schemas) {
  return "SELECT count(*), to_hex(checksum(table_schema || '.' || table_name || '.' || "
         "column_name || ' ' || data_type)) FROM " +
         quoted_identifier(server.catalog()) + ".information_schema.columns WHERE " +
         schema_condition(server, schemas, "table_schema");
}

}  // namespace

TextSource text_source(std::shared_ptr<TrinoServer> server) {
  TextSource source;
  source.ask = [server = std::move(server)](std::string sql, milliseconds timeout) {
    return server->rows(std::move(sql), timeout);
  };
  source.as_text = [](const std::string& column) { return "CAST(" + column + " AS varchar)"; };
  source.length_function = "length";
  return source;
}

Task<Result<Database>> read_catalog(std::shared_ptr<TrinoServer> server, std::string name,
                                    std::vector<std::string> schemas, milliseconds timeout) {
  const auto start = steady_clock::now();
  const std::string from = quoted_identifier(server->catalog()) + ".information_schema.";
  const std::string in_schemas = schema_condition(*server, schemas, "table_schema");
  Database database;
  database.name = std::move(name);
  database.dialect = Dialect::kTrino;
  database.default_schema = server->schema();

  auto asking_tables =
      server->rows("SELECT table_schema, table_name, table_type FROM " + from + "tables WHERE " +
                       in_schemas + " ORDER BY table_schema, table_name",
                   timeout);
  const auto tables = co_await std::move(asking_tables);
  if (!tables) co_return tables.error();
  ByName by_name;
  add_tables(*tables, database, by_name);

  auto asking_columns = server->rows(
      "SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default FROM " +
          from + "columns WHERE " + in_schemas +
          " ORDER BY table_schema, table_name, ordinal_position",
      timeout);
  const auto columns = co_await std::move(asking_columns);
  if (!columns) co_return columns.error();
  add_columns(*columns, database, by_name);

  // A user may not be allowed to see these; then there are no comments.
  auto asking_comments = server->rows(
      "SELECT schema_name, table_name, comment FROM system.metadata.table_comments "
      "WHERE catalog_name = " +
          quoted_literal(server->catalog()) + " AND " +
          schema_condition(*server, schemas, "schema_name") + " AND comment IS NOT NULL",
      timeout);
  const auto comments = co_await std::move(asking_comments);
  if (comments) add_table_comments(*comments, database, by_name);
  auto asking_remarks = server->rows(
      "SELECT table_schem, table_name, column_name, remarks FROM system.jdbc.columns "
      "WHERE table_cat = " +
          quoted_literal(server->catalog()) + " AND " +
          schema_condition(*server, schemas, "table_schem") + " AND remarks IS NOT NULL",
      timeout);
  const auto remarks = co_await std::move(asking_remarks);
  if (remarks) add_column_comments(*remarks, database, by_name);

  auto printing = read_fingerprint(server, schemas, timeout);
  const auto print = co_await std::move(printing);
  if (!print) co_return print.error();
  database.fingerprint = *print;

  const auto left = start + timeout - steady_clock::now();
  auto counting = count_rows(server, database, steady_clock::now() + left / 4);
  co_await std::move(counting);
  auto sampling =
      sample_text_columns(text_source(server), database, steady_clock::now() + left / 4);
  co_await std::move(sampling);
  co_return database;
}

Task<Result<std::string>> read_fingerprint(std::shared_ptr<TrinoServer> server,
                                           std::vector<std::string> schemas, milliseconds timeout) {
  auto asking = server->rows(fingerprint_sql(*server, schemas), timeout);
  const auto rows = co_await std::move(asking);
  if (!rows) co_return rows.error();
  if (rows->empty()) co_return std::string();
  co_return fingerprint(word(rows->front(), 0) + "/" + word(rows->front(), 1));
}

}  // namespace askdb::trino
