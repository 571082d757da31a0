#include "federation/federated_datasource.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <utility>

#include "base/text.hpp"
#include "federation/federated_run.hpp"
#include "federation/source_sql.hpp"

namespace askdb {
using federation::kHere;

namespace federation {

const Table& original_table(const Federation& federation, std::size_t merged_table) {
  const auto& place = federation.merged.places[merged_table];
  if (place.entry == kHere) return federation.merged.database->tables[merged_table];
  return federation.sources[place.entry].entry->database->tables[place.table];
}

Error named(Error error, const std::string& database) {
  const bool is_named = error.message.find(database) != std::string::npos;
  if (!is_named) error.message = database + ": " + error.message;
  return error;
}

Error too_expensive(const std::string& database, double cost, double limit) {
  return {.fault = Fault::kRefused,
          .message = fmt::format("{}: its part is too expensive: the planner's cost is {:.0f}, "
                                 "allowed is {:.0f}.",
                                 database, cost, limit),
          .next_step = "Filter earlier, or ask for a shorter period.",
          .detail = {}};
}

Result<CheckedSql> checked_source(const Federation& federation, const Need& need,
                                  const std::string& keys) {
  const auto& place = federation.merged.places[need.table];
  const auto& source = federation.sources[place.entry];
  const auto sql =
      source_select(need, original_table(federation, need.table), source.source->dialect(), keys);
  auto policy = source.policy;
  policy.max_rows = federation.settings.transfer.max_rows;
  auto verdict = source.entry->guard->check(sql, policy);
  if (!verdict) return named(to_error(verdict.error()), source.source->name());
  return *std::move(verdict);
}

}  // namespace federation

std::vector<std::string> joined_databases(std::string_view name) {
  std::vector<std::string> names;
  for (const auto piece : split(name, '+')) names.emplace_back(trim(piece));
  return names;
}

FederatedDatasource::FederatedDatasource(Federation federation, BlockingPool& threads)
    : federation_(std::move(federation)), threads_(threads) {
  std::vector<std::string> names;
  for (const auto& source : federation_.sources) names.push_back(source.source->name());
  name_ = join(names, " + ");
}

Task<void> FederatedDatasource::price(std::size_t need, FederatedPlan* plan, RunLimits limits,
                                      Result<CostEstimate>* found) {
  const auto& wanted = plan->parts.needs[need];
  const auto& place = federation_.merged.places[wanted.table];
  if (place.entry == kHere) {
    const auto& name = federation_.merged.database->tables[wanted.table].name;
    CostEstimate known;
    for (const auto& earlier : federation_.earlier) {
      if (earlier.table == name) known.rows = static_cast<double>(earlier.rows.size());
    }
    *found = known;
    co_return;
  }
  auto checked = federation::checked_source(federation_, wanted, {});
  if (!checked) {
    *found = checked.error();
    co_return;
  }
  auto* source = federation_.sources[place.entry].source;
  *found = co_await source->estimate(*std::move(checked), limits);
  if (!*found) *found = federation::named(found->error(), source->name());
}

Task<Result<FederatedPlan>> FederatedDatasource::plan(std::string sql, RunLimits limits) {
  const auto& database = *federation_.merged.database;
  auto take_apart = [&sql, &database] { return federation::decompose(sql, database); };
  auto parts = co_await run_blocking(threads_, std::move(take_apart));
  if (!parts) co_return parts.error();
  FederatedPlan plan;
  plan.sql = std::move(sql);
  plan.parts = *std::move(parts);

  const auto count = plan.parts.needs.size();
  std::vector<Result<CostEstimate>> found(count, CostEstimate{});
  const auto executor = co_await asio::this_coro::executor;
  using Operation = decltype(asio::co_spawn(executor, std::declval<Task<void>>(), asio::deferred));
  std::vector<Operation> operations;
  for (std::size_t i = 0; i < count; ++i) {
    auto pricing = price(i, &plan, limits, &found[i]);
    operations.push_back(asio::co_spawn(executor, std::move(pricing), asio::deferred));
  }
  if (count > 0) {
    auto group = asio::experimental::make_parallel_group(std::move(operations));
    const auto all = asio::experimental::wait_for_all();
    const auto [order, thrown] = co_await group.async_wait(all, asio::use_awaitable);
    for (const auto& exception : thrown) {
      if (exception) std::rethrow_exception(exception);
    }
  }
  std::vector<double> rows;
  for (std::size_t i = 0; i < count; ++i) {
    if (!found[i]) co_return found[i].error();
    const auto& need = plan.parts.needs[i];
    const auto guessed =
        federation::guessed_rows(need, federation::original_table(federation_, need.table));
    // The statement stops at the limit, and so does what its planner expects.
    const auto most = static_cast<double>(federation_.settings.transfer.max_rows);
    const bool is_cut = found[i]->rows > most;
    rows.push_back(found[i]->rows > 0 ? std::max(found[i]->rows, is_cut ? guessed : 0) : guessed);
  }
  plan.fetches =
      federation::plan_fetches(plan.parts, database, rows, federation_.settings.transfer);
  for (const auto& fetch : plan.fetches) {
    const auto& need = plan.parts.needs[fetch.need];
    const auto& table = database.tables[need.table];
    plan.text +=
        fmt::format("{}.{}: about {:.0f} rows", table.schema, table.name, fetch.expected_rows);
    if (fetch.keys) {
      const auto& giver = database.tables[plan.parts.needs[fetch.keys->from.need].table];
      plan.text += fmt::format(", by the keys of {}.{}", giver.schema, giver.name);
    }
    plan.text += "\n";
    const double cost = found[fetch.need]->total_cost;
    if (fetch.keys) continue;
    if (cost > federation_.settings.max_cost) {
      co_return federation::too_expensive(table.schema, cost, federation_.settings.max_cost);
    }
    plan.total_cost += cost;
  }
  if (auto error = federation::too_large(plan.fetches, plan.parts, database,
                                         federation_.settings.transfer)) {
    co_return *std::move(error);
  }
  co_return plan;
}

Task<Result<CostEstimate>> FederatedDatasource::estimate(CheckedSql statement, RunLimits limits) {
  plan_.reset();
  auto planning = plan(statement.original(), limits);
  auto limited = with_deadline(std::move(planning), limits.timeout);
  auto made = co_await std::move(limited);
  if (!made) co_return made.error();
  plan_ = *std::move(made);
  CostEstimate estimate;
  estimate.total_cost = plan_->total_cost;
  estimate.plan = plan_->text;
  co_return estimate;
}

Task<Result<bool>> FederatedDatasource::run_plan(CheckedSql statement, RunLimits limits,
                                                 RowSink sink) {
  const auto deadline = std::chrono::steady_clock::now() + limits.timeout;
  if (!plan_ || plan_->sql != statement.original()) {
    auto planned = co_await plan(statement.original(), limits);
    if (!planned) co_return planned.error();
    plan_ = *std::move(planned);
  }
  const auto executor = co_await asio::this_coro::executor;
  federation::FederatedRun one(federation_, *plan_, threads_, executor, deadline);
  auto result = co_await one.run(std::move(statement), std::move(sink));
  report_ = one.report();
  co_return result;
}

Task<Result<bool>> FederatedDatasource::stream(CheckedSql statement, RunLimits limits,
                                               RowSink sink) {
  report_ = {};
  auto operation = run_plan(std::move(statement), limits, std::move(sink));
  auto limited = with_deadline(std::move(operation), limits.timeout);
  co_return co_await std::move(limited);
}

Task<Result<Database>> FederatedDatasource::introspect(std::chrono::milliseconds /*timeout*/) {
  co_return *federation_.merged.database;
}

Task<Result<std::string>> FederatedDatasource::schema_fingerprint() {
  co_return federation_.merged.database->fingerprint;
}

Task<Result<std::vector<ColumnValues>>> FederatedDatasource::distinct_values(
    std::shared_ptr<const Database> /*schema*/, ValueLimits /*limits*/) {
  std::vector<ColumnValues> all;
  for (const auto& source : federation_.sources) {
    for (auto values : source.entry->values) {
      values.schema = source.source->name();
      all.push_back(std::move(values));
    }
  }
  co_return all;
}

Task<Result<Health>> FederatedDatasource::probe() {
  Health all{.version = {}, .is_read_only = true, .read_only_note = {}, .latency = {}};
  for (const auto& source : federation_.sources) {
    auto one = co_await source.source->probe();
    if (!one) co_return federation::named(one.error(), source.source->name());
    all.version += (all.version.empty() ? "" : ", ") + one->version;
    all.is_read_only = all.is_read_only && one->is_read_only;
    all.read_only_note += (all.read_only_note.empty() ? "" : " ") + one->read_only_note;
    all.latency = std::max(all.latency, one->latency);
  }
  co_return all;
}

Result<std::shared_ptr<const Guard>> FederatedDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_duckdb_guard(std::move(schema)));
}

}  // namespace askdb
