#include "face/http/connection.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include "base/text.hpp"
#include "face/http/wire.hpp"

namespace askdb::web {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

/// What a client may send ahead while its request is worked on.
constexpr std::size_t kMaxSentAhead = 65'536;

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, ServerContext& context)
    : context_(context),
      stream_(std::move(socket)),
      buffer_(context.limits.max_header_bytes + kMaxSentAhead) {
  error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  stream_.socket().non_blocking(true, ignored);
}

void Connection::end(bool is_forced) {
  if (!is_forced && (phase_ == Phase::kReading || phase_ == Phase::kReplying)) return;
  stream_.close();
  signal_.emit(asio::cancellation_type::terminal);
}

Task<void> Connection::run() {
  bool is_kept = true;
  while (is_kept && !context_.is_stopping) {
    std::optional<Parser> parser(std::in_place);
    is_kept = co_await read_header(*parser);
    if (is_kept) {
      is_kept = co_await serve(*parser);
    }
  }
  co_await close_gently();
}

Task<bool> Connection::read_header(Parser& parser) {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  phase_ = Phase::kIdle;
  if (buffer_.size() == 0) {
    stream_.expires_after(context_.limits.idle_time);
    const auto room = buffer_.prepare(512);
    const auto read = co_await stream_.async_read_some(room, token);
    if (failed) co_return false;
    buffer_.commit(read);
  }
  phase_ = Phase::kReading;
  request_ = {};
  reply_.reset();
  route_name_ = "other";
  is_head_ = false;
  is_http_11_ = true;
  may_be_kept_ = false;
  parser.header_limit(static_cast<std::uint32_t>(context_.limits.max_header_bytes));
  parser.body_limit(context_.config.max_body_bytes);
  stream_.expires_after(context_.limits.header_time);
  co_await http::async_read_header(stream_, buffer_, parser, token);
  if (!failed) co_return true;
  auto problem = parse_problem(failed, context_.config.max_body_bytes);
  if (problem) {
    co_await write_problem(*std::move(problem));
  }
  co_return false;
}

std::optional<Problem> Connection::check_head(Router::Match& match) {
  const auto path = split_target(request_.target).path;
  const auto method = is_head_ ? "GET" : std::string_view(request_.method);
  match = context_.router.find(method, path);
  if (match.route != nullptr) route_name_ = match.route->info().path;
  return context_.gate.check(request_, match.route);
}

namespace {

bool is_api_path(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

std::string allowed_methods(const Router::Match& match, bool is_page) {
  std::vector<std::string> methods = match.allowed;
  if (methods.empty() && is_page) methods.emplace_back("GET");
  std::string list;
  for (const auto& method : methods) {
    if (method == "GET") list += "GET, HEAD, ";
    if (method != "GET") list += method + ", ";
  }
  return list + "OPTIONS";
}

Reply method_reply(const Request& request, const Router::Match& match, bool is_page) {
  const auto allowed = allowed_methods(match, is_page);
  if (request.method == "OPTIONS") {
    Reply reply(empty_reply());
    reply.add_header("Allow", allowed);
    return reply;
  }
  Reply reply(Problem{
      .code = ProblemCode::kMethodNotAllowed,
      .detail = "This path does not take " + shortened(without_controls(request.method), 20) + ".",
      .next_step = "Use one of: " + allowed + "."});
  reply.add_header("Allow", allowed);
  return reply;
}

Problem no_such_path(const Request& request) {
  return {.code = ProblemCode::kNotFound,
          .detail = "There is nothing at " + shortened(without_controls(request.path), 120) + ".",
          .next_step = "/api/docs lists what there is."};
}

}  // namespace

const Handler* Connection::choose_handler(const Router::Match& match) const {
  if (match.route != nullptr) return &match.route->handler();
  const bool is_page = match.allowed.empty() && !is_api_path(request_.path);
  if (is_page && request_.method == "GET" && context_.router.fallback()) {
    return &context_.router.fallback();
  }
  return nullptr;
}

Task<bool> Connection::serve(Parser& parser) {
  const auto start = std::chrono::steady_clock::now();
  is_http_11_ = parser.get().version() >= 11;
  may_be_kept_ = parser.keep_alive();
  is_head_ = parser.get().method() == http::verb::head;
  auto request = request_from(parser.get());
  if (!request) {
    co_return co_await write_problem(request.error());
  }
  request_ = *std::move(request);

  Router::Match match;
  auto problem = check_head(match);
  if (problem) {
    // A short body is read, so that the connection can be kept; a long one is not worth it.
    const auto length = parser.content_length();
    const bool is_short = parser.is_done() || (length && *length <= kMaxSentAhead);
    const bool is_awaited = iequals(request_.header("expect"), "100-continue");
    may_be_kept_ = may_be_kept_ && is_short && (parser.is_done() || !is_awaited);
    has_unread_input_ = !may_be_kept_;
    if (may_be_kept_ && !co_await read_body(parser)) co_return false;
    reply_.emplace(*problem);
    for (auto& header : context_.gate.cors_headers(request_)) {
      reply_->add_header(std::move(header.name), std::move(header.value));
    }
    const bool is_kept = co_await write_reply();
    count(start);
    co_return is_kept;
  }
  if (!co_await read_body(parser)) {
    count(start);
    co_return false;
  }
  request_.body = std::move(parser.get().body());
  if (is_head_) request_.method = "GET";

  phase_ = Phase::kReplying;
  const Handler* handler = choose_handler(match);
  const bool is_page = match.allowed.empty() && !is_api_path(request_.path);
  if (handler != nullptr) {
    if (match.route != nullptr) problem = read_parameters(*match.route, match, request_);
    if (problem) {
      reply_.emplace(*problem);
    } else if (!co_await run_while_connected(*handler)) {
      status_ = 499;  // As nginx counts it: the client closed the connection.
      count(start);
      co_return false;
    }
  } else if (!match.allowed.empty() || request_.path == "*" ||
             (is_page && context_.router.fallback())) {
    reply_.emplace(method_reply(request_, match, is_page));
  } else {
    reply_.emplace(no_such_path(request_));
  }
  for (auto& header : context_.gate.cors_headers(request_)) {
    reply_->add_header(std::move(header.name), std::move(header.value));
  }
  const bool is_kept = co_await write_reply();
  count(start);
  co_return is_kept;
}

Task<bool> Connection::read_body(Parser& parser) {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  stream_.expires_after(context_.limits.body_time);
  if (!parser.is_done() && iequals(request_.header("expect"), "100-continue")) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto text = asio::buffer(kContinue.data(), kContinue.size());
    co_await asio::async_write(stream_, text, token);
    if (failed) co_return false;
  }
  if (!parser.is_done()) {
    co_await http::async_read(stream_, buffer_, parser, token);
  }
  if (!failed) co_return true;
  may_be_kept_ = false;
  auto problem = parse_problem(failed, context_.config.max_body_bytes);
  if (problem) {
    co_await write_problem(*std::move(problem));
  }
  co_return false;
}

Task<void> Connection::run_handler(const Handler& handler) {
  try {
    reply_.emplace(co_await handler(request_));
    co_return;
  } catch (const boost::system::system_error& failure) {
    if (failure.code() == asio::error::operation_aborted) {
      reply_.emplace(Problem{.code = ProblemCode::kUnavailable,
                             .detail = "The server stopped working on this request.",
                             .next_step = "Send it again."});
      co_return;
    }
    spdlog::error("http: {} {} failed: {}", request_.method, route_name_,
                  without_controls(failure.what()));
  } catch (const std::exception& failure) {
    spdlog::error("http: {} {} failed: {}", request_.method, route_name_,
                  without_controls(failure.what()));
  }
  reply_.emplace(Problem{.code = ProblemCode::kInternal,
                         .detail = "Something went wrong inside askdb.",
                         .next_step = "Try again; if it stays, look into askdb's log."});
}

Task<bool> Connection::run_while_connected(const Handler& handler) {
  using asio::experimental::awaitable_operators::operator||;
  auto working = run_handler(handler);
  auto watching = watch_client();
  auto both = std::move(working) || std::move(watching);
  const auto first = co_await std::move(both);
  co_return first.index() == 0;
}

Task<void> Connection::watch_client() {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  auto& socket = stream_.socket();
  while (true) {
    const bool is_full = buffer_.size() >= kMaxSentAhead;
    const auto what = is_full ? asio::socket_base::wait_error : asio::socket_base::wait_read;
    co_await socket.async_wait(what, token);
    if (failed == asio::error::operation_aborted && socket.is_open()) {
      throw boost::system::system_error(failed);
    }
    if (!failed && !is_full) {
      const auto read = socket.read_some(buffer_.prepare(4096), failed);
      buffer_.commit(failed ? 0 : read);
      if (!failed || failed == asio::error::would_block || failed == asio::error::try_again) {
        continue;
      }
    }
    stream_.close();  // Ends a write that still waits for this client.
    co_return;
  }
}

void Connection::count(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const auto method = is_head_ ? "HEAD" : request_.method;
  context_.metrics.add("askdb_http_requests_total", 1,
                       {{"route", route_name_},
                        {"method", route_name_ == "other" ? "other" : method},
                        {"status", std::to_string(status_)}});
  context_.metrics.observe("askdb_http_request_seconds", seconds.count(), {{"route", route_name_}});
}

}  // namespace askdb::web
