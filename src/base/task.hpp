#pragma once

/// Waiting: coroutines, deadlines and blocking work.
///
/// A function is a `Task` only if it waits. Name every operand of `co_await` first: gcc 12 destroys
/// braced, lambda and `?:` temporaries inside an awaited call twice (`./dev lint` checks it).

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "base/result.hpp"

namespace askdb {

namespace asio = boost::asio;

/// A computation that waits without holding a thread.
template <class T>
using Task = asio::awaitable<T>;

/// Threads for libraries that block (SQLite, DuckDB, name resolution).
class BlockingPool {
 public:
  explicit BlockingPool(std::size_t threads) : pool_(threads) {}
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;
  ~BlockingPool() { pool_.join(); }

  asio::thread_pool::executor_type executor() { return pool_.get_executor(); }

 private:
  asio::thread_pool pool_;
};

/// Pauses. Cancelling the returned task ends the pause with an exception, as all of Asio does.
Task<void> pause_for(std::chrono::milliseconds duration);

/// Comes back when what waits for the same executor had its turn. A loop whose data is always there
/// already would else stop all other work, timers included.
Task<void> let_others_run();

/// The error every passed deadline becomes.
Error deadline_error(std::chrono::milliseconds limit);

/// Runs `work()` on `pool` and resumes where the caller ran.
///
/// When the awaiting task is cancelled, `on_cancel` is called once from the cancelling thread (it
/// should make `work` return soon, e.g. `sqlite3_interrupt`); the task still resumes only after
/// `work` has returned, so whatever `work` refers to may live in the awaiting coroutine.
/// Exceptions of `work` are rethrown to the caller.
template <class Work>
auto run_blocking(BlockingPool& pool, Work work, std::function<void()> on_cancel = nullptr)
    -> Task<std::invoke_result_t<Work&>>;

/// Runs `operation`, and cancels it when `limit` has passed: then fails with `Fault::kTimeout`.
/// Returns only after the cancelled operation has ended.
template <class T>
Task<Result<T>> with_deadline(Task<Result<T>> operation, std::chrono::milliseconds limit);

}  // namespace askdb

#include "base/task_impl.hpp"
