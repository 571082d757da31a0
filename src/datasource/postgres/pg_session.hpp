#pragma once

/// What every statement runs in: a READ ONLY transaction with limits of its own.

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "datasource/postgres/pg_pool.hpp"
#include "datasource/postgres/pg_types.hpp"

namespace askdb::postgres {

/// What is learned about the database at the first connection.
struct PgContext {
  /// "pg_catalog, public, sales": quoted, ready for SET.
  std::string search_path;
  /// The schema that an unqualified name means first.
  std::string default_schema;
  /// Settings of askdb's that the server knows, in lower case.
  std::set<std::string> settings;
  /// A superuser may bound the files of a statement.
  bool may_limit_files = false;
  PgTypes types;
};

/// Connections with a READ ONLY transaction begun. Shared by the tasks of one datasource.
class PgSessions {
 public:
  PgSessions(std::shared_ptr<PgPool> pool, std::vector<std::string> schemas)
      : pool_(std::move(pool)), schemas_(std::move(schemas)) {}

  struct Session {
    PgLease connection;
    std::shared_ptr<const PgContext> context;
  };

  /// Takes a connection and begins. The server ends each statement after `statement_timeout`. An
  /// idle connection that turns out broken is replaced once.
  Task<Result<Session>> begin(std::chrono::steady_clock::time_point deadline,
                              std::chrono::milliseconds statement_timeout);

  /// Ends the transaction, so that the connection can be used again.
  static Task<void> end(Session& session);

  /// Makes the next `begin` look again at schemas and types.
  void forget();

  const std::shared_ptr<PgPool>& pool() const { return pool_; }
  const std::vector<std::string>& schemas() const { return schemas_; }

 private:
  Task<Result<std::shared_ptr<const PgContext>>> learn(PgConnection& connection);

  const std::shared_ptr<PgPool> pool_;
  const std::vector<std::string> schemas_;
  std::mutex mutex_;
  std::shared_ptr<const PgContext> context_;  // Guarded by mutex_.
};

}  // namespace askdb::postgres
