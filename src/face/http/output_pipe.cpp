#include "face/http/output_pipe.hpp"

#include <boost/asio/redirect_error.hpp>
#include <utility>

namespace askdb::web {
namespace {

/// Waits until `timer` is cancelled or expires. Ends with an exception when the task is cancelled.
Task<void> wait_for(asio::steady_timer& timer) {
  boost::system::error_code woken;
  auto token = asio::redirect_error(asio::use_awaitable, woken);
  co_await timer.async_wait(token);
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
}

}  // namespace

Task<Result<Done>> OutputPipe::push(std::string piece) {
  // A piece bigger than the bound passes alone.
  while (!is_closed_ && !pending_.empty() && pending_.size() + piece.size() > max_bytes_) {
    co_await wait_for(room_);
  }
  if (is_closed_) {
    co_return Error{.fault = Fault::kCancelled,
                    .message = "The client has gone away.",
                    .next_step = {},
                    .detail = {}};
  }
  pending_ += piece;
  changed_.cancel();
  co_return Done{};
}

void OutputPipe::finish() {
  is_finished_ = true;
  changed_.cancel();
}

void OutputPipe::close() {
  is_closed_ = true;
  pending_.clear();
  room_.cancel();
  changed_.cancel();
}

Task<std::string> OutputPipe::take(std::chrono::milliseconds pause) {
  if (pending_.empty() && !is_finished_ && !is_closed_) {
    changed_.expires_after(pause);
    co_await wait_for(changed_);
  }
  auto taken = std::exchange(pending_, {});
  room_.cancel();
  co_return taken;
}

}  // namespace askdb::web
