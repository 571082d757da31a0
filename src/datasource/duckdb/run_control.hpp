#pragma once

/// Stops what runs on a session: at a deadline, or when somebody cancels.

#include <chrono>
#include <mutex>
#include <optional>

#include "base/result.hpp"
#include "duckdb/watchdog.hpp"

namespace askdb::duckdb {

/// Watches one session for one run.
class RunControl {
 public:
  explicit RunControl(std::chrono::milliseconds limit)
      : limit_(limit), deadline_(Watch::Clock::now() + limit) {}

  /// `session` must outlive the control, or `release`.
  void watch(Session& session);
  void release();

  /// From any thread: what runs now, or is about to, ends soon.
  void cancel();

  bool is_over() const;
  /// What an interrupted statement means: cancelled, or out of time.
  Error reason() const;
  /// `reason` for what was interrupted; else the error itself.
  Error explained(const Error& error) const;

 private:
  const std::chrono::milliseconds limit_;
  const Watch::Clock::time_point deadline_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::optional<Watch> watch_;
  bool is_cancelled_ = false;
};

}  // namespace askdb::duckdb
