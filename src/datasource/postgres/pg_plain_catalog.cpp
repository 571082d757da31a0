#include "datasource/postgres/pg_plain_catalog.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace askdb::postgres {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kTables =
    "SELECT table_schema, table_name, table_type FROM information_schema.tables t "
    "WHERE {schemas} ORDER BY table_schema, table_name";

constexpr const char* kPlainColumns =
    "SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default, "
    "udt_name FROM information_schema.columns t WHERE {schemas} "
    "ORDER BY table_schema, table_name, ordinal_position";

constexpr const char* kPrimaryKeys =
    "SELECT t.table_schema, t.table_name, k.column_name "
    "FROM information_schema.table_constraints t JOIN information_schema.key_column_usage k "
    "ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name "
    "AND k.table_name = t.table_name WHERE t.constraint_type = 'PRIMARY KEY' AND {schemas} "
    "ORDER BY t.table_schema, t.table_name, k.ordinal_position";

/// Of one column each; a key of several would need what old servers do not say.
constexpr const char* kForeignKeys =
    "SELECT t.table_schema, t.table_name, min(k.column_name), min(u.table_schema), "
    "min(u.table_name), min(u.column_name) FROM information_schema.table_constraints t "
    "JOIN information_schema.key_column_usage k ON k.constraint_schema = t.constraint_schema "
    "AND k.constraint_name = t.constraint_name AND k.table_name = t.table_name "
    "JOIN information_schema.constraint_column_usage u "
    "ON u.constraint_schema = t.constraint_schema AND u.constraint_name = t.constraint_name "
    "WHERE t.constraint_type = 'FOREIGN KEY' AND {schemas} "
    "GROUP BY t.table_schema, t.table_name, t.constraint_name HAVING count(*) = 1 "
    "ORDER BY t.table_schema, t.table_name, t.constraint_name";

std::string with_schemas(const char* sql, const std::vector<std::string>& schemas) {
  std::string condition =
      "(t.table_schema <> 'information_schema' AND t.table_schema NOT LIKE 'pg\\_%')";
  if (!schemas.empty()) {
    std::string list;
    for (const auto& one : schemas) list += (list.empty() ? "" : ", ") + quoted_literal(one);
    condition = "t.table_schema IN (" + list + ")";
  }
  return replace_all(sql, "{schemas}", condition);
}

/// The server's own name of a type's family, for `kind_of_type`.
ValueKind kind_of(const std::string& data_type, const std::string& udt_name) {
  if (data_type == "ARRAY") return ValueKind::kArray;
  return kind_of_type(udt_name, '?', '?');
}

Table* find(Database& database, const PGresult* rows, int row) {
  const auto schema = cell(rows, row, 0);
  const auto name = cell(rows, row, 1);
  for (auto& table : database.tables) {
    if (table.name == name && table.schema == schema) return &table;
  }
  return nullptr;
}

/// One query in a transaction of its own: one that fails must not end the others.
Task<Result<PgResult>> ask(std::shared_ptr<PgSessions> sessions, std::string sql,
                           steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
  auto beginning = sessions->begin(deadline, std::max(left, milliseconds(1)));
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query(std::move(sql));
  auto answer = co_await std::move(asking);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  co_return answer;
}

void add_tables(const PGresult* rows, Database& database) {
  for (int row = 0; row < PQntuples(rows); ++row) {
    Table table;
    table.schema = cell(rows, row, 0);
    table.name = cell(rows, row, 1);
    table.is_view = cell(rows, row, 2) == "VIEW";
    database.tables.push_back(std::move(table));
  }
}

void add_columns(const PGresult* rows, Database& database, std::string& print) {
  Table* table = nullptr;
  for (int row = 0; row < PQntuples(rows); ++row) {
    for (int column = 0; column < PQnfields(rows); ++column) print += cell(rows, row, column) + "/";
    const bool is_same = table != nullptr && table->name == cell(rows, row, 1) &&
                         table->schema == cell(rows, row, 0);
    if (!is_same) table = find(database, rows, row);
    if (table == nullptr) continue;
    Column column;
    column.name = cell(rows, row, 2);
    column.type = cell(rows, row, 3);
    column.kind = kind_of(column.type, cell(rows, row, 6));
    column.is_nullable = cell(rows, row, 4) != "NO";
    column.default_value = cell(rows, row, 5);
    table->columns.push_back(std::move(column));
  }
}

void add_keys(const PGresult* rows, Database& database) {
  for (int row = 0; row < PQntuples(rows); ++row) {
    Table* table = find(database, rows, row);
    if (table == nullptr) continue;
    if (PQnfields(rows) == 3) {
      table->primary_key.push_back(cell(rows, row, 2));
    } else {
      table->foreign_keys.push_back(
          {{cell(rows, row, 2)}, cell(rows, row, 3), cell(rows, row, 4), {cell(rows, row, 5)}});
    }
  }
}

}  // namespace

bool lacks_catalogue(const Error& error) {
  for (const char* state : {"42703", "42883", "42P01", "42704", "0A000", "42601"}) {
    if (error.detail.starts_with(std::string("SQLSTATE ") + state)) return true;
  }
  return false;
}

Task<Result<Database>> read_plain_catalog(std::shared_ptr<PgSessions> sessions, std::string name,
                                          milliseconds timeout) {
  const auto deadline = steady_clock::now() + timeout;
  Database database;
  database.name = std::move(name);
  database.dialect = Dialect::kPostgresql;
  auto beginning = sessions->begin(deadline, timeout);
  {
    auto session = co_await std::move(beginning);
    if (!session) co_return session.error();
    database.default_schema = session->context->default_schema;
    auto ending = PgSessions::end(*session);
    co_await std::move(ending);
  }
  auto asking_tables = ask(sessions, with_schemas(kTables, sessions->schemas()), deadline);
  const auto tables = co_await std::move(asking_tables);
  if (!tables) co_return tables.error();
  add_tables(tables->get(), database);
  auto asking_columns = ask(sessions, with_schemas(kPlainColumns, sessions->schemas()), deadline);
  const auto columns = co_await std::move(asking_columns);
  if (!columns) co_return columns.error();
  std::string print;
  add_columns(columns->get(), database, print);
  database.fingerprint = fingerprint(print);
  for (const char* sql : {kPrimaryKeys, kForeignKeys}) {
    auto asking = ask(sessions, with_schemas(sql, sessions->schemas()), deadline);
    const auto keys = co_await std::move(asking);
    if (keys) add_keys(keys->get(), database);
  }
  co_return database;
}

Task<Result<std::string>> read_plain_fingerprint(std::shared_ptr<PgSessions> sessions,
                                                 milliseconds timeout) {
  auto asking = ask(sessions, with_schemas(kPlainColumns, sessions->schemas()),
                    steady_clock::now() + timeout);
  const auto columns = co_await std::move(asking);
  if (!columns) co_return columns.error();
  Database ignored;
  std::string print;
  add_columns(columns->get(), ignored, print);
  co_return fingerprint(print);
}

}  // namespace askdb::postgres
