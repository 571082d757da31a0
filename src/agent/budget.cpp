#include "agent/budget.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>

namespace askdb {

QuestionBudget::QuestionBudget(const asio::any_io_executor& executor,
                               std::chrono::milliseconds limit)
    : limit_(limit), deadline_(SteadyClock::now() + limit), timer_(executor, deadline_) {}

Task<void> QuestionBudget::expiry() {
  for (;;) {
    // Moving the deadline ends the wait; then the new deadline is waited for.
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await timer_.async_wait(token);
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
    if (pauses_ == 0 && SteadyClock::now() >= deadline_) {
      is_used_up_ = true;
      co_return;
    }
  }
}

std::chrono::milliseconds QuestionBudget::remaining() const {
  const auto from = pauses_ > 0 ? paused_since_ : SteadyClock::now();
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - from);
  return std::max(left, std::chrono::milliseconds(1));
}

void QuestionBudget::pause() {
  if (pauses_++ > 0) return;
  paused_since_ = SteadyClock::now();
  timer_.expires_at(SteadyClock::time_point::max());
}

void QuestionBudget::resume() {
  if (--pauses_ > 0) return;
  deadline_ += SteadyClock::now() - paused_since_;
  timer_.expires_at(deadline_);
}

}  // namespace askdb
