#pragma once

/// One connection to a DuckDB database. Blocks; used by one thread at a time, but for `interrupt`
/// and `progress`, which any thread may call while a statement runs.

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "duckdb/cursor.hpp"
#include "duckdb/instance.hpp"

namespace askdb::duckdb {

/// `name` as an identifier, `text` as a literal.
std::string quoted_name(const std::string& name);
std::string quoted_text(const std::string& text);

/// How far a running statement is.
struct Progress {
  double share = -1;  ///< 0 to 1; negative while DuckDB does not know.
  std::uint64_t rows = 0;
};

class Session {
 public:
  /// A session on a database of its own, in memory.
  static Result<std::unique_ptr<Session>> open(const Settings& settings);
  /// For `Instance::connect`. Takes `connection`.
  Session(const Library& library, std::shared_ptr<Instance> instance, duckdb_connection connection);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  /// Runs all statements of `sql` and drops their rows. Fails as `failure` says.
  Result<Done> execute(const std::string& sql);

  /// Runs the one statement of `sql`, with `parameters` for its `?` or `$1`, and gives its rows a
  /// chunk at a time. The session can do nothing else, and must not end, before the cursor has.
  Result<Cursor> stream(const std::string& sql, const Row& parameters = {});

  /// All rows of `stream`.
  Result<std::vector<Row>> rows(const std::string& sql, const Row& parameters = {});

  /// Stops the statement that runs now; one that is about to start is not stopped (`Watchdog`
  /// therefore repeats it).
  void interrupt() { library_.interrupt(connection_); }
  /// Known only after "SET enable_progress_bar = true; SET enable_progress_bar_print = false", and
  /// once the statement has run for `progress_bar_time` milliseconds.
  Progress progress();

  const Library& library() const { return library_; }
  duckdb_connection handle() const { return connection_; }

 private:
  const Library& library_;
  std::shared_ptr<Instance> instance_;
  duckdb_connection connection_;
};

}  // namespace askdb::duckdb
