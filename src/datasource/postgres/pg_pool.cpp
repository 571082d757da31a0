#include "datasource/postgres/pg_pool.hpp"

#include <utility>

namespace askdb::postgres {
namespace {

Task<Result<std::unique_ptr<PooledConnection>>> open_one(PgPoolSettings settings,
                                                         BlockingPool& threads) {
  auto opening = PgConnection::open(std::move(settings.connection), std::move(settings.place),
                                    settings.connect_timeout, threads);
  auto connection = co_await std::move(opening);
  if (!connection) co_return connection.error();
  co_return std::unique_ptr<PooledConnection>(*std::move(connection));
}

}  // namespace

PgPool::PgPool(PgPoolSettings settings, BlockingPool& threads)
    : settings_(std::move(settings)),
      pool_(std::make_shared<ConnectionPool>(
          PoolSettings{.max_connections = settings_.max_connections},
          [settings = settings_, &threads] { return open_one(settings, threads); }, threads)) {}

Task<Result<PgLease>> PgPool::take(std::chrono::steady_clock::time_point deadline) {
  auto taking = pool_->take(deadline);
  auto lease = co_await std::move(taking);
  if (!lease) co_return lease.error();
  co_return PgLease(*std::move(lease));
}

}  // namespace askdb::postgres
