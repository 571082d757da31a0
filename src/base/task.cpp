#include "base/task.hpp"

#include <string>

namespace askdb {

Task<void> pause_for(std::chrono::milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

Task<void> let_others_run() {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
}

Error deadline_error(std::chrono::milliseconds limit) {
  return {
      .fault = Fault::kTimeout,
      .message = "It took longer than " + std::to_string(limit.count()) + " ms and was stopped.",
      .next_step = "Ask for less (a shorter period, fewer tables), or raise the time limit.",
      .detail = {}};
}

}  // namespace askdb
