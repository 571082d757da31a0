#include "store/sqlite/write_queue.hpp"

#include <algorithm>
#include <utility>

namespace askdb::store::sqlite {
namespace {

/// Jobs in one transaction: a bound on what is lost to a full disk, and on the wait of the first.
constexpr std::size_t kMostTogether = 256;

}  // namespace

void WriteQueue::push(std::shared_ptr<Job> job) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(std::move(job));
    if (std::exchange(is_busy_, true)) return;
  }
  start();
}

void WriteQueue::close() {
  std::unique_lock lock(mutex_);
  is_idle_.wait(lock, [this] { return !is_busy_; });
  connection_.reset();
}

void WriteQueue::start() {
  asio::post(threads_.executor(), [self = shared_from_this()] { self->write_next(); });
}

void WriteQueue::write_next() {
  Jobs jobs;
  {
    const std::scoped_lock lock(mutex_);
    const auto count = std::min(waiting_.size(), kMostTogether);
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    jobs.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
  }
  write_all(jobs);
  for (const auto& job : jobs) std::exchange(job->finish, nullptr)();
  {
    const std::scoped_lock lock(mutex_);
    if (waiting_.empty()) {
      is_busy_ = false;
      is_idle_.notify_all();
      return;
    }
  }
  // Behind whatever else waits for a thread.
  start();
}

void WriteQueue::write_all(const Jobs& jobs) {
  if (jobs.size() > 1 && write_together(jobs)) return;
  for (const auto& job : jobs) write_alone(*job);
}

/// False: nothing was written, and each job must be tried alone, because one of them failed.
bool WriteQueue::write_together(const Jobs& jobs) {
  auto fail_all = [&](const Error& error) {
    for (const auto& job : jobs) job->failed = error;
    roll_back();
    return true;
  };
  const auto begun = caught([&] { return connection_->run("BEGIN IMMEDIATE"); });
  if (!begun) return fail_all(begun.error());
  try {
    for (const auto& job : jobs) job->run(*connection_);
  } catch (const std::exception&) {
    roll_back();
    return false;
  }
  // Not tried again: a disk that failed once may say it has what it has not.
  const auto committed = caught([&] { return connection_->run("COMMIT"); });
  return committed ? true : fail_all(committed.error());
}

void WriteQueue::write_alone(Job& job) {
  try {
    connection_->run("BEGIN IMMEDIATE");
    job.run(*connection_);
    connection_->run("COMMIT");
    return;
  } catch (const Failure& failure) {
    job.failed = failure.error;
  } catch (const std::exception& failure) {
    job.failed = Error{.fault = Fault::kOther,
                       .message = "askdb's store failed.",
                       .next_step = "Try again; if it lasts, look into the log.",
                       .detail = failure.what()};
  }
  roll_back();
}

void WriteQueue::roll_back() {
  // Some failures have rolled back already.
  if (!connection_->is_in_transaction()) return;
  try {
    connection_->run("ROLLBACK");
  } catch (const Failure&) {
    // The next BEGIN says why.
  }
}

}  // namespace askdb::store::sqlite
