#include "net/http_client.hpp"

#include <utility>

#include "base/text.hpp"
#include "net/connection.hpp"

namespace askdb {
namespace {

std::string value_of(const std::map<std::string, std::string>& environment,
                     const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? "" : std::string(trim(found->second));
}

Error certificates_error(const std::string& name, const std::string& path,
                         const boost::system::error_code& failed) {
  return {
      .fault = Fault::kConfig,
      .message = name + " names " + path + ", which holds no certificates that can be read.",
      .next_step = "Correct the path, or unset " + name + " to trust the system's certificates.",
      .detail = failed.message()};
}

}  // namespace

HttpClient::HttpClient(asio::any_io_executor executor, ProxyRules proxies, HttpLimits limits)
    : executor_(std::move(executor)),
      proxies_(std::move(proxies)),
      limits_(limits),
      tls_(asio::ssl::context::tls_client) {
  using asio::ssl::context;
  tls_.set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 |
                   context::no_tlsv1 | context::no_tlsv1_1);
  tls_.set_verify_mode(asio::ssl::verify_peer);
}

HttpClient::~HttpClient() = default;

Result<std::shared_ptr<HttpClient>> HttpClient::make(
    asio::any_io_executor executor, const std::map<std::string, std::string>& environment,
    HttpLimits limits) {
  auto proxies = ProxyRules::from(environment);
  if (!proxies) return proxies.error();
  std::shared_ptr<HttpClient> client(
      new HttpClient(std::move(executor), *std::move(proxies), limits));
  boost::system::error_code failed;
  const auto file = value_of(environment, "SSL_CERT_FILE");
  const auto folder = value_of(environment, "SSL_CERT_DIR");
  if (!file.empty()) {
    client->tls_.load_verify_file(file, failed);
    if (failed) return certificates_error("SSL_CERT_FILE", file, failed);
  }
  if (!folder.empty()) {
    client->tls_.add_verify_path(folder, failed);
    if (failed) return certificates_error("SSL_CERT_DIR", folder, failed);
  }
  if (file.empty() && folder.empty()) client->tls_.set_default_verify_paths(failed);
  return client;
}

std::unique_ptr<HttpConnection> HttpClient::take_idle(const std::string& server) {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  const auto found = idle_.find(server);
  if (found == idle_.end()) return nullptr;
  while (!found->second.empty()) {
    Idle newest = std::move(found->second.back());
    found->second.pop_back();
    if (now - newest.since > limits_.max_idle_time) {
      found->second.clear();  // All others are older.
      return nullptr;
    }
    if (newest.connection->is_quiet()) return std::move(newest.connection);
  }
  return nullptr;
}

void HttpClient::keep(const std::string& server, std::unique_ptr<HttpConnection> connection) {
  const std::scoped_lock lock(mutex_);
  auto& kept = idle_[server];
  kept.push_back({std::move(connection), std::chrono::steady_clock::now()});
  if (kept.size() > limits_.max_idle) kept.erase(kept.begin());
}

Task<Result<HttpReply>> HttpClient::send(HttpRequest request) {
  const auto proxy = proxies_.proxy_for(request.url);
  const std::string server = (request.url.is_tls ? "https://" : "http://") + request.url.host +
                             " " + request.url.port + (proxy ? " " + proxy->authority() : "");
  for (;;) {
    auto connection = take_idle(server);
    const bool was_kept = connection != nullptr;
    if (!was_kept) {
      auto opening = HttpConnection::open(executor_, request.url, proxy, tls_);
      auto opened = co_await with_deadline(std::move(opening), limits_.connect_timeout);
      if (!opened && opened.error().fault == Fault::kTimeout) {
        co_return Error{.fault = Fault::kConnection,
                        .message = request.url.authority() + " could not be reached within " +
                                   std::to_string(limits_.connect_timeout.count()) + " ms.",
                        .next_step = "Check this machine's network, proxy and the address.",
                        .detail = {}};
      }
      if (!opened) co_return opened.error();
      connection = *std::move(opened);
    }
    auto exchanging = connection->exchange(request, limits_);
    auto exchanged = co_await with_deadline(std::move(exchanging), request.timeout);
    if (exchanged) {
      if (exchanged->may_be_kept) keep(server, std::move(connection));
      co_return std::move(exchanged->reply);
    }
    Error failed = exchanged.error();
    if (failed.fault == Fault::kTimeout) {
      failed.message = request.url.host + " did not finish its reply within " +
                       std::to_string(request.timeout.count()) + " ms.";
      failed.next_step = "Ask again, or allow it more time.";
    }
    const bool was_stale = was_kept && !connection->has_answered();
    if (!was_stale || failed.fault != Fault::kConnection) co_return failed;
  }
}

}  // namespace askdb
