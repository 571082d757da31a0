#pragma once

/// HTTP/1.1 requests to model providers and databases: TLS with verification, proxies, kept
/// connections, limits.
///
/// Redirects are not followed: the address of a service does not move, and a key must not follow
/// it.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "net/proxy.hpp"
#include "net/url.hpp"

namespace askdb {

struct HttpHeader {
  std::string name;
  std::string value;  ///< May be secret; never logged and never part of an error.
};

struct HttpRequest {
  HttpUrl url;
  std::string target;  ///< "/v1/messages".
  std::vector<HttpHeader> headers;
  std::string body;
  std::string method;  ///< Empty: POST with a body, GET without one.
  /// From the first byte sent to the last received.
  std::chrono::milliseconds timeout{60'000};
  /// Gets the body of a 2xx reply in pieces, as they arrive; `HttpReply::body` then stays empty.
  /// False: no more is wanted; then the reply ends here and the connection is closed.
  std::function<bool(std::string_view)> on_body;
  /// Where it is set, awaited after each piece: a receiver that is behind lets the server wait.
  std::function<Task<void>()> after_piece;
  /// Of a 2xx reply; empty: `HttpLimits::max_body_bytes`.
  std::optional<std::size_t> max_body_bytes;
};

struct HttpReply {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;
};

struct HttpLimits {
  /// For finding the address, connecting, the proxy and TLS together.
  std::chrono::milliseconds connect_timeout{10'000};
  std::size_t max_body_bytes = 16U << 20U;
  std::size_t max_header_bytes = 64U << 10U;
  /// Connections kept per server, and how long. Model providers close idle ones after a minute or
  /// more.
  std::size_t max_idle = 8;
  std::chrono::seconds max_idle_time{50};
};

class HttpConnection;

/// Serves many requests at once, from any thread.
class HttpClient {
 public:
  /// Proxies and certificates come from `environment`: HTTPS_PROXY, HTTP_PROXY, NO_PROXY,
  /// SSL_CERT_FILE, SSL_CERT_DIR. Without the latter two the system's certificates are trusted.
  /// Connections live on `executor`, whose context must outlive the client. Fails with kConfig.
  static Result<std::shared_ptr<HttpClient>> make(
      asio::any_io_executor executor, const std::map<std::string, std::string>& environment,
      HttpLimits limits = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Sends `request` and reads the reply, whatever its status. A kept connection that the server
  /// has closed meanwhile is replaced without a word.
  /// Fails with kConnection (worth another try), kConfig (a certificate that is not trusted, a
  /// proxy that refuses), kTimeout (of `request.timeout`), kOther (a reply that is no HTTP, or too
  /// big). Cancelling closes the connection.
  Task<Result<HttpReply>> send(HttpRequest request);

 private:
  HttpClient(asio::any_io_executor executor, ProxyRules proxies, HttpLimits limits);
  std::unique_ptr<HttpConnection> take_idle(const std::string& server);
  void keep(const std::string& server, std::unique_ptr<HttpConnection> connection);

  struct Idle {
    std::unique_ptr<HttpConnection> connection;
    std::chrono::steady_clock::time_point since;
  };

  asio::any_io_executor executor_;
  ProxyRules proxies_;
  HttpLimits limits_;
  asio::ssl::context tls_;
  std::mutex mutex_;
  std::map<std::string, std::vector<Idle>> idle_;  // Guarded by mutex_.
};

}  // namespace askdb
