#include "datasource/mysql/my_catalog.hpp"

#include <utility>

#include "base/text.hpp"
#include "datasource/mysql/my_catalog_sql.hpp"
#include "datasource/mysql/my_schema_builder.hpp"
#include "datasource/mysql/my_text.hpp"
#include "datasource/mysql/my_values.hpp"

namespace askdb::mysql {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string with_schemas(std::string_view sql, const std::vector<std::string>& schemas) {
  std::string list;
  for (const auto& schema : schemas) list += (list.empty() ? "" : ", ") + quoted_text(schema);
  return replace_all(std::string(sql), "{schemas}", list);
}

/// Of the numbers that the server made.
std::string fingerprint_of(const std::vector<TextRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (const auto& cell : row) text += cell.value_or("") + ",";
  }
  return fingerprint(text);
}

}  // namespace

Task<Result<Database>> read_catalog(std::shared_ptr<MySessions> sessions, std::string name,
                                    milliseconds timeout) {
  const auto deadline = steady_clock::now() + timeout;
  auto beginning = sessions->begin(deadline, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto& connection = *session->connection;
  Database database;
  database.name = std::move(name);
  database.dialect = Dialect::kMysql;
  database.default_schema = sessions->schemas().front();
  SchemaBuilder builder(database);
  using Add = void (SchemaBuilder::*)(const std::vector<TextRow>&);
  std::vector<std::pair<std::string_view, Add>> steps = {{kTables, &SchemaBuilder::add_tables},
                                                         {kColumns, &SchemaBuilder::add_columns},
                                                         {kKeys, &SchemaBuilder::add_keys},
                                                         {kIndexes, &SchemaBuilder::add_indexes},
                                                         {kRoutines, &SchemaBuilder::add_routines}};
  if (connection.is_mariadb()) steps.emplace_back(kJsonChecks, &SchemaBuilder::add_json_checks);
  for (const auto& [sql, add] : steps) {
    auto asking = connection.query(with_schemas(sql, sessions->schemas()));
    const auto answer = co_await std::move(asking);
    if (!answer) co_return answer.error();
    (builder.*add)(*answer);
  }
  auto asking = connection.query(with_schemas(kFingerprint, sessions->schemas()));
  const auto print = co_await std::move(asking);
  if (!print) co_return print.error();
  database.fingerprint = fingerprint_of(*print);
  auto sampling = sample_columns(connection, database, deadline);
  co_await std::move(sampling);
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  co_return database;
}

Task<Result<std::string>> read_fingerprint(std::shared_ptr<MySessions> sessions,
                                           milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query(with_schemas(kFingerprint, sessions->schemas()));
  const auto answer = co_await std::move(asking);
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  if (!answer) co_return answer.error();
  co_return fingerprint_of(*answer);
}

}  // namespace askdb::mysql
