#pragma once

/// Connections to one PostgreSQL database.

#include <memory>
#include <string>

#include "datasource/connection_pool.hpp"
#include "datasource/postgres/pg_connection.hpp"

namespace askdb::postgres {

struct PgPoolSettings {
  std::string connection;  ///< Secret.
  std::string place;       ///< The same for people.
  std::size_t max_connections = 10;
  std::chrono::milliseconds connect_timeout{10'000};
};

using PgLease = LeaseOf<PgConnection>;

class PgPool {
 public:
  PgPool(PgPoolSettings settings, BlockingPool& threads);

  /// As `ConnectionPool::take`.
  Task<Result<PgLease>> take(std::chrono::steady_clock::time_point deadline);

  const PgPoolSettings& settings() const { return settings_; }

 private:
  const PgPoolSettings settings_;
  const std::shared_ptr<ConnectionPool> pool_;
};

}  // namespace askdb::postgres
