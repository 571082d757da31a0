#pragma once

/// One connection to one server, through a proxy or not, with TLS or not.

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <memory>
#include <optional>

#include "net/http_client.hpp"

namespace askdb {

/// Serves one request at a time. Destroying it closes it.
class HttpConnection {
 public:
  /// Finds the address, connects, asks the proxy for a tunnel, and shakes hands. `tls` must outlive
  /// the connection. Fails as `HttpClient::send` does; no deadline of its own.
  static Task<Result<std::unique_ptr<HttpConnection>>> open(asio::any_io_executor executor,
                                                            HttpUrl url,
                                                            std::optional<HttpUrl> proxy,
                                                            asio::ssl::context& tls);

  struct Exchange {
    HttpReply reply;
    bool may_be_kept = false;
  };
  /// No deadline of its own. Fails as `HttpClient::send` does.
  Task<Result<Exchange>> exchange(const HttpRequest& request, const HttpLimits& limits);

  /// False after an exchange that failed before the first byte of an answer: on a kept connection
  /// the server had probably closed it meanwhile.
  bool has_answered() const { return has_answered_; }

  /// Whether the server has neither closed the connection nor sent anything unasked.
  bool is_quiet();

 private:
  explicit HttpConnection(const asio::any_io_executor& executor) : socket_(executor) {}

  Task<std::optional<Error>> connect(const HttpUrl& server);
  Task<std::optional<Error>> open_tunnel(const HttpUrl& url, const HttpUrl& proxy);
  Task<std::optional<Error>> start_tls(const HttpUrl& url, asio::ssl::context& tls);
  template <class Stream>
  Task<Result<Exchange>> exchange_over(Stream& stream, const HttpRequest& request,
                                       const HttpLimits& limits);

  asio::ip::tcp::socket socket_;
  std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
  boost::beast::flat_buffer buffer_;
  bool has_answered_ = false;
  /// Set when plain requests go to a proxy, which wants whole URLs and perhaps a password.
  std::optional<HttpUrl> plain_proxy_;
};

}  // namespace askdb
