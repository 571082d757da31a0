#pragma once

/// One datasource's entry in memory, and the load under way.

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "catalog/load_entry.hpp"

namespace askdb {

struct Catalog::Slot : std::enable_shared_from_this<Catalog::Slot> {
  using Wake = asio::experimental::concurrent_channel<void(boost::system::error_code)>;
  using SteadyClock = std::chrono::steady_clock;

  /// What a caller waits for.
  struct Ticket {
    explicit Ticket(const asio::any_io_executor& executor) : wake(executor, 1) {}
    Wake wake;
    /// Set before `wake`; empty: the load was stopped.
    std::optional<Result<catalog::Loaded>> outcome;
  };

  std::mutex mutex;
  // All below: guarded by mutex.
  Entry entry;
  std::optional<Error> failure;
  SteadyClock::time_point checked_at;
  bool is_loading = false;
  bool is_stopped = false;  ///< The catalogue goes; nothing is loaded any more.
  std::vector<std::shared_ptr<Ticket>> waiting;
  asio::any_io_executor executor;  ///< Of the load under way.
  /// Of the load under way; emitted on `executor` only.
  std::shared_ptr<asio::cancellation_signal> stopping;
  std::condition_variable ended;

  /// Ends the load and wakes everyone. Without an outcome one of them loads again, unless stopped.
  /// `wakes` false: the event loop is being destroyed, and those who wait with it.
  void finish(const std::optional<Result<catalog::Loaded>>& outcome, bool wakes = true);

  /// Stops the load and waits for its end, as long as `limit`.
  void stop(std::chrono::milliseconds limit);

  /// Ends the load also when the loading coroutine is cancelled, thrown out or destroyed.
  class Turn {
   public:
    explicit Turn(std::shared_ptr<Slot> slot) : slot_(std::move(slot)) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      // Destroyed without an exception: not the load ends, but its event loop.
      if (slot_) slot_->finish(std::nullopt, std::uncaught_exceptions() > 0);
    }
    void finish(const Result<catalog::Loaded>& outcome) {
      std::exchange(slot_, nullptr)->finish(outcome);
    }

   private:
    std::shared_ptr<Slot> slot_;
  };
};

}  // namespace askdb
