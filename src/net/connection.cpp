#include "net/connection.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/http.hpp>

#include "base/text.hpp"
#include "net/resolve.hpp"

namespace askdb {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

/// One silent address must not use up the whole time for connecting: others may answer.
constexpr std::chrono::milliseconds kConnectTimePerAddress{3'000};
constexpr std::size_t kPieceBytes = 16'384;

/// Waits that end by cancellation end as exceptions, all others as values.
void throw_if_cancelled(const error_code& failed) {
  if (failed == asio::error::operation_aborted) throw boost::system::system_error(failed);
}

Error connection_error(const std::string& what, const error_code& failed) {
  return {.fault = Fault::kConnection,
          .message = what,
          .next_step = "Check this machine's network and the address, then ask again.",
          .detail = failed ? failed.message() : ""};
}

Task<Result<Done>> connect_to(tcp::socket& socket, tcp::endpoint endpoint) {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  co_await socket.async_connect(endpoint, token);
  throw_if_cancelled(failed);
  if (failed) co_return connection_error(failed.message(), failed);
  co_return Done{};
}

Error tls_error(const std::string& host, const error_code& failed, SSL* ssl) {
  const long verdict = SSL_get_verify_result(ssl);
  if (verdict != X509_V_OK) {
    return {.fault = Fault::kConfig,
            .message = "The certificate of " + host +
                       " is not trusted: " + X509_verify_cert_error_string(verdict) + ".",
            .next_step =
                "If a company's proxy or authority signed it, set SSL_CERT_FILE to that "
                "authority's certificate; else install the package ca-certificates.",
            .detail = failed.message()};
  }
  if (failed.message().find("wrong version number") != std::string::npos) {
    return {.fault = Fault::kConfig,
            .message = host + " does not speak TLS at this port.",
            .next_step = "Use http:// instead of https://, or the port that speaks TLS.",
            .detail = failed.message()};
  }
  return connection_error("The encrypted connection to " + host + " could not be set up.", failed);
}

/// What a failed read or write of an exchange means.
Error exchange_error(const std::string& host, const error_code& failed) {
  if (failed == http::error::body_limit || failed == http::error::header_limit) {
    return {.fault = Fault::kOther,
            .message = "The reply of " + host + " is bigger than askdb reads.",
            .next_step = "Ask for less, or check the address.",
            .detail = failed.message()};
  }
  const bool is_cut_off =
      failed == http::error::end_of_stream || failed == http::error::partial_message;
  if (!is_cut_off &&
      failed.category() == http::make_error_code(http::error::end_of_stream).category()) {
    return {.fault = Fault::kOther,
            .message = "What " + host + " replies is not HTTP.",
            .next_step = "Check host and port of the address.",
            .detail = failed.message()};
  }
  return connection_error("The connection to " + host + " broke before the reply was complete.",
                          failed);
}

}  // namespace

Task<Result<std::unique_ptr<HttpConnection>>> HttpConnection::open(asio::any_io_executor executor,
                                                                   HttpUrl url,
                                                                   std::optional<HttpUrl> proxy,
                                                                   asio::ssl::context& tls) {
  std::unique_ptr<HttpConnection> connection(new HttpConnection(executor));
  const HttpUrl server = proxy.value_or(url);
  auto failed = co_await connection->connect(server);
  if (failed) co_return *failed;
  if (proxy && url.is_tls) {
    failed = co_await connection->open_tunnel(url, *proxy);
    if (failed) co_return *failed;
  } else {
    connection->plain_proxy_ = std::move(proxy);
  }
  if (url.is_tls) {
    failed = co_await connection->start_tls(url, tls);
    if (failed) co_return *failed;
  }
  co_return connection;
}

Task<std::optional<Error>> HttpConnection::connect(const HttpUrl& server) {
  const auto endpoints = co_await resolve(server.host, server.port);
  if (!endpoints) co_return endpoints.error();
  std::string detail;
  for (const auto& endpoint : *endpoints) {
    error_code ignored;
    socket_.close(ignored);
    auto attempt = connect_to(socket_, endpoint);
    auto connected = co_await with_deadline(std::move(attempt), kConnectTimePerAddress);
    if (connected) {
      socket_.set_option(tcp::no_delay(true), ignored);
      co_return std::nullopt;
    }
    detail = connected.error().fault == Fault::kTimeout ? "no answer" : connected.error().message;
  }
  auto failed = connection_error(server.authority() + " could not be reached: " + detail + ".", {});
  if (is_loopback(server.host)) {
    failed.next_step = "Start the server, or correct the port of its address.";
  }
  co_return failed;
}

Task<std::optional<Error>> HttpConnection::open_tunnel(const HttpUrl& url, const HttpUrl& proxy) {
  const std::string host =
      url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  const std::string server = host + ":" + url.port;
  http::request<http::empty_body> request(http::verb::connect, server, 11);
  request.set(http::field::host, server);
  if (!proxy.authorization.empty()) {
    request.set(http::field::proxy_authorization, proxy.authorization);
  }
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  co_await http::async_write(socket_, request, token);
  throw_if_cancelled(failed);
  http::response_parser<http::empty_body> parser;
  parser.skip(true);  // The reply to CONNECT has no body, whatever its headers say.
  if (!failed) {
    co_await http::async_read_header(socket_, buffer_, parser, token);
  }
  throw_if_cancelled(failed);
  if (failed) {
    co_return connection_error("The proxy " + proxy.authority() + " closed the connection.",
                               failed);
  }
  const unsigned status = parser.get().result_int();
  if (status / 100 == 2) co_return std::nullopt;
  const bool is_password = status == 407;
  const std::string next_step = is_password
                                    ? "Write them into HTTPS_PROXY: http://user:password@host:port."
                                    : "Ask its administrator, or name the host in NO_PROXY.";
  // A gateway error (502 to 504) may pass; every other refusal is a rule.
  co_return Error{
      .fault = status >= 502 && status <= 504 ? Fault::kConnection : Fault::kConfig,
      .message = is_password ? "The proxy " + proxy.authority() + " wants a user name and password."
                             : "The proxy " + proxy.authority() + " does not connect to " + server +
                                   " (status " + std::to_string(status) + ").",
      .next_step = next_step,
      .detail = {}};
}

Task<std::optional<Error>> HttpConnection::start_tls(const HttpUrl& url, asio::ssl::context& tls) {
  tls_.emplace(socket_, tls);
  SSL* ssl = tls_->native_handle();
  error_code not_address;
  asio::ip::make_address(url.host, not_address);
  if (not_address) {
    SSL_set_tlsext_host_name(ssl, url.host.c_str());
    SSL_set1_host(ssl, url.host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), url.host.c_str());
  }
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  co_await tls_->async_handshake(asio::ssl::stream_base::client, token);
  throw_if_cancelled(failed);
  if (failed) co_return tls_error(url.host, failed, ssl);
  co_return std::nullopt;
}

Task<Result<HttpConnection::Exchange>> HttpConnection::exchange(const HttpRequest& request,
                                                                const HttpLimits& limits) {
  has_answered_ = false;
  if (tls_) {
    co_return co_await exchange_over(*tls_, request, limits);
  }
  co_return co_await exchange_over(socket_, request, limits);
}

template <class Stream>
Task<Result<HttpConnection::Exchange>> HttpConnection::exchange_over(Stream& stream,
                                                                     const HttpRequest& request,
                                                                     const HttpLimits& limits) {
  const std::string target =
      plain_proxy_ ? "http://" + request.url.authority() + request.target : request.target;
  http::request<http::span_body<const char>> message;
  message.version(11);
  message.target(target);
  if (request.method.empty()) {
    message.method(request.body.empty() ? http::verb::get : http::verb::post);
  } else {
    message.method_string(request.method);
  }
  message.set(http::field::host, request.url.authority());
  message.set(http::field::user_agent, "askdb");
  if (plain_proxy_ && !plain_proxy_->authorization.empty()) {
    message.set(http::field::proxy_authorization, plain_proxy_->authorization);
  }
  if (!request.url.authorization.empty()) {
    message.set(http::field::authorization, request.url.authorization);
  }
  for (const auto& header : request.headers) message.set(header.name, header.value);
  message.body() = {request.body.data(), request.body.size()};
  message.prepare_payload();

  error_code not_sent;
  auto sending = asio::redirect_error(asio::use_awaitable, not_sent);
  co_await http::async_write(stream, message, sending);
  throw_if_cancelled(not_sent);

  // A server that refuses a request may answer and close before it has read all of it.
  error_code failed;
  auto reading = asio::redirect_error(asio::use_awaitable, failed);
  std::optional<http::response_parser<http::buffer_body>> parser;
  do {  // 1xx replies only announce the real one.
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(limits.max_header_bytes));
    parser->body_limit(request.max_body_bytes.value_or(limits.max_body_bytes));
    co_await http::async_read_header(stream, buffer_, *parser, reading);
    throw_if_cancelled(failed);
    has_answered_ = has_answered_ || !failed || buffer_.size() > 0;
    if (failed) co_return exchange_error(request.url.host, not_sent ? not_sent : failed);
  } while (parser->get().result_int() / 100 == 1);

  Exchange result;
  result.reply.status = parser->get().result_int();
  for (const auto& field : parser->get()) {
    result.reply.headers[to_lower(field.name_string())] = std::string(field.value());
  }
  const bool is_handed_on = request.on_body && result.reply.status / 100 == 2;
  std::array<char, kPieceBytes> piece{};
  while (!parser->is_done()) {
    auto& body = parser->get().body();
    body.data = piece.data();
    body.size = piece.size();
    co_await http::async_read_some(stream, buffer_, *parser, reading);
    throw_if_cancelled(failed);
    if (failed == http::error::need_buffer) failed = {};
    const std::string_view read(piece.data(), piece.size() - body.size);
    if (!is_handed_on) {
      result.reply.body += read;
    } else if (!read.empty() && !request.on_body(read)) {
      co_return result;
    } else if (request.after_piece) {
      auto waiting = request.after_piece();
      co_await std::move(waiting);
    }
    // A refusal may not be longer than replies are by default.
    if (result.reply.status / 100 != 2 && result.reply.body.size() > limits.max_body_bytes) {
      failed = http::error::body_limit;
    }
    if (failed) co_return exchange_error(request.url.host, failed);
  }
  result.may_be_kept = parser->keep_alive() && !not_sent && buffer_.size() == 0;
  co_return result;
}

bool HttpConnection::is_quiet() {
  char byte = 0;
  const auto read = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return read < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace askdb
