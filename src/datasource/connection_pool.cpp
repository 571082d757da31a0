#include "datasource/connection_pool.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <utility>

namespace askdb {
namespace {

Error no_connection_error(std::size_t connections) {
  return {.fault = Fault::kTimeout,
          .message = "All " + std::to_string(connections) +
                     " connections to the database stayed busy until the time limit.",
          .next_step = "Ask again in a moment, or raise `max_pool_size` of the datasource.",
          .detail = {}};
}

}  // namespace

Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

std::unique_ptr<PooledConnection> ConnectionPool::take_idle() {
  const auto now = std::chrono::steady_clock::now();
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->is_ready() && now - connection->idle_since_ < settings_.max_idle) {
      return connection;
    }
    --open_;
  }
  return nullptr;
}

Task<Result<Lease>> ConnectionPool::take(std::chrono::steady_clock::time_point deadline) {
  auto self = shared_from_this();
  auto executor = co_await asio::this_coro::executor;
  std::shared_ptr<Waiter> waiter;
  {
    const std::scoped_lock lock(mutex_);
    auto connection = take_idle();
    if (connection) co_return Lease(self, std::move(connection), false);
    if (open_ < settings_.max_connections) {
      ++open_;
    } else {
      waiter = std::make_shared<Waiter>(executor);
      waiter->timer.expires_at(deadline);
      waiters_.push_back(waiter);
    }
  }
  if (waiter) {
    // Leaves the queue however the wait ends; what was granted meanwhile is not lost.
    struct Leave {
      ConnectionPool& pool;
      std::shared_ptr<Waiter> waiter;
      ~Leave() {
        std::unique_ptr<PooledConnection> unused;
        bool is_slot_unused = false;
        {
          const std::scoped_lock lock(pool.mutex_);
          std::erase(pool.waiters_, waiter);
          unused = std::move(waiter->connection);
          is_slot_unused = std::exchange(waiter->may_connect, false);
        }
        if (unused) pool.give_back(std::move(unused));
        if (is_slot_unused) pool.close_slot();
      }
    };
    const Leave leave{*this, waiter};
    constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
    co_await waiter->timer.async_wait(kTuple);
    const std::scoped_lock lock(mutex_);
    if (waiter->connection) co_return Lease(self, std::move(waiter->connection), false);
    if (!waiter->may_connect) co_return no_connection_error(settings_.max_connections);
    waiter->may_connect = false;
  }
  auto slot = std::make_shared<Slot>();
  slot->pool = self;
  auto connecting = connect(std::move(slot));
  co_return co_await std::move(connecting);
}

Task<Result<Lease>> ConnectionPool::connect(std::shared_ptr<Slot> slot) {
  auto opening = open_one_();
  auto connection = co_await std::move(opening);
  if (!connection) co_return connection.error();
  auto pool = std::move(slot->pool);
  co_return Lease(std::move(pool), *std::move(connection), true);
}

void ConnectionPool::wake(const std::shared_ptr<Waiter>& waiter) {
  // Timers may be touched only where their task runs.
  asio::post(waiter->timer.get_executor(),
             [waiter] { waiter->timer.expires_at(std::chrono::steady_clock::time_point::min()); });
}

void ConnectionPool::give_back(std::unique_ptr<PooledConnection> connection) {
  if (!connection->is_ready()) {
    // Blocking work; the slot is free once the server has let go.
    auto job = [self = shared_from_this(),
                held = std::shared_ptr<PooledConnection>(std::move(connection))]() mutable {
      held->abandon();
      held.reset();
      self->close_slot();
    };
    asio::post(threads_.executor(), std::move(job));
    return;
  }
  connection->idle_since_ = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  if (waiters_.empty()) {
    idle_.push_back(std::move(connection));
    return;
  }
  const auto waiter = waiters_.front();
  waiters_.pop_front();
  waiter->connection = std::move(connection);
  wake(waiter);
}

void ConnectionPool::close_slot() {
  const std::scoped_lock lock(mutex_);
  if (waiters_.empty()) {
    --open_;
    return;
  }
  const auto waiter = waiters_.front();
  waiters_.pop_front();
  waiter->may_connect = true;
  wake(waiter);
}

}  // namespace askdb
