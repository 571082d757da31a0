#pragma once

/// Stops a running statement at its deadline, or when it is no longer wanted.

#include <chrono>
#include <memory>

#include "duckdb/session.hpp"

namespace askdb::duckdb {

/// Watches one session from construction to destruction. DuckDB forgets an interruption that
/// comes just before a statement starts, so a statement that must end is interrupted every few
/// milliseconds until the watch ends. One thread serves all watches of the process.
class Watch {
 public:
  using Clock = std::chrono::steady_clock;

  /// `session` must outlive the watch.
  Watch(Session& session, Clock::time_point deadline);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  /// After this the session is not interrupted any more.
  ~Watch();

  /// Ends the statement as soon as can be. Any thread.
  void stop();
  /// `stop` was called. Any thread.
  bool is_stopped() const;
  /// The deadline has passed or `stop` was called. Any thread.
  bool is_over() const;

 private:
  struct Entry;
  class Dog;
  std::shared_ptr<Entry> entry_;
};

}  // namespace askdb::duckdb
