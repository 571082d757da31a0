#include "datasource/clickhouse/ch_catalog.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "datasource/clickhouse/ch_keys.hpp"
#include "datasource/clickhouse/ch_types.hpp"
#include "datasource/clickhouse/ch_values.hpp"

namespace askdb::clickhouse {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string database_condition(const std::vector<std::string>& databases) {
  if (databases.empty()) {
    return "database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema', "
           "'_temporary_and_external_tables')";
  }
  std::string list;
  for (const auto& one : databases) list += (list.empty() ? "" : ", ") + quoted_literal(one);
  return "database IN (" + list + ")";
}

/// "table.column" of the system tables that askdb reads.
using Known = std::set<std::string>;

constexpr const char* kKnownSql =
    "SELECT table, name FROM system.columns WHERE database = 'system' "
    "AND table IN ('tables', 'columns')";

std::string if_known(const Known& known, const std::string& column, const std::string& otherwise) {
  return known.count(column) != 0 ? column.substr(column.find('.') + 1) : otherwise;
}

std::string tables_sql(const Known& known, const std::string& condition) {
  return "SELECT database, name, engine, " + if_known(known, "tables.comment", "''") + ", " +
         if_known(known, "tables.sorting_key", "''") + ", " +
         if_known(known, "tables.total_rows", "NULL") + ", " +
         if_known(known, "tables.total_bytes", "NULL") + " FROM system.tables WHERE " + condition +
         " AND NOT is_temporary AND name NOT LIKE '.inner%' ORDER BY database, name";
}

std::string columns_sql(const Known& known, const std::string& condition) {
  return "SELECT database, table, name, type, default_kind, default_expression, " +
         if_known(known, "columns.comment", "''") + " FROM system.columns WHERE " + condition +
         (known.count("columns.position") != 0 ? " ORDER BY database, table, position" : "");
}

std::string parts_sql(const std::string& condition) {
  return "SELECT database, table, sum(rows), sum(bytes_on_disk) FROM system.parts WHERE active "
         "AND " +
         condition + " GROUP BY database, table";
}

/// The order of rows does not matter: the sum of the hashes of all columns.
std::string fingerprint_sql(const std::string& condition) {
  return "SELECT toString(sum(cityHash64(database, table, name, type, default_expression))), "
         "toString(count()) FROM system.columns WHERE " +
         condition + " AND table NOT LIKE '.inner%'";
}

std::optional<std::int64_t> number_in(const std::optional<std::string>& text) {
  std::int64_t number = 0;
  if (!text) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

std::string word(const Fields& row, std::size_t at) { return row.at(at).value_or(""); }

/// Tables by database and name.
using ByName = std::map<std::pair<std::string, std::string>, std::size_t>;

void add_tables(const std::vector<Fields>& rows, Database& database, ByName& by_name) {
  for (const auto& row : rows) {
    Table table;
    table.schema = word(row, 0);
    table.name = word(row, 1);
    table.is_view = word(row, 2).ends_with("View");
    table.comment = word(row, 3);
    table.row_estimate = number_in(row.at(5));
    table.size_bytes = number_in(row.at(6));
    auto key = key_columns(word(row, 4));
    if (!key.empty()) table.indexes.push_back({"sorting key", std::move(key), false});
    by_name[{table.schema, table.name}] = database.tables.size();
    database.tables.push_back(std::move(table));
  }
}

void add_columns(const std::vector<Fields>& rows, Database& database, const ByName& by_name) {
  for (const auto& row : rows) {
    const auto found = by_name.find({word(row, 0), word(row, 1)});
    // What is EPHEMERAL is only there while rows are inserted.
    if (found == by_name.end() || word(row, 4) == "EPHEMERAL") continue;
    const auto type = read_type(word(row, 3));
    Column column;
    column.name = word(row, 2);
    column.type = word(row, 3);
    column.kind = type.kind;
    column.is_nullable = type.is_nullable;
    column.default_value = word(row, 5);
    column.comment = word(row, 6);
    constexpr std::size_t kMaxLabels = 20;
    if (type.labels.size() <= kMaxLabels) column.samples = type.labels;
    database.tables[found->second].columns.push_back(std::move(column));
  }
}

void add_sizes(const std::vector<Fields>& rows, Database& database, const ByName& by_name) {
  for (const auto& row : rows) {
    const auto found = by_name.find({word(row, 0), word(row, 1)});
    if (found == by_name.end()) continue;
    auto& table = database.tables[found->second];
    if (!table.row_estimate) table.row_estimate = number_in(row.at(2));
    if (!table.size_bytes) table.size_bytes = number_in(row.at(3));
  }
}

}  // namespace

Task<Result<Database>> read_catalog(std::shared_ptr<ChServer> server, std::string name,
                                    std::vector<std::string> databases, milliseconds timeout) {
  const auto start = steady_clock::now();
  const std::string condition = database_condition(databases);
  Database database;
  database.name = std::move(name);
  database.dialect = Dialect::kClickhouse;
  database.default_schema = server->database();

  auto asking_known = server->rows(kKnownSql, timeout);
  const auto known_rows = co_await std::move(asking_known);
  if (!known_rows) co_return known_rows.error();
  Known known;
  for (const auto& row : *known_rows) known.insert(word(row, 0) + "." + word(row, 1));

  auto asking_tables = server->rows(tables_sql(known, condition), timeout);
  const auto tables = co_await std::move(asking_tables);
  if (!tables) co_return tables.error();
  ByName by_name;
  add_tables(*tables, database, by_name);

  auto asking_columns = server->rows(columns_sql(known, condition), timeout);
  const auto columns = co_await std::move(asking_columns);
  if (!columns) co_return columns.error();
  add_columns(*columns, database, by_name);

  if (known.count("tables.total_rows") == 0) {
    // A user may not be allowed to see parts: then the sizes stay unknown.
    auto asking_parts = server->rows(parts_sql(condition), timeout);
    const auto parts = co_await std::move(asking_parts);
    if (parts) add_sizes(*parts, database, by_name);
  }
  auto printing = read_fingerprint(server, databases, timeout);
  const auto print = co_await std::move(printing);
  if (!print) co_return print.error();
  database.fingerprint = *print;

  const auto left = start + timeout - steady_clock::now();
  auto finding = find_unique_keys(server, database, steady_clock::now() + left / 4);
  co_await std::move(finding);
  auto sampling =
      sample_text_columns(text_source(server), database, steady_clock::now() + left / 4);
  co_await std::move(sampling);
  co_return database;
}

Task<Result<std::string>> read_fingerprint(std::shared_ptr<ChServer> server,
                                           std::vector<std::string> databases,
                                           milliseconds timeout) {
  auto asking = server->rows(fingerprint_sql(database_condition(databases)), timeout);
  const auto rows = co_await std::move(asking);
  if (!rows) co_return rows.error();
  if (rows->empty()) co_return std::string();
  co_return fingerprint(word(rows->front(), 0) + "/" + word(rows->front(), 1));
}

Task<Result<CostEstimate>> estimate_by_parts(std::shared_ptr<ChServer> server,
                                             std::vector<std::string> relations,
                                             milliseconds timeout) {
  CostEstimate estimate;
  if (relations.empty()) {
    estimate.plan = "reads no table\n";
    co_return estimate;
  }
  std::string list;
  for (const auto& one : relations) list += (list.empty() ? "" : ", ") + quoted_literal(one);
  auto asking =
      server->rows(parts_sql("concat(concat(database, '.'), table) IN (" + list + ")"), timeout);
  const auto rows = co_await std::move(asking);
  if (!rows) co_return rows.error();
  for (const auto& row : *rows) {
    const auto read = number_in(row.at(2)).value_or(0);
    estimate.rows += static_cast<double>(read);
    estimate.plan += "reads at most " + std::to_string(read) + " rows of " + word(row, 0) + "." +
                     word(row, 1) + "\n";
  }
  estimate.total_cost = estimate.rows / kRowsPerCost;
  co_return estimate;
}

}  // namespace askdb::clickhouse
