#include "datasource/mysql/mysql_datasource.hpp"

#include <utility>

#include "base/text.hpp"
#include "datasource/engines.hpp"
#include "datasource/mysql/my_catalog.hpp"
#include "datasource/mysql/my_plan.hpp"
#include "datasource/mysql/my_probe.hpp"
#include "datasource/mysql/my_types.hpp"
#include "datasource/mysql/my_values.hpp"
#include "datasource/row_batches.hpp"
#include "datasource/time_limit.hpp"

namespace askdb {
namespace {

using mysql::MySessions;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kCatalogueTimeout{10'000};

Task<Result<bool>> stream_all(std::shared_ptr<MySessions> sessions, std::string sql,
                              std::size_t max_rows, RunLimits limits, RowSink sink) {
  auto beginning = sessions->begin(steady_clock::now() + limits.timeout, limits.timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto& connection = *session->connection;
  auto starting = connection.start(std::move(sql));
  const auto started = co_await std::move(starting);
  if (!started) {
    auto ending = MySessions::end(*session);
    co_await std::move(ending);
    co_return started.error();
  }
  const auto fields = connection.fields();
  const auto columns = mysql::result_columns(fields);
  RowBatches batches(std::move(sink), max_rows, limits.max_bytes);
  batches.head(columns);
  for (;;) {
    auto waiting = connection.next();
    const auto has_row = co_await std::move(waiting);
    if (!has_row) {
      auto ending = MySessions::end(*session);
      co_await std::move(ending);
      co_return has_row.error();
    }
    if (!*has_row) break;
    Row row;
    row.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row.push_back(mysql::read_value(connection.cells()[i], *fields[i], columns[i]));
    }
    // Dropping the session in the middle of a result ends the statement on the server.
    if (!batches.add(std::move(row))) co_return true;
    if (batches.is_pause_due()) {
      auto pausing = batches.pause();
      co_await std::move(pausing);
    }
  }
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  co_return batches.finish();
}

Task<Result<CostEstimate>> explain(std::shared_ptr<MySessions> sessions, std::string sql,
                                   milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query("EXPLAIN FORMAT=JSON " + sql);
  const auto answer = co_await std::move(asking);
  auto ending = MySessions::end(*session);
  co_await std::move(ending);
  if (!answer) co_return answer.error();
  if (answer->empty()) co_return mysql::read_plan("");
  co_return mysql::read_plan(answer->front().front().value_or(""));
}

}  // namespace

MysqlDatasource::MysqlDatasource(const DatasourceConfig& config, mysql::MyAddress address,
                                 BlockingPool& threads)
    : name_(config.name),
      identity_(address.place + "\n" + join(config.schemas, "\n")),
      sessions_(std::make_shared<MySessions>(std::move(address), config.max_connections,
                                             config.schemas, threads)) {}

Task<Result<bool>> MysqlDatasource::stream(CheckedSql statement, RunLimits limits, RowSink sink) {
  auto operation =
      stream_all(sessions_, statement.runnable(), statement.max_rows(), limits, std::move(sink));
  auto limited = within(std::move(operation), limits.timeout);
  const auto is_truncated = co_await std::move(limited);
  if (!is_truncated) co_return hints_.explained(is_truncated.error());
  co_return is_truncated;
}

Task<Result<CostEstimate>> MysqlDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto operation = explain(sessions_, statement.runnable(), limits.timeout);
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> MysqlDatasource::introspect(milliseconds timeout) {
  auto operation = mysql::read_catalog(sessions_, name_, timeout);
  auto limited = within(std::move(operation), timeout);
  auto schema = co_await std::move(limited);
  if (schema) hints_.learn(*schema);
  co_return schema;
}

Task<Result<std::string>> MysqlDatasource::schema_fingerprint() {
  auto operation = mysql::read_fingerprint(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Task<Result<std::vector<ColumnValues>>> MysqlDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  // Ends by itself when time is up, with what it has.
  auto operation = mysql::read_values(sessions_, std::move(schema), limits);
  co_return co_await std::move(operation);
}

Task<Result<Health>> MysqlDatasource::probe() {
  auto operation = mysql::probe(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Result<std::shared_ptr<const Guard>> MysqlDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_mysql_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_mysql_datasource(const DatasourceConfig& config,
                                                          BlockingPool& threads) {
  auto address = mysql::address_of(config);
  if (!address) return address.error();
  return std::unique_ptr<Datasource>(
      std::make_unique<MysqlDatasource>(config, *std::move(address), threads));
}

}  // namespace askdb
