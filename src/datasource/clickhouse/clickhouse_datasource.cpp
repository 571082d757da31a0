#include "datasource/clickhouse/clickhouse_datasource.hpp"

#include <cstdlib>
#include <utility>

#include "base/text.hpp"
#include "datasource/clickhouse/ch_catalog.hpp"
#include "datasource/clickhouse/ch_error.hpp"
#include "datasource/clickhouse/ch_probe.hpp"
#include "datasource/clickhouse/ch_types.hpp"
#include "datasource/clickhouse/ch_values.hpp"
#include "datasource/engines.hpp"
#include "datasource/row_batches.hpp"

namespace askdb {
namespace {

using clickhouse::ChServer;
using clickhouse::Fields;
using std::chrono::milliseconds;

constexpr milliseconds kCatalogueTimeout{10'000};

std::vector<std::string> databases_of(const DatasourceConfig& config) {
  if (!config.schemas.empty() || config.server.database.empty()) return config.schemas;
  return {config.server.database};
}

Task<Result<bool>> stream_rows(std::shared_ptr<ChServer> server, CheckedSql statement,
                               RunLimits limits, RowSink sink) {
  RowBatches batches(std::move(sink), statement.max_rows(), limits.max_bytes);
  std::vector<clickhouse::ChType> types;
  clickhouse::TsvSink lines;
  lines.on_columns = [&](const std::vector<std::string>& names,
                         const std::vector<std::string>& type_names) {
    std::vector<ResultColumn> columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
      types.push_back(clickhouse::read_type(type_names[i]));
      columns.push_back({names[i], types.back().kind, type_names[i]});
    }
    batches.head(columns);
  };
  lines.on_row = [&](Fields fields) {
    Row row;
    row.reserve(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      row.push_back(clickhouse::read_value(std::move(fields[i]), types[i]));
    }
    return batches.add(std::move(row));
  };
  lines.after_piece = [&batches]() -> Task<void> {
    if (!batches.is_pause_due()) co_return;
    auto pausing = batches.pause();
    co_await std::move(pausing);
  };
  clickhouse::ChStatement asked;
  asked.sql = statement.runnable();
  asked.timeout = limits.timeout;
  asked.max_rows = statement.max_rows();
  asked.max_line_bytes = limits.max_bytes;
  auto running = server->run(std::move(asked), std::move(lines));
  const auto was_stopped = co_await std::move(running);
  if (!was_stopped) co_return was_stopped.error();
  const bool is_truncated = batches.finish();
  co_return is_truncated || *was_stopped;
}

/// Columns of EXPLAIN ESTIMATE: database, table, parts, rows, marks.
CostEstimate read_estimate(const std::vector<Fields>& rows) {
  CostEstimate estimate;
  for (const auto& row : rows) {
    if (row.size() < 5) continue;
    estimate.rows += std::strtod(row[3].value_or("0").c_str(), nullptr);
    estimate.plan += "reads about " + row[3].value_or("0") + " rows (" + row[2].value_or("0") +
                     " parts, " + row[4].value_or("0") + " marks) of " + row[0].value_or("") + "." +
                     row[1].value_or("") + "\n";
  }
  estimate.total_cost = estimate.rows / clickhouse::kRowsPerCost;
  return estimate;
}

Task<Result<CostEstimate>> estimate_rows(std::shared_ptr<ChServer> server, CheckedSql statement,
                                         milliseconds timeout) {
  auto learning = server->context(timeout);
  const auto context = co_await std::move(learning);
  if (!context) co_return context.error();
  if ((*context)->has_estimate()) {
    auto asking = server->rows("EXPLAIN ESTIMATE " + statement.runnable(), timeout);
    const auto rows = co_await std::move(asking);
    if (rows) co_return read_estimate(*rows);
    // What it cannot estimate it can still run; what is wrong is wrong.
    const auto fault = rows.error().fault;
    if (fault != Fault::kOther && fault != Fault::kData) co_return rows.error();
  }
  auto counting = clickhouse::estimate_by_parts(server, statement.relations(), timeout);
  auto counted = co_await std::move(counting);
  // A user may not be allowed to see parts.
  if (!counted && counted.error().fault == Fault::kPermission) co_return CostEstimate{};
  co_return counted;
}

}  // namespace

ClickhouseDatasource::ClickhouseDatasource(const DatasourceConfig& config,
                                           std::shared_ptr<ChServer> server)
    : name_(config.name),
      identity_(config.display_url + "\n" + join(config.schemas, "\n")),
      databases_(databases_of(config)),
      server_(std::move(server)) {}

Task<Result<bool>> ClickhouseDatasource::stream(CheckedSql statement, RunLimits limits,
                                                RowSink sink) {
  auto operation = stream_rows(server_, std::move(statement), limits, std::move(sink));
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<CostEstimate>> ClickhouseDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto operation = estimate_rows(server_, std::move(statement), limits.timeout);
  auto limited = within(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> ClickhouseDatasource::introspect(milliseconds timeout) {
  server_->forget();
  auto operation = clickhouse::read_catalog(server_, name_, databases_, timeout);
  auto limited = within(std::move(operation), timeout);
  co_return co_await std::move(limited);
}

Task<Result<std::string>> ClickhouseDatasource::schema_fingerprint() {
  auto operation = clickhouse::read_fingerprint(server_, databases_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Task<Result<std::vector<ColumnValues>>> ClickhouseDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  // Ends by itself when time is up, with what it has.
  auto operation = read_text_values(clickhouse::text_source(server_), std::move(schema), limits);
  co_return co_await std::move(operation);
}

Task<Result<Health>> ClickhouseDatasource::probe() {
  auto operation = clickhouse::probe(server_, kCatalogueTimeout);
  auto limited = within(std::move(operation), kCatalogueTimeout);
  co_return co_await std::move(limited);
}

Result<std::shared_ptr<const Guard>> ClickhouseDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_clickhouse_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_clickhouse_datasource(const DatasourceConfig& config,
                                                               BlockingPool& threads) {
  auto server = ChServer::open(config, threads);
  if (!server) return server.error();
  return std::unique_ptr<Datasource>(
      std::make_unique<ClickhouseDatasource>(config, *std::move(server)));
}

}  // namespace askdb
