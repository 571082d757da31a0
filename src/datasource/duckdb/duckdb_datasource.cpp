#include "datasource/duckdb/duckdb_datasource.hpp"

#include <filesystem>
#include <utility>

#include "datasource/duckdb/duckdb_introspection.hpp"
#include "datasource/duckdb/duckdb_plan.hpp"
#include "datasource/duckdb/duckdb_run.hpp"
#include "datasource/engines.hpp"

namespace askdb {
namespace {

using duckdb::DuckdbStore;
using duckdb::RunControl;
using duckdb::Session;

constexpr std::chrono::seconds kTimeout{10};

/// Ends before the session, whatever happens.
class Watched {
 public:
  Watched(RunControl& control, Session& session) : control_(control) { control.watch(session); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() { control_.release(); }

 private:
  RunControl& control_;
};

/// Runs `work(session, control)` with a session of its own.
template <class Work>
auto with_session(BlockingPool& threads, std::shared_ptr<DuckdbStore> store,
                  std::chrono::milliseconds timeout, Work work)
    -> Task<std::invoke_result_t<Work&, Session&, RunControl&>> {
  using Value = std::invoke_result_t<Work&, Session&, RunControl&>;
  auto control = std::make_shared<RunControl>(timeout);
  auto body = [store = std::move(store), control, work = std::move(work)]() mutable -> Value {
    auto session = store->session();
    if (!session) return session.error();
    const Watched watched(*control, **session);
    return work(**session, *control);
  };
  std::function<void()> on_cancel = [control] { control->cancel(); };
  auto operation = run_blocking(threads, std::move(body), std::move(on_cancel));
  co_return co_await std::move(operation);
}

Result<Health> examine(Session& session, const DuckdbStore& store) {
  Health health{.version = std::string("DuckDB ") + session.library().library_version()};
  const auto start = std::chrono::steady_clock::now();
  const auto answer = session.rows("SELECT 1");
  if (!answer) return answer.error();
  health.latency = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - start);
  // Within a transaction that is rolled back, should the file ever be writable after all.
  [[maybe_unused]] const auto begun = session.execute("BEGIN");
  const bool was_written = bool(session.execute("CREATE TABLE askdb_write_probe (x INTEGER)"));
  [[maybe_unused]] const auto undone = session.execute("ROLLBACK");
  const bool was_read = bool(session.execute("SELECT * FROM read_text('/proc/self/status')"));
  const bool was_changed = bool(session.execute("SET enable_external_access = true"));
  health.is_read_only = !was_written && !was_read && !was_changed;
  health.read_only_note =
      health.is_read_only
          ? "The database is open read-only; DuckDB refused a table, another file and a setting."
          : "A write was not refused as it should be.";
  for (const auto& file : store.skipped()) {
    health.notes.push_back("`" + file.name + "` is left out: it " + file.reason + ".");
  }
  return health;
}

}  // namespace

DuckdbDatasource::DuckdbDatasource(std::string name, std::string path, BlockingPool& threads)
    : name_(std::move(name)),
      store_(std::make_shared<DuckdbStore>(std::move(path))),
      threads_(threads) {}

std::string DuckdbDatasource::identity() const {
  std::error_code failure;
  const auto full = std::filesystem::absolute(store_->path(), failure);
  return failure ? store_->path() : full.string();
}

Task<Result<bool>> DuckdbDatasource::stream(CheckedSql statement, RunLimits limits, RowSink sink) {
  auto run = std::make_shared<duckdb::DuckdbRun>(store_, std::move(statement), limits);
  for (bool is_first = true; !run->is_done(); is_first = false) {
    auto work = [run] { return run->next(); };
    std::function<void()> on_cancel = [run] { run->cancel(); };
    auto operation = run_blocking(threads_, std::move(work), std::move(on_cancel));
    auto rows = co_await std::move(operation);
    if (!rows) co_return rows.error();
    if (is_first && sink.on_columns) sink.on_columns(run->columns());
    if (!rows->empty() && sink.on_batch && !sink.on_batch(*std::move(rows))) co_return true;
    if (sink.ready) {
      auto waiting = sink.ready();
      co_await std::move(waiting);
    }
  }
  co_return run->is_truncated();
}

Task<Result<CostEstimate>> DuckdbDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto work = [sql = statement.runnable()](Session& session,
                                           RunControl& control) -> Result<CostEstimate> {
    const auto rows = session.rows("EXPLAIN (FORMAT json) " + sql);
    if (!rows) return control.explained(rows.error());
    if (rows->empty() || (*rows)[0].size() < 2) return CostEstimate{};
    return duckdb::read_plan(to_text((*rows)[0][1]));
  };
  auto operation = with_session(threads_, store_, limits.timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<Database>> DuckdbDatasource::introspect(std::chrono::milliseconds timeout) {
  auto work = [name = name_, store = store_](Session& session,
                                             RunControl& control) -> Result<Database> {
    const auto before = store->fingerprint();
    if (!before) return before.error();
    auto database = duckdb::introspect_duckdb(session, name, control);
    if (database) database->fingerprint = *before;
    return database;
  };
  auto operation = with_session(threads_, store_, timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<std::string>> DuckdbDatasource::schema_fingerprint() {
  auto work = [store = store_] { return store->fingerprint(); };
  auto operation = run_blocking(threads_, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<std::vector<ColumnValues>>> DuckdbDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  auto work = [schema = std::move(schema), limits](
                  Session& session, RunControl& control) -> Result<std::vector<ColumnValues>> {
    return duckdb::distinct_duckdb_values(session, *schema, limits, control);
  };
  auto operation = with_session(threads_, store_, limits.timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<Health>> DuckdbDatasource::probe() {
  auto work = [store = store_](Session& session, RunControl&) -> Result<Health> {
    return examine(session, *store);
  };
  auto operation = with_session(threads_, store_, kTimeout, std::move(work));
  co_return co_await std::move(operation);
}

Result<std::shared_ptr<const Guard>> DuckdbDatasource::make_guard(
    std::shared_ptr<const Database> schema) {
  return std::shared_ptr<const Guard>(make_duckdb_guard(std::move(schema)));
}

Result<std::unique_ptr<Datasource>> make_duckdb_datasource(const DatasourceConfig& config,
                                                           BlockingPool& threads) {
  return std::unique_ptr<Datasource>(
      std::make_unique<DuckdbDatasource>(config.name, config.connection, threads));
}

}  // namespace askdb
