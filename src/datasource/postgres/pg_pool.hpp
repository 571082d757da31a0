#pragma once

/// Connections to one PostgreSQL database: at most so many, kept open between statements, waited
/// for in order.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "datasource/postgres/pg_connection.hpp"

namespace askdb::postgres {

struct PgPoolSettings {
  std::string connection;  ///< Secret.
  std::string place;       ///< The same for people.
  std::size_t max_connections = 10;
  std::chrono::milliseconds connect_timeout{10'000};
  /// An idle connection that is older is closed rather than used.
  std::chrono::milliseconds max_idle{300'000};
};

class PgPool;

/// A connection that goes back to its pool. One that is in the middle of something is cancelled on
/// the server through a second connection, and closed.
class PgLease {
 public:
  PgLease(std::shared_ptr<PgPool> pool, std::unique_ptr<PgConnection> connection, bool is_fresh)
      : pool_(std::move(pool)), connection_(std::move(connection)), is_fresh_(is_fresh) {}
  PgLease(PgLease&&) noexcept = default;
  PgLease& operator=(PgLease&&) = delete;
  ~PgLease();

  PgConnection* operator->() const { return connection_.get(); }
  PgConnection& operator*() const { return *connection_; }
  /// Connected just now; else it may have broken while it was idle.
  bool is_fresh() const { return is_fresh_; }

 private:
  std::shared_ptr<PgPool> pool_;
  std::unique_ptr<PgConnection> connection_;
  bool is_fresh_;
};

class PgPool : public std::enable_shared_from_this<PgPool> {
 public:
  PgPool(PgPoolSettings settings, BlockingPool& threads)
      : settings_(std::move(settings)), threads_(threads) {}

  /// An idle connection or a new one; waits for one to come back when there are too many, until
  /// `deadline`. Fails with kTimeout, or as connecting does. Tasks of any executor may wait.
  Task<Result<PgLease>> take(std::chrono::steady_clock::time_point deadline);

  const PgPoolSettings& settings() const { return settings_; }

 private:
  friend class PgLease;
  /// Somebody who waits: woken by its timer's cancellation, with a connection or with the right to
  /// make one.
  struct Waiter {
    explicit Waiter(const asio::any_io_executor& executor) : timer(executor) {}
    asio::steady_timer timer;
    std::unique_ptr<PgConnection> connection;
    bool may_connect = false;
  };
  /// The right to have one more connection, given back unless it is used.
  struct Slot {
    std::shared_ptr<PgPool> pool;
    ~Slot() {
      if (pool) pool->close_slot();
    }
  };

  std::unique_ptr<PgConnection> take_idle();  // Needs mutex_.
  Task<Result<PgLease>> connect(std::shared_ptr<Slot> slot);
  void give_back(std::unique_ptr<PgConnection> connection);
  void close_slot();
  static void wake(const std::shared_ptr<Waiter>& waiter);

  const PgPoolSettings settings_;
  BlockingPool& threads_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<PgConnection>> idle_;  // Guarded by mutex_.
  std::deque<std::shared_ptr<Waiter>> waiters_;      // Guarded by mutex_.
  std::size_t open_ = 0;                             // Guarded by mutex_. Idle ones included.
};

}  // namespace askdb::postgres
