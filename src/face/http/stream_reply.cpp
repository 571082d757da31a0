#include <spdlog/spdlog.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include "base/text.hpp"
#include "face/http/connection.hpp"

namespace askdb::web {
namespace {

constexpr std::string_view kHeartbeat = ": keep-alive\n\n";

std::string chunk_head(std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (; size > 0; size /= 16) text.insert(text.begin(), kDigits[size % 16]);
  return text + "\r\n";
}

/// Waits until the task is cancelled.
Task<void> wait_for_ever() {
  asio::steady_timer never(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  co_await never.async_wait(asio::use_awaitable);
}

}  // namespace

Task<bool> Connection::write_stream(std::string head, std::function<Task<void>(OutputPipe&)> body,
                                    bool has_heartbeat) {
  using asio::experimental::awaitable_operators::operator||;
  phase_ = Phase::kStreaming;
  is_cut_off_ = true;
  // Else the system would keep megabytes for each slow reader.
  boost::system::error_code ignored;
  const asio::socket_base::send_buffer_size size(
      static_cast<int>(context_.limits.max_unsent_bytes));
  stream_.socket().set_option(size, ignored);
  OutputPipe pipe(stream_.get_executor(), context_.limits.max_unsent_bytes);
  auto writing = write_pieces(pipe, std::move(head), has_heartbeat);
  auto running = run_stream_body(body, pipe);
  auto watching = watch_client();
  auto all = std::move(writing) || std::move(running) || std::move(watching);
  co_await std::move(all);
  co_return !is_cut_off_ && is_http_11_;
}

Task<void> Connection::run_stream_body(const std::function<Task<void>(OutputPipe&)>& body,
                                       OutputPipe& pipe) {
  bool is_complete = false;
  try {
    co_await body(pipe);
    is_complete = true;
  } catch (const boost::system::system_error& failure) {
    if (failure.code() != asio::error::operation_aborted) {
      spdlog::error("http: {} broke off: {}", route_name_, without_controls(failure.what()));
    }
  } catch (const std::exception& failure) {
    spdlog::error("http: {} broke off: {}", route_name_, without_controls(failure.what()));
  }
  if (!is_complete) {
    pipe.close();  // Ends the writer, which ends the connection without the last chunk.
  } else {
    pipe.finish();
  }
  co_await wait_for_ever();
}

Task<void> Connection::write_pieces(OutputPipe& pipe, std::string head, bool has_heartbeat) {
  boost::system::error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  stream_.expires_after(context_.limits.write_time);
  const auto first = asio::buffer(head);
  co_await asio::async_write(stream_, first, token);
  while (!failed && pipe.is_open()) {
    auto piece = co_await pipe.take(context_.limits.heartbeat);
    if (piece.empty() && (pipe.is_finished() || !pipe.is_open())) break;
    if (piece.empty() && has_heartbeat) piece = kHeartbeat;
    if (piece.empty()) continue;
    if (is_http_11_) piece = chunk_head(piece.size()) + piece + "\r\n";
    std::string_view rest(piece);
    // Written in parts, so that a slow reader of a big piece has time for each of them.
    while (!rest.empty() && !failed) {
      stream_.expires_after(context_.limits.write_time);
      const auto part = asio::buffer(rest.data(), rest.size());
      const auto written = co_await stream_.async_write_some(part, token);
      rest.remove_prefix(written);
    }
  }
  if (!failed && pipe.is_open()) {
    constexpr std::string_view kLastChunk = "0\r\n\r\n";
    const auto last = asio::buffer(kLastChunk.data(), is_http_11_ ? kLastChunk.size() : 0);
    stream_.expires_after(context_.limits.write_time);
    co_await asio::async_write(stream_, last, token);
    is_cut_off_ = static_cast<bool>(failed);
  }
  pipe.close();
}

}  // namespace askdb::web
