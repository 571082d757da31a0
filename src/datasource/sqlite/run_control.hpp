#pragma once

/// Stops statements on a SQLite handle: at a deadline, or when somebody cancels.

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <mutex>

#include "base/result.hpp"

namespace askdb {

/// Watches one handle for one run. Install before the first statement; lives until `release`.
class RunControl {
 public:
  explicit RunControl(std::chrono::milliseconds limit)
      : limit_(limit), deadline_(std::chrono::steady_clock::now() + limit) {}

  /// Installs progress and busy handlers. A locked file is waited for until the deadline, but at
  /// most two seconds.
  void watch(sqlite3* handle);
  /// Removes them; the handle may be used by others afterwards.
  void release();

  /// From any thread: what runs now ends soon.
  void cancel();

  bool is_over() const {
    return is_cancelled_.load() || std::chrono::steady_clock::now() >= deadline_;
  }
  /// What an interrupted statement means: cancelled, or out of time.
  Error reason() const;

 private:
  static int on_progress(void* self);
  static int on_busy(void* self, int tries);

  const std::chrono::milliseconds limit_;
  const std::chrono::steady_clock::time_point deadline_;
  std::atomic<bool> is_cancelled_ = false;
  std::mutex mutex_;
  sqlite3* handle_ = nullptr;  // Guarded by mutex_.
};

}  // namespace askdb
