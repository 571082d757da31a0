#include "datasource/trino/trino_datasource.hpp"

#include <utility>

#include "base/text.hpp"
#include "datasource/engines.hpp"
#include "datasource/row_batches.hpp"
#include "datasource/trino/trino_catalog.hpp"
#include "datasource/trino/trino_types.hpp"

namespace askdb {
namespace {

using std::chrono::milliseconds;
using trino::TrinoServer;

constexpr milliseconds kCatalogueTimeout{10'000};

Task<Result<bool>> stream_rows(std::shared_ptr<TrinoServer> server, CheckedSql statement,
                               RunLimits limits, RowSink sink) {
  auto validating = server->rows("EXPLAIN (TYPE VALIDATE) " + statement.runnable(), limits.timeout);
  const auto valid = co_await std::move(validating);
  if (!valid) co_return valid.error();

  RowBatches batches(std::move(sink), statement.max_rows(), limits.max_bytes);
  std::vector<std::string> types;
  trino::TrinoSink pages;
  pages.on_columns = [&](const std::vector<trino::TrinoColumn>& columns) {
    std::vector<ResultColumn> head;
    for (const auto& column : columns) {
      head.push_back({column.name, trino::kind_of_type(column.type), column.type});
      types.push_back(column.type);
    }
    batches.head(head);
  };
  pages.on_row = [&](boost::json::array& cells) {
    Row row;
    row.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row.push_back(trino::read_value(cells[i], types[i]));
    }
    return batches.add(std::move(row));
  };
  pages.after_page = [&batches]() -> Task<void> {
    if (!batches.is_pause_due()) co_return;
    auto pausing = batches.pause();
    co_await std::move(pausing);
  };
  auto running = server->run(statement.runnable(), limits.timeout, std::move(pages));
  const auto was_stopped = co_await std::move(running);
  if (!was_stopped) co_return was_stopped.error();
  co_return batches.finish();
}

}  // namespace

TrinoDatasource::TrinoDatasource(const DatasourceConfig& config,
                                 std::shared_ptr<TrinoServer> server)
    : name_(config.name),
      identity_(config.display_url + "\n" + join(config.schemas, "\n")),
      schemas_(config.schemas),
      server_(std::move(server)) {}

Task<Result<bool>> TrinoDatasource::stream(CheckedSql statement, RunLimits limits, RowSink sink) {
  auto operation = stream_rows(server_, std::move(statement), limits, std::move(sink));
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<CostEstimate>> TrinoDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto operation = trino::estimate_io(server_, statement.runnable(), limits.timeout);
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> TrinoDatasource::introspect(milliseconds timeout) {
  auto operation = trino::read_catalog(server_, name_, schemas_, timeout);
  auto limited = within(std::move(operation), timeout);
  co_return co_await std::move(limited);
}

Task<Result<std::string>> TrinoDatasource::schema_fingerprint() {
  auto operation = trino::read_fingerprint(server_, schemas_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Task<Result<std::vector<ColumnValues>>> TrinoDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  // Ends by itself when time is up, with what it has.
  auto operation = read_text_values(trino::text_source(server_), std::move(schema), limits);
  co_return co_await std::move(operation);
}

Task<Result<Health>> TrinoDatasource::probe() {
  auto operation = trino::probe(server_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Result<std::shared_ptr<const Guard>> TrinoDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_trino_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_trino_datasource(const DatasourceConfig& config,
                                                          BlockingPool& threads) {
  auto server = TrinoServer::open(config, threads);
  if (!server) return server.error();
  return std::unique_ptr<Datasource>(std::make_unique<TrinoDatasource>(config, *std::move(server)));
}

}  // namespace askdb
