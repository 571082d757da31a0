#include "datasource/sqlite/run_control.hpp"

#include <thread>

#include "base/task.hpp"

namespace askdb {
namespace {

/// Instructions between two looks at the clock: about 50 microseconds.
constexpr int kProgressInstructions = 2'000;
constexpr std::chrono::milliseconds kBusyPause{10};
constexpr int kBusyTries = 200;

}  // namespace

void RunControl::watch(sqlite3* handle) {
  const std::scoped_lock lock(mutex_);
  handle_ = handle;
  sqlite3_progress_handler(handle, kProgressInstructions, on_progress, this);
  sqlite3_busy_handler(handle, on_busy, this);
}

void RunControl::release() {
  const std::scoped_lock lock(mutex_);
  if (handle_ == nullptr) return;
  sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
  sqlite3_busy_handler(handle_, nullptr, nullptr);
  handle_ = nullptr;
}

void RunControl::cancel() {
  is_cancelled_.store(true);
  const std::scoped_lock lock(mutex_);
  if (handle_ != nullptr) sqlite3_interrupt(handle_);
}

Error RunControl::reason() const {
  if (!is_cancelled_.load()) return deadline_error(limit_);
  return {.fault = Fault::kCancelled,
          .message = "The statement was stopped.",
          .next_step = {},
          .detail = {}};
}

int RunControl::on_progress(void* self) {
  return static_cast<const RunControl*>(self)->is_over() ? 1 : 0;
}

int RunControl::on_busy(void* self, int tries) {
  if (tries >= kBusyTries || static_cast<const RunControl*>(self)->is_over()) return 0;
  std::this_thread::sleep_for(kBusyPause);
  return 1;
}

}  // namespace askdb
