#pragma once

/// Between a stream's handler and its connection: what waits to be written, bounded.
/// Private to this room; one thread.

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <string>

#include "base/task.hpp"

namespace askdb::web {

class OutputPipe {
 public:
  OutputPipe(const asio::any_io_executor& executor, std::size_t max_bytes)
      : changed_(executor), room_(executor), max_bytes_(max_bytes) {
    changed_.expires_at(asio::steady_timer::time_point::max());
    room_.expires_at(asio::steady_timer::time_point::max());
  }

  /// Takes `piece`; waits while more than `max_bytes` wait to be written. Fails with kCancelled
  /// after `close`.
  Task<Result<Done>> push(std::string piece);
  /// Nothing more will be pushed.
  void finish();
  /// The client is gone.
  void close();

  bool is_open() const { return !is_closed_; }
  bool is_finished() const { return is_finished_; }

  /// What has been pushed since the last call; empty: `pause` passed without anything, or nothing
  /// more will come (`is_finished`).
  Task<std::string> take(std::chrono::milliseconds pause);

 private:
  // Timers that never expire: cancelling one wakes who waits for it.
  asio::steady_timer changed_;
  asio::steady_timer room_;
  std::string pending_;
  std::size_t max_bytes_;
  bool is_finished_ = false;
  bool is_closed_ = false;
};

}  // namespace askdb::web
