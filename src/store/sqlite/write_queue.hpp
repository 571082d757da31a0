#pragma once

/// The one place that writes to the file: what several tasks want to write at once becomes one
/// transaction, so that they share one wait for the disk.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/task.hpp"
#include "store/sqlite/connection.hpp"

namespace askdb::store::sqlite {

class WriteQueue : public std::enable_shared_from_this<WriteQueue> {
 public:
  WriteQueue(std::shared_ptr<Connection> connection, BlockingPool& threads)
      : connection_(std::move(connection)), threads_(threads) {}

  /// Runs `work` in a transaction, all or none of it, and returns when that is on the disk. `work`
  /// owns what it needs and may run more than once. Cancelling does not stop it.
  template <class T>
  Task<Result<T>> write(std::function<T(Connection&)> work);

  /// Waits for what is under way, then closes the file. Nothing may be written afterwards.
  void close();

 private:
  struct Job {
    std::function<void(Connection&)> run;
    std::function<void()> finish;  ///< Resumes the task that waits.
    std::optional<Error> failed;
  };
  using Jobs = std::vector<std::shared_ptr<Job>>;

  void push(std::shared_ptr<Job> job);
  void start();
  void write_next();
  void write_all(const Jobs& jobs);
  bool write_together(const Jobs& jobs);
  void write_alone(Job& job);
  void roll_back();

  std::shared_ptr<Connection> connection_;  ///< Used by `write_next` only, and by `close`.
  BlockingPool& threads_;
  std::mutex mutex_;
  std::condition_variable is_idle_;
  Jobs waiting_;          // Guarded by mutex_.
  bool is_busy_ = false;  // Guarded by mutex_.
};

template <class T>
Task<Result<T>> WriteQueue::write(std::function<T(Connection&)> work) {
  auto value = std::make_shared<std::optional<T>>();
  auto job = std::make_shared<Job>();
  job->run = [value, work = std::move(work)](Connection& connection) {
    value->emplace(work(connection));
  };
  auto begin = [self = shared_from_this(), job](auto handler) {
    auto caller = asio::prefer(asio::get_associated_executor(handler),
                               asio::execution::outstanding_work.tracked);
    auto held = std::make_shared<decltype(handler)>(std::move(handler));
    job->finish = [caller, held]() mutable {
      asio::post(caller, [held = std::move(held)] { std::move (*held)(std::exception_ptr()); });
    };
    self->push(job);
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
      std::move(begin), asio::use_awaitable);
  if (job->failed) co_return *job->failed;
  co_return std::move(**value);
}

}  // namespace askdb::store::sqlite
