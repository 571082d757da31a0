#include "datasource/sqlite/sqlite_datasource.hpp"

#include <filesystem>
#include <utility>

#include "datasource/engines.hpp"
#include "datasource/sqlite/run_control.hpp"
#include "datasource/sqlite/sqlite_introspection.hpp"
#include "datasource/sqlite/sqlite_values.hpp"

namespace askdb {
namespace {

/// The first rows come quickly, the rest in pieces that are worth a change of thread.
constexpr std::size_t kFirstBatch = 64;
constexpr std::size_t kBatch = 1'024;

/// One statement under way: its handle moves between the threads that step it, one at a time.
class Cursor {
 public:
  Cursor(std::shared_ptr<SqlitePool> pool, CheckedSql sql, RunLimits limits)
      : pool_(std::move(pool)), sql_(std::move(sql)), limits_(limits), control_(limits.timeout) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor() {
    statement_.reset();
    control_.release();
    if (handle_) pool_->give_back(std::move(handle_));
  }

  void cancel() { control_.cancel(); }

  /// Up to `count` further rows; fewer mean the end.
  Result<std::vector<Row>> next(std::size_t count) {
    if (control_.is_over()) return control_.reason();
    if (!statement_) {
      const auto ready = open();
      if (!ready) return ready.error();
    }
    std::vector<Row> rows;
    while (rows.size() < count) {
      const int code = sqlite3_step(statement_.get());
      if (code == SQLITE_DONE) {
        is_done_ = true;
        break;
      }
      if (code != SQLITE_ROW) return failure(code);
      if (taken_ == sql_.max_rows() || bytes_ > limits_.max_bytes) {
        is_truncated_ = true;
        is_done_ = true;
        break;
      }
      rows.push_back(read_row());
      ++taken_;
    }
    if (columns_.empty()) columns_ = result_columns(statement_.get(), rows);
    return rows;
  }

  bool is_done() const { return is_done_; }
  bool is_truncated() const { return is_truncated_; }
  const std::vector<ResultColumn>& columns() const { return columns_; }

 private:
  Result<Done> open() {
    auto handle = pool_->take();
    if (!handle) return handle.error();
    handle_ = *std::move(handle);
    control_.watch(handle_.get());
    statement_ = sqlite::prepare(handle_.get(), sql_.runnable());
    if (!statement_) return failure(sqlite3_extended_errcode(handle_.get()));
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i) {
      const char* type = sqlite3_column_decltype(statement_.get(), i);
      declared_.push_back(kind_of_declared(type == nullptr ? "" : type));
    }
    return Done{};
  }

  Row read_row() {
    Row row;
    row.reserve(declared_.size());
    for (std::size_t i = 0; i < declared_.size(); ++i) {
      row.push_back(read_value(statement_.get(), static_cast<int>(i), declared_[i]));
    }
    bytes_ += size_of(row);
    return row;
  }

  Error failure(int code) {
    if ((code & 0xFF) == SQLITE_INTERRUPT) return control_.reason();
    return sqlite::to_error(code, sqlite3_errmsg(handle_.get()), pool_->path());
  }

  const std::shared_ptr<SqlitePool> pool_;
  const CheckedSql sql_;
  const RunLimits limits_;
  RunControl control_;
  sqlite::Handle handle_;
  sqlite::Statement statement_;
  std::vector<ValueKind> declared_;
  std::vector<ResultColumn> columns_;
  std::size_t taken_ = 0;
  std::size_t bytes_ = 0;
  bool is_done_ = false;
  bool is_truncated_ = false;
};

/// Runs `work(handle)` with a handle of its own that the authorizer does not watch: for catalogue
/// queries, which are our own.
template <class Work>
auto with_catalogue(BlockingPool& threads, std::string path, std::chrono::milliseconds timeout,
                    Work work) -> Task<std::invoke_result_t<Work&, sqlite3*, RunControl&>> {
  using Value = std::invoke_result_t<Work&, sqlite3*, RunControl&>;
  auto control = std::make_shared<RunControl>(timeout);
  auto body = [path = std::move(path), control, work = std::move(work)]() mutable -> Value {
    auto handle = sqlite::open_read_only(path);
    if (!handle) return handle.error();
    control->watch(handle->get());
    Value value = work(handle->get(), *control);
    control->release();
    return value;
  };
  std::function<void()> on_cancel = [control] { control->cancel(); };
  auto operation = run_blocking(threads, std::move(body), std::move(on_cancel));
  co_return co_await std::move(operation);
}

}  // namespace

SqliteDatasource::SqliteDatasource(std::string name, std::string path, std::size_t max_connections,
                                   BlockingPool& threads)
    : name_(std::move(name)),
      pool_(std::make_shared<SqlitePool>(std::move(path), max_connections)),
      threads_(threads) {}

std::string SqliteDatasource::identity() const {
  std::error_code failure;
  const auto full = std::filesystem::absolute(pool_->path(), failure);
  return failure ? pool_->path() : full.string();
}

Task<Result<bool>> SqliteDatasource::stream(CheckedSql statement, RunLimits limits, RowSink sink) {
  auto cursor = std::make_shared<Cursor>(pool_, std::move(statement), limits);
  for (std::size_t count = kFirstBatch; !cursor->is_done(); count = kBatch) {
    const bool is_first = count == kFirstBatch;
    auto work = [cursor, count] { return cursor->next(count); };
    std::function<void()> on_cancel = [cursor] { cursor->cancel(); };
    auto operation = run_blocking(threads_, std::move(work), std::move(on_cancel));
    auto rows = co_await std::move(operation);
    if (!rows) co_return rows.error();
    if (is_first && sink.on_columns) sink.on_columns(cursor->columns());
    if (!rows->empty() && sink.on_batch && !sink.on_batch(*std::move(rows))) co_return true;
    if (sink.ready) {
      auto waiting = sink.ready();
      co_await std::move(waiting);
    }
  }
  co_return cursor->is_truncated();
}

Task<Result<CostEstimate>> SqliteDatasource::estimate(CheckedSql statement, RunLimits limits) {
  auto work = [sql = statement.runnable(), path = pool_->path()](
                  sqlite3* handle, RunControl&) -> Result<CostEstimate> {
    const auto plan = sqlite::prepare(handle, "EXPLAIN QUERY PLAN " + sql);
    if (!plan) {
      return sqlite::to_error(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle), path);
    }
    CostEstimate estimate;
    std::map<int, int> depth;
    while (sqlite3_step(plan.get()) == SQLITE_ROW) {
      const int parent = sqlite3_column_int(plan.get(), 1);
      const int level = parent == 0 ? 0 : depth[parent] + 1;
      depth[sqlite3_column_int(plan.get(), 0)] = level;
      estimate.plan += std::string(static_cast<std::size_t>(2 * level), ' ') +
                       std::string(sqlite::text_of(plan.get(), 3)) + "\n";
    }
    return estimate;
  };
  auto operation = with_catalogue(threads_, pool_->path(), limits.timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<Database>> SqliteDatasource::introspect(std::chrono::milliseconds timeout) {
  auto work = [name = name_, path = pool_->path()](sqlite3* handle, RunControl& control) {
    return introspect_sqlite(handle, name, path, control);
  };
  auto operation = with_catalogue(threads_, pool_->path(), timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<std::string>> SqliteDatasource::schema_fingerprint() {
  auto work = [](sqlite3* handle, RunControl&) -> Result<std::string> {
    return sqlite_fingerprint(handle);
  };
  constexpr std::chrono::seconds kTimeout{10};
  auto operation = with_catalogue(threads_, pool_->path(), kTimeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<std::vector<ColumnValues>>> SqliteDatasource::distinct_values(
    std::shared_ptr<const Database> schema, ValueLimits limits) {
  auto work = [schema = std::move(schema), limits](
                  sqlite3* handle, RunControl& control) -> Result<std::vector<ColumnValues>> {
    return distinct_sqlite_values(handle, *schema, limits, control);
  };
  auto operation = with_catalogue(threads_, pool_->path(), limits.timeout, std::move(work));
  co_return co_await std::move(operation);
}

Task<Result<Health>> SqliteDatasource::probe() {
  auto work = [](sqlite3* handle, RunControl&) -> Result<Health> {
    Health health{.version = std::string("SQLite ") + sqlite3_libversion()};
    const auto start = std::chrono::steady_clock::now();
    sqlite::execute(handle, "SELECT count(*) FROM sqlite_schema");
    health.latency = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    // Within a transaction that is rolled back, should the file ever be writable after all.
    sqlite::execute(handle, "BEGIN");
    const bool was_written = sqlite::execute(handle, "CREATE TABLE askdb_write_probe (x)");
    const int code = sqlite3_extended_errcode(handle) & 0xFF;
    sqlite::execute(handle, "ROLLBACK");
    health.is_read_only = !was_written && (code == SQLITE_READONLY || code == SQLITE_AUTH);
    health.read_only_note = health.is_read_only
                                ? "The file is open read-only; SQLite refused a CREATE TABLE."
                                : "A write was not refused as it should be.";
    return health;
  };
  constexpr std::chrono::seconds kTimeout{10};
  auto operation = with_catalogue(threads_, pool_->path(), kTimeout, std::move(work));
  co_return co_await std::move(operation);
}

Result<std::shared_ptr<const Guard>> SqliteDatasource::make_guard(std::shared_ptr<const Database>) {
  auto guard = make_sqlite_guard(pool_->path());
  if (!guard) return guard.error();
  return std::shared_ptr<const Guard>(*std::move(guard));
}

Result<std::unique_ptr<Datasource>> make_sqlite_datasource(const DatasourceConfig& config,
                                                           BlockingPool& threads) {
  return std::unique_ptr<Datasource>(std::make_unique<SqliteDatasource>(
      config.name, config.connection, config.max_connections, threads));
}

}  // namespace askdb
