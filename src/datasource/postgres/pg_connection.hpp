#pragma once

/// One connection to PostgreSQL through libpq in non-blocking mode. A task that uses it waits on
/// its socket on the task's own executor; no thread is held. One task at a time.

#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "datasource/connection_pool.hpp"
#include "datasource/postgres/pg_error.hpp"

namespace askdb::postgres {

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgHandle = std::unique_ptr<PGconn, FinishConnection>;

class PgConnection : public PooledConnection {
 public:
  /// Connects with a libpq URL or key=value string; `place` names the server in messages. Names are
  /// resolved on `threads`. Fails as `connect_error`, and with kTimeout after `timeout`.
  static Task<Result<std::unique_ptr<PgConnection>>> open(std::string connection, std::string place,
                                                          std::chrono::milliseconds timeout,
                                                          BlockingPool& threads);

  /// Runs statements that need no answer, several separated by semicolons; one round trip.
  Task<Result<Done>> command(std::string sql);

  /// Runs one statement with the extended protocol and takes all its rows as text.
  Task<Result<PgResult>> query(std::string sql);

  /// The values of $1, $2, … as text without NUL; empty ones are SQL's NULL.
  using Parameters = std::vector<std::optional<std::string>>;

  /// The same with parameters. The server parses each text once per connection: for texts of which
  /// there are few.
  Task<Result<PgResult>> query(std::string sql, Parameters parameters);

  /// Starts one statement; `next` then gives one row at a time (PGRES_SINGLE_TUPLE), then an empty
  /// PGRES_TUPLES_OK result, then null.
  Task<Result<Done>> start(std::string sql);
  Task<Result<PgResult>> next();

  /// Not in a transaction, nothing under way, not broken, nothing unread (a server that said
  /// goodbye).
  bool is_ready() const override;
  /// Cancels on the server through a second connection, and closes.
  void abandon() override;
  bool is_broken() const { return PQstatus(handle_.get()) == CONNECTION_BAD; }

  PGconn* get() const { return handle_.get(); }

 private:
  explicit PgConnection(PgHandle handle) : handle_(std::move(handle)) {}
  Task<Result<Done>> flush();
  /// The next result, or null when the statement is over.
  Task<Result<PgResult>> wait_for_result();
  /// Reads results to the end; the last one counts, and the first error.
  Task<Result<PgResult>> drain();

  /// Makes the server parse `sql` under `name`.
  Task<Result<Done>> prepare(std::string name, std::string sql);
  Task<Result<PgResult>> run_prepared(std::string name, Parameters parameters);

  PgHandle handle_;
  std::map<std::string, std::string> prepared_;  ///< The name of each text.
};

}  // namespace askdb::postgres
