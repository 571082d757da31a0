#pragma once

/// Connections to one server: at most so many, kept open between statements, waited for in order.
///
/// An engine derives its connection from `PooledConnection` and takes it back typed: see
/// `LeaseOf`.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/task.hpp"

namespace askdb {

class PooledConnection {
 public:
  virtual ~PooledConnection() = default;

  /// Nothing under way, not broken, nothing unread: the next statement may use it.
  virtual bool is_ready() const = 0;
  /// Ends what the server still does for it, then closes it. Blocks: may connect once more. The
  /// object is not used any more.
  virtual void abandon() = 0;

 private:
  friend class ConnectionPool;
  std::chrono::steady_clock::time_point idle_since_;
};

struct PoolSettings {
  std::size_t max_connections = 10;
  /// An idle connection that is older is closed rather than used.
  std::chrono::milliseconds max_idle{300'000};
};

class ConnectionPool;

/// A connection that goes back to its pool. One that is in the middle of something is abandoned.
class Lease {
 public:
  Lease(std::shared_ptr<ConnectionPool> pool, std::unique_ptr<PooledConnection> connection,
        bool is_fresh)
      : pool_(std::move(pool)), connection_(std::move(connection)), is_fresh_(is_fresh) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  PooledConnection& connection() const { return *connection_; }
  /// Connected just now; else it may have broken while it was idle.
  bool is_fresh() const { return is_fresh_; }

 private:
  std::shared_ptr<ConnectionPool> pool_;
  std::unique_ptr<PooledConnection> connection_;
  bool is_fresh_;
};

/// The lease of a connection from a pool in which all are of this type.
template <class Connection>
class LeaseOf {
 public:
  explicit LeaseOf(Lease lease) : lease_(std::move(lease)) {}

  Connection* operator->() const { return &static_cast<Connection&>(lease_.connection()); }
  Connection& operator*() const { return static_cast<Connection&>(lease_.connection()); }
  bool is_fresh() const { return lease_.is_fresh(); }

 private:
  Lease lease_;
};

class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
 public:
  using Open = std::function<Task<Result<std::unique_ptr<PooledConnection>>>()>;

  /// `open` makes one connection, within a time limit of its own. `threads` must outlive the pool.
  ConnectionPool(PoolSettings settings, Open open, BlockingPool& threads)
      : settings_(settings), open_one_(std::move(open)), threads_(threads) {}

  /// An idle connection or a new one; waits for one to come back when there are too many, until
  /// `deadline`. Fails with kTimeout, or as connecting does. Tasks of any executor may wait.
  Task<Result<Lease>> take(std::chrono::steady_clock::time_point deadline);

 private:
  friend class Lease;
  /// Somebody who waits: woken by its timer's cancellation, with a connection or with the right to
  /// make one.
  struct Waiter {
    explicit Waiter(const asio::any_io_executor& executor) : timer(executor) {}
    asio::steady_timer timer;
    std::unique_ptr<PooledConnection> connection;
    bool may_connect = false;
  };
  /// The right to have one more connection, given back unless it is used.
  struct Slot {
    std::shared_ptr<ConnectionPool> pool;
    ~Slot() {
      if (pool) pool->close_slot();
    }
  };

  std::unique_ptr<PooledConnection> take_idle();  // Needs mutex_.
  Task<Result<Lease>> connect(std::shared_ptr<Slot> slot);
  void give_back(std::unique_ptr<PooledConnection> connection);
  void close_slot();
  static void wake(const std::shared_ptr<Waiter>& waiter);

  const PoolSettings settings_;
  const Open open_one_;
  BlockingPool& threads_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<PooledConnection>> idle_;  // Guarded by mutex_.
  std::deque<std::shared_ptr<Waiter>> waiters_;          // Guarded by mutex_.
  std::size_t open_ = 0;                                 // Guarded by mutex_. Idle ones included.
};

}  // namespace askdb
