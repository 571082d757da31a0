#include "datasource/postgres/postgres_datasource.hpp"

#include <utility>

#include "base/text.hpp"
#include "datasource/engines.hpp"
#include "datasource/postgres/pg_catalog.hpp"
#include "datasource/postgres/pg_plain_catalog.hpp"
#include "datasource/postgres/pg_plan.hpp"
#include "datasource/postgres/pg_values.hpp"
#include "datasource/row_batches.hpp"
#include "datasource/time_limit.hpp"

namespace askdb {
namespace {

using postgres::PgSessions;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kCatalogueTimeout{10'000};

postgres::PgPoolSettings pool_settings(const DatasourceConfig& config) {
  return {.connection = config.connection,
          .place = config.display_url.empty() ? "`" + config.name + "`" : config.display_url,
          .max_connections = config.max_connections,
          .connect_timeout = config.connect_timeout};
}

Task<Result<postgres::PgResult>> ask_plan(std::shared_ptr<PgSessions> sessions, std::string sql,
                                          milliseconds timeout) {
  auto beginning = sessions->begin(steady_clock::now() + timeout, timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto asking = session->connection->query(std::move(sql));
  auto answer = co_await std::move(asking);
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  co_return answer;
}

Task<Result<CostEstimate>> explain(std::shared_ptr<PgSessions> sessions, std::string sql,
                                   milliseconds timeout) {
  auto asking = ask_plan(sessions, "EXPLAIN (FORMAT JSON) " + sql, timeout);
  const auto answer = co_await std::move(asking);
  if (answer) co_return postgres::read_plan(answer->get());
  if (!postgres::lacks_plan_format(answer.error())) co_return answer.error();
  // Redshift and CockroachDB only know the plain form; what is wrong with the statement itself is
  // wrong in that one too.
  auto asking_text = ask_plan(sessions, "EXPLAIN " + sql, timeout);
  const auto text = co_await std::move(asking_text);
  if (!text) co_return answer.error();
  co_return postgres::read_text_plan(text->get());
}

}  // namespace

PostgresDatasource::PostgresDatasource(const DatasourceConfig& config, BlockingPool& threads)
    : name_(config.name),
      identity_(config.display_url + "\n" + join(config.schemas, "\n")),
      sessions_(std::make_shared<PgSessions>(
          std::make_shared<postgres::PgPool>(pool_settings(config), threads), config.schemas)) {}

Task<Result<bool>> PostgresDatasource::stream_all(std::string sql, std::size_t max_rows,
                                                  RunLimits limits, RowSink sink) {
  const auto start = steady_clock::now();
  auto sessions = sessions_;
  auto beginning = sessions->begin(start + limits.timeout, limits.timeout);
  auto session = co_await std::move(beginning);
  if (!session) co_return session.error();
  auto starting = session->connection->start(std::move(sql));
  const auto started = co_await std::move(starting);
  if (!started) co_return started.error();

  std::vector<ResultColumn> columns;
  RowBatches batches(std::move(sink), max_rows, limits.max_bytes);
  for (;;) {
    auto waiting = session->connection->next();
    const auto result = co_await std::move(waiting);
    if (!result) {
      auto ending = PgSessions::end(*session);
      co_await std::move(ending);
      co_return result.error();
    }
    if (!*result) break;
    if (columns.empty()) {
      columns = postgres::result_columns(result->get(), session->context->types);
      batches.head(columns);
    }
    if (PQntuples(result->get()) == 0) continue;
    Row row;
    row.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row.push_back(postgres::read_value(result->get(), 0, static_cast<int>(i), columns[i]));
    }
    // Dropping the session in the middle of a result cancels the statement on the server.
    if (!batches.add(std::move(row))) co_return true;
    if (batches.is_pause_due()) {
      auto pausing = batches.pause();
      co_await std::move(pausing);
    }
  }
  auto ending = PgSessions::end(*session);
  co_await std::move(ending);
  co_return batches.finish();
}

Task<Result<bool>> PostgresDatasource::stream(CheckedSql statement, RunLimits limits,
                                              RowSink sink) {
  auto operation = stream_all(statement.runnable(), statement.max_rows(), limits, std::move(sink));
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<CostEstimate>> PostgresDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto operation = explain(sessions_, statement.runnable(), limits.timeout);
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> PostgresDatasource::introspect(milliseconds timeout) {
  sessions_->forget();
  auto operation = postgres::read_catalog(sessions_, name_, timeout);
  auto limited = within(std::move(operation), timeout);
  auto read = co_await std::move(limited);
  if (read || !postgres::lacks_catalogue(read.error())) co_return read;
  auto plain = postgres::read_plain_catalog(sessions_, name_, timeout);
  auto plain_limited = within(std::move(plain), timeout);
  co_return co_await std::move(plain_limited);
}

Task<Result<std::string>> PostgresDatasource::schema_fingerprint() {
  auto operation = postgres::read_fingerprint(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  auto read = co_await std::move(limited);
  if (read || !postgres::lacks_catalogue(read.error())) co_return read;
  auto plain = postgres::read_plain_fingerprint(sessions_, kCatalogueTimeout);
  auto plain_limited = within(std::move(plain), kCatalogueTimeout);
  co_return co_await std::move(plain_limited);
}

Task<Result<std::vector<ColumnValues>>> PostgresDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  // Ends by itself when time is up, with what it has.
  auto operation = postgres::read_values(sessions_, std::move(schema), limits);
  co_return co_await std::move(operation);
}

Task<Result<Health>> PostgresDatasource::probe() {
  auto operation = postgres::probe(sessions_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Result<std::shared_ptr<const Guard>> PostgresDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_postgresql_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_postgres_datasource(const DatasourceConfig& config,
                                                             BlockingPool& threads) {
  return std::unique_ptr<Datasource>(std::make_unique<PostgresDatasource>(config, threads));
}

}  // namespace askdb
