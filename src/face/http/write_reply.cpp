#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include "base/text.hpp"
#include "face/http/connection.hpp"
#include "face/http/gzip.hpp"
#include "face/http/wire.hpp"

namespace askdb::web {
namespace {

using boost::system::error_code;

/// What is read and thrown away so that a refused client sees why, and for how long.
constexpr std::size_t kMaxDiscarded = 4U << 20U;
constexpr std::chrono::milliseconds kLingerTime{2'000};
constexpr std::size_t kWriteBytes = 262'144;

}  // namespace

std::string Connection::head_text(unsigned status, std::string_view content_type,
                                  std::vector<Header> headers, std::string_view framing) {
  status_ = status;
  add_security_headers(headers, content_type);
  if (!content_type.empty()) {
    // JSON is UTF-8 by definition; text says so.
    const bool is_text =
        content_type.starts_with("text/") && content_type.find("charset") == std::string_view::npos;
    headers.push_back(
        {"Content-Type", std::string(content_type) + (is_text ? "; charset=utf-8" : "")});
  }
  headers.push_back({"Date", http_date()});
  if (!framing.empty()) {
    const auto colon = framing.find(": ");
    headers.push_back(
        {std::string(framing.substr(0, colon)), std::string(framing.substr(colon + 2))});
  }
  may_be_kept_ = may_be_kept_ && !context_.is_stopping;
  if (!may_be_kept_) {
    headers.push_back({"Connection", "close"});
  } else if (!is_http_11_) {
    headers.push_back({"Connection", "keep-alive"});
  }
  return head_of(status, is_http_11_, headers);
}

Task<bool> Connection::write_problem(Problem problem) {
  may_be_kept_ = false;
  has_unread_input_ = true;
  auto response = problem_response(problem);
  co_return co_await write_response(response);
}

Task<bool> Connection::write_reply() {
  auto& content = reply_->content();
  if (auto* response = std::get_if<Response>(&content)) {
    co_return co_await write_response(*response);
  }
  std::function<Task<void>(OutputPipe&)> body;
  std::string content_type = "text/event-stream";
  std::vector<Header> headers;
  const bool is_events = std::holds_alternative<EventStream>(content);
  if (is_events) {
    auto& stream = std::get<EventStream>(content);
    headers = stream.headers;
    headers.push_back({"Cache-Control", "no-store"});
    headers.push_back({"X-Accel-Buffering", "no"});  // nginx would hold events back.
    body = [&stream](OutputPipe& pipe) -> Task<void> {
      EventWriter writer(pipe);
      co_await stream.run(writer);
    };
  } else {
    auto& stream = std::get<BodyStream>(content);
    headers = stream.headers;
    content_type = stream.content_type;
    body = [&stream](OutputPipe& pipe) -> Task<void> {
      BodyWriter writer(pipe);
      co_await stream.run(writer);
    };
  }
  may_be_kept_ = may_be_kept_ && is_http_11_;  // HTTP/1.0 ends a stream by closing.
  auto head = head_text(200, content_type, std::move(headers),
                        is_http_11_ ? "Transfer-Encoding: chunked" : "");
  if (is_head_) {
    const std::string_view nothing;
    const bool is_written = co_await write_all(head, nothing);
    co_return is_written&& may_be_kept_;
  }
  const auto* gauge = is_events ? "askdb_http_event_streams" : "askdb_http_body_streams";
  context_.metrics.add(gauge, 1);
  const bool is_complete = co_await write_stream(std::move(head), std::move(body), is_events);
  context_.metrics.add(gauge, -1);
  co_return is_complete&& may_be_kept_;
}

Task<bool> Connection::write_response(Response& response) {
  std::string_view body = response.lasting_body;
  if (body.empty()) body = response.body;
  std::string packed;
  if (may_be_packed(response, body.size())) {
    if (!has_header(response.headers, "vary")) {
      response.headers.push_back({"Vary", "Accept-Encoding"});
    }
    if (accepts_gzip(request_)) packed = gzip(body);
    if (!packed.empty()) {
      response.headers.push_back({"Content-Encoding", "gzip"});
      body = packed;
    }
  }
  const bool has_length = response.status != 204 && response.status != 304;
  const auto length = has_length ? "Content-Length: " + std::to_string(body.size()) : "";
  const auto head =
      head_text(response.status, response.content_type, std::move(response.headers), length);
  const auto sent = is_head_ || !has_length ? std::string_view() : body;
  const bool is_written = co_await write_all(head, sent);
  co_return is_written&& may_be_kept_;
}

Task<bool> Connection::write_all(std::string_view head, std::string_view body) {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  bool is_first = true;
  while (!failed && (is_first || !body.empty())) {
    const auto part = body.substr(0, kWriteBytes);
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(head.data(), is_first ? head.size() : 0),
        asio::buffer(part.data(), part.size())};
    stream_.expires_after(context_.limits.write_time);
    co_await asio::async_write(stream_, buffers, token);
    body.remove_prefix(part.size());
    is_first = false;
  }
  co_return !failed;
}

Task<void> Connection::close_gently() {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  if (!stream_.socket().is_open()) co_return;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, failed);
  if (!has_unread_input_) {
    stream_.close();
    co_return;
  }
  // A close with unread bytes would reset the connection, and the client lose the last reply.
  stream_.expires_after(kLingerTime);
  buffer_.clear();
  std::size_t discarded = 0;
  while (!failed && discarded < kMaxDiscarded) {
    const auto room = buffer_.prepare(4096);
    discarded += co_await stream_.async_read_some(room, token);
  }
  stream_.close();
}

}  // namespace askdb::web
