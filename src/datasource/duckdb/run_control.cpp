#include "datasource/duckdb/run_control.hpp"

#include "base/task.hpp"

namespace askdb::duckdb {

void RunControl::watch(Session& session) {
  const std::scoped_lock lock(mutex_);
  watch_.emplace(session, deadline_);
  if (is_cancelled_) watch_->stop();
}

void RunControl::release() {
  const std::scoped_lock lock(mutex_);
  watch_.reset();
}

void RunControl::cancel() {
  const std::scoped_lock lock(mutex_);
  is_cancelled_ = true;
  if (watch_) watch_->stop();
}

bool RunControl::is_over() const {
  const std::scoped_lock lock(mutex_);
  return is_cancelled_ || Watch::Clock::now() >= deadline_;
}

Error RunControl::reason() const {
  const std::scoped_lock lock(mutex_);
  if (!is_cancelled_) return deadline_error(limit_);
  return {.fault = Fault::kCancelled,
          .message = "The statement was stopped.",
          .next_step = {},
          .detail = {}};
}

Error RunControl::explained(const Error& error) const {
  return error.fault == Fault::kCancelled ? reason() : error;
}

}  // namespace askdb::duckdb
