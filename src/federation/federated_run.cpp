#include "federation/federated_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace askdb::federation {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Ends the other fetches; the reason is kept elsewhere.
struct FetchFailed : std::runtime_error {
  FetchFailed() : std::runtime_error("a fetch failed") {}
};

std::int64_t elapsed_ms(steady_clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start).count();
}

/// Batches that wait for their turn must not keep a workspace that nobody needs any more.
class Abandoning {
 public:
  explicit Abandoning(std::shared_ptr<Loader> loader) : loader_(std::move(loader)) {}
  Abandoning(const Abandoning&) = delete;
  Abandoning& operator=(const Abandoning&) = delete;
  ~Abandoning() { loader_->abandon(); }

 private:
  std::shared_ptr<Loader> loader_;
};

Task<Result<Done>> finished(std::shared_ptr<Loader> loader) { co_return loader->finish(); }

/// Batches of one table that may wait to be loaded: enough for both sides to work at the same time.
constexpr int kBatchesAhead = 8;

/// Comes back when the batches before it are loaded.
Task<void> caught_up() { co_return; }

}  // namespace

FederatedRun::FederatedRun(const Federation& federation, const FederatedPlan& plan,
                           BlockingPool& threads, const asio::any_io_executor& executor,
                           steady_clock::time_point deadline)
    : federation_(federation),
      plan_(plan),
      threads_(threads),
      executor_(executor),
      deadline_(deadline) {
  for (std::size_t i = 0; i < plan.parts.needs.size(); ++i) {
    asio::steady_timer done(executor, asio::steady_timer::time_point::max());
    slots_.push_back(std::make_unique<Slot>(Slot{.done = std::move(done), .part = {}}));
  }
}

Task<Result<bool>> FederatedRun::run(CheckedSql statement, RowSink sink) {
  auto opened = co_await open_workspace();
  if (!opened) co_return opened.error();
  auto fetched = co_await fetch_all();
  for (const auto& fetch : plan_.fetches) report_.parts.push_back(slots_[fetch.need]->part);
  if (!fetched) co_return fetched.error();
  co_await measure_matches();
  co_return co_await join(std::move(statement), std::move(sink));
}

Task<Result<Done>> FederatedRun::open_workspace() {
  std::vector<WorkspaceTable> tables;
  for (const auto& need : plan_.parts.needs) {
    const auto& place = federation_.merged.places[need.table];
    const auto& table = federation_.merged.database->tables[need.table];
    const auto& original = original_table(federation_, need.table);
    const auto dialect = place.entry == kHere ? Dialect::kSqlite
                                              : federation_.sources[place.entry].source->dialect();
    WorkspaceTable made{table.schema, table.name, {}};
    for (const auto column : need.columns) {
      auto target = target_of(original.columns[column], dialect);
      target.type = table.columns[column].type;
      made.columns.push_back(std::move(target));
    }
    tables.push_back(std::move(made));
  }
  auto open = [this, tables = std::move(tables)] {
    return Workspace::open(federation_.settings.workspace, tables);
  };
  auto workspace = co_await run_blocking(threads_, std::move(open));
  if (!workspace) co_return workspace.error();
  workspace_ = *std::move(workspace);
  co_return Done{};
}

Task<Result<Done>> FederatedRun::fetch_all() {
  if (plan_.fetches.empty()) co_return Done{};
  using Operation = decltype(asio::co_spawn(executor_, std::declval<Task<void>>(), asio::deferred));
  std::vector<Operation> operations;
  for (std::size_t i = 0; i < plan_.fetches.size(); ++i) {
    operations.push_back(asio::co_spawn(executor_, fetch(i), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(operations));
  const auto first_error = asio::experimental::wait_for_one_error();
  const auto [order, thrown] = co_await group.async_wait(first_error, asio::use_awaitable);
  if (failure_) co_return *failure_;
  for (const auto& exception : thrown) {
    if (exception) std::rethrow_exception(exception);
  }
  co_return Done{};
}

Task<void> FederatedRun::fetch(std::size_t index) {
  auto arrived = co_await fetch_one(index);
  if (!arrived) {
    if (!failure_) failure_ = named(arrived.error(), database_of(plan_.fetches[index].need));
    throw FetchFailed();
  }
  auto& slot = *slots_[plan_.fetches[index].need];
  slot.is_done = true;
  slot.done.cancel();
  if (federation_.on_part) federation_.on_part(slot.part);
}

Task<Result<Done>> FederatedRun::fetch_one(std::size_t index) {
  const auto& fetch = plan_.fetches[index];
  const auto& need = plan_.parts.needs[fetch.need];
  auto& part = slots_[fetch.need]->part;
  const auto& table = federation_.merged.database->tables[need.table];
  part.database = table.schema;
  part.table = table.name;
  auto keys = co_await keys_for(fetch);
  if (!keys) co_return keys.error();
  if (keys->count > 0) {
    part.keys_passed = static_cast<std::int64_t>(keys->count);
    part.keys_from = column_name(fetch.keys->from);
  }
  part.statements = static_cast<std::int64_t>(keys->lists.size());
  const auto start = steady_clock::now();
  auto open = [this, &fetch] { return workspace_->loader(fetch.need); };
  auto opened = co_await run_blocking(threads_, std::move(open));
  if (!opened) co_return opened.error();
  auto loader = *std::move(opened);
  const Abandoning at_the_end(loader);
  auto strand = asio::make_strand(threads_.executor());
  if (federation_.merged.places[need.table].entry == kHere) {
    auto here = co_await load_earlier(need, loader);
    if (!here) co_return here.error();
    keys->lists.clear();
  }
  for (auto& list : keys->lists) {
    auto loaded = co_await load(index, std::move(list), loader, strand);
    if (!loaded) co_return loaded.error();
  }
  // Behind all batches, in the order in which they came.
  auto finishing = finished(loader);
  auto done = co_await asio::co_spawn(strand, std::move(finishing), asio::use_awaitable);
  if (!done) co_return done.error();
  part.rows = loader->rows();
  part.unreadable = loader->unreadable();
  part.elapsed_ms = elapsed_ms(start);
  co_return Done{};
}

Task<Result<Done>> FederatedRun::load(std::size_t index, std::string keys,
                                      std::shared_ptr<Loader> loader, LoadStrand strand) {
  const auto need_index = plan_.fetches[index].need;
  const auto& need = plan_.parts.needs[need_index];
  auto checked = checked_source(federation_, need, keys);
  if (!checked) co_return checked.error();
  auto& part = slots_[need_index]->part;
  if (part.sql.empty()) part.sql = checked->original();
  bool is_too_much = false;
  auto waiting = std::make_shared<std::atomic<int>>(0);
  RowSink sink;
  sink.on_batch = [&](std::vector<Row> rows) {
    rows_moved_ += rows.size();
    is_too_much = rows_moved_ > federation_.settings.transfer.max_rows;
    if (is_too_much || loader->has_failed()) return false;
    ++*waiting;
    asio::post(strand, [loader, waiting, rows = std::move(rows)]() mutable {
      loader->add(std::move(rows));
      --*waiting;
    });
    return true;
  };
  // A database that is faster than the workspace must not fill the memory meanwhile.
  sink.ready = [strand, waiting]() -> Task<void> {
    if (*waiting < kBatchesAhead) co_return;
    co_await asio::co_spawn(strand, caught_up(), asio::use_awaitable);
  };
  auto* source = federation_.sources[federation_.merged.places[need.table].entry].source;
  auto truncated = co_await source->stream(*std::move(checked), limits_left(), std::move(sink));
  if (!truncated) co_return truncated.error();
  // What the loader says is told when it finishes.
  if (is_too_much || (*truncated && !loader->has_failed())) co_return too_much(need_index);
  co_return Done{};
}

Task<Result<Done>> FederatedRun::load_earlier(const Need& need, std::shared_ptr<Loader> loader) {
  const auto& name = federation_.merged.database->tables[need.table].name;
  std::vector<Row> rows;
  for (const auto& earlier : federation_.earlier) {
    if (earlier.table != name) continue;
    for (const auto& row : earlier.rows) {
      Row wanted;
      for (const auto column : need.columns) wanted.push_back(row[column]);
      rows.push_back(std::move(wanted));
    }
  }
  auto add = [loader, &rows] {
    loader->add(std::move(rows));
    return true;
  };
  co_await run_blocking(threads_, std::move(add));
  co_return Done{};
}

RunLimits FederatedRun::limits_left() const {
  RunLimits limits;
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - steady_clock::now());
  limits.timeout = std::max(left, milliseconds(1));
  limits.max_bytes = federation_.settings.transfer.max_bytes;
  return limits;
}

std::string FederatedRun::database_of(std::size_t need) const {
  return federation_.merged.database->tables[plan_.parts.needs[need].table].schema;
}

std::string FederatedRun::column_name(const NeedColumn& column) const {
  const auto& table = federation_.merged.database->tables[plan_.parts.needs[column.need].table];
  return table.schema + "." + table.name + "." + table.columns[column.column].name;
}

Error FederatedRun::too_much(std::size_t need) const {
  const auto& table = federation_.merged.database->tables[plan_.parts.needs[need].table];
  const auto& limits = federation_.settings.transfer;
  return {
      .fault = Fault::kRefused,
      .message = fmt::format("More rows of {}.{} would have to be moved than may be: {} rows and "
                             "{} MB in all.",
                             table.schema, table.name, limits.max_rows, limits.max_bytes >> 20U),
      .next_step = fmt::format("Filter {}, or raise limits.transfer_rows and "
                               "limits.transfer_bytes.",
                               table.name),
      .detail = {}};
}

}  // namespace askdb::federation
