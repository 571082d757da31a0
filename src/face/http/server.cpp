#include "face/http/server.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <unordered_map>

#include "face/http/connection.hpp"

namespace askdb::web {
namespace {

using asio::ip::tcp;
using boost::system::error_code;

/// What the process opens beside connections: databases, log files, model calls.
constexpr std::size_t kOtherFiles = 256;
constexpr std::chrono::milliseconds kNoFilesPause{100};

/// Raises the soft limit of open files to what `wanted` connections need, as far as the hard one
/// allows; returns how many connections fit.
std::size_t make_room_for(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const rlim_t needed = wanted + kOtherFiles;
  if (limit.rlim_cur < needed) {
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? needed : std::min(needed, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  }
  if (limit.rlim_cur >= needed) return wanted;
  return limit.rlim_cur > 2 * kOtherFiles ? limit.rlim_cur - kOtherFiles : limit.rlim_cur / 2;
}

void announce_metrics(Metrics& metrics) {
  metrics.counter("askdb_http_requests_total", "Requests by route, method and status.");
  metrics.histogram("askdb_http_request_seconds",
                    "Time from the head of a request to the end of its reply.");
  metrics.gauge("askdb_http_connections", "Open connections.");
  metrics.gauge("askdb_http_event_streams", "Open event streams.");
  metrics.gauge("askdb_http_body_streams", "Exports that are being sent.");
  metrics.set("askdb_http_connections", 0);
  metrics.set("askdb_http_event_streams", 0);
}

Error bind_error(const std::string& place, const error_code& failed) {
  const bool is_taken = failed == asio::error::address_in_use;
  return {.fault = Fault::kConfig,
          .message = is_taken ? "The port of " + place + " is in use by another program."
                              : "askdb cannot listen on " + place + ": " + failed.message() + ".",
          .next_step = "Stop that program, or choose another port with --port or ASKDB_PORT.",
          .detail = failed.message()};
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(asio::io_context& io, const Router& router, const ServerConfig& config, Metrics& metrics,
       ServerLimits limits)
      : io_(io),
        context_{.router = router,
                 .metrics = metrics,
                 .config = config,
                 .limits = limits,
                 .gate = Gate(config)},
        acceptor_(io),
        changed_(io, asio::steady_timer::time_point::max()) {}

  Result<std::uint16_t> listen();
  Task<void> stop(std::chrono::milliseconds grace);
  void close_acceptor() {
    error_code ignored;
    acceptor_.close(ignored);
  }
  const std::string& address() const { return address_; }
  std::size_t connections() const { return connections_.size(); }

 private:
  Task<void> accept_all();
  void start(tcp::socket socket);
  void end_all(bool is_forced);
  /// Waits until `changed_` is woken (a connection or `accept_all` ended) or `limit` has passed.
  Task<void> wait_for_change(std::chrono::steady_clock::time_point limit);

  asio::io_context& io_;
  ServerContext context_;
  tcp::acceptor acceptor_;
  asio::steady_timer changed_;
  bool is_accepting_ = false;
  std::string address_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
};

Result<std::uint16_t> Server::Impl::listen() {
  const auto address = checked_address(context_.config);
  if (!address) return address.error();
  const tcp::endpoint endpoint(*address, context_.config.port);
  error_code failed;
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  const auto host = address->is_v6() ? "[" + address->to_string() + "]" : address->to_string();
  if (failed) {
    close_acceptor();
    return bind_error(host + ":" + std::to_string(context_.config.port), failed);
  }
  const auto port = acceptor_.local_endpoint().port();
  address_ = "http://" + host + ":" + std::to_string(port);
  context_.limits.max_connections = make_room_for(context_.limits.max_connections);
  is_accepting_ = true;
  asio::co_spawn(io_, accept_all(), [self = shared_from_this()](const std::exception_ptr& thrown) {
    if (thrown) spdlog::critical("http: no further connections are taken");
    self->is_accepting_ = false;
    self->changed_.cancel();
  });
  return port;
}

Task<void> Server::Impl::wait_for_change(std::chrono::steady_clock::time_point limit) {
  error_code woken;
  auto token = asio::redirect_error(asio::use_awaitable, woken);
  changed_.expires_at(limit);
  co_await changed_.async_wait(token);
}

Task<void> Server::Impl::accept_all() {
  error_code failed;
  auto token = asio::redirect_error(asio::use_awaitable, failed);
  while (acceptor_.is_open()) {
    if (connections_.size() >= context_.limits.max_connections) {
      co_await wait_for_change(asio::steady_timer::time_point::max());
      continue;
    }
    auto socket = co_await acceptor_.async_accept(token);
    if (!failed) {
      start(std::move(socket));
    } else if (acceptor_.is_open()) {
      // No files or memory left, most likely: others must end first.
      co_await pause_for(kNoFilesPause);
    }
  }
}

void Server::Impl::start(tcp::socket socket) {
  auto connection = std::make_shared<Connection>(std::move(socket), context_);
  connections_[connection.get()] = connection;
  context_.metrics.set("askdb_http_connections", static_cast<double>(connections_.size()));
  auto ended = [self = shared_from_this(), connection](const std::exception_ptr&) {
    self->connections_.erase(connection.get());
    self->context_.metrics.set("askdb_http_connections",
                               static_cast<double>(self->connections_.size()));
    self->changed_.cancel();
  };
  asio::co_spawn(io_, connection->run(),
                 asio::bind_cancellation_slot(connection->signal().slot(), std::move(ended)));
}

void Server::Impl::end_all(bool is_forced) {
  // Ending one may run its handler's clean-up, but never `ended` itself: that is posted.
  for (const auto& [key, connection] : connections_) connection->end(is_forced);
}

Task<void> Server::Impl::stop(std::chrono::milliseconds grace) {
  const auto self = shared_from_this();
  const auto limit = std::chrono::steady_clock::now() + grace;
  context_.is_stopping = true;
  close_acceptor();
  changed_.cancel();
  end_all(false);
  while (!connections_.empty() && std::chrono::steady_clock::now() < limit) {
    co_await wait_for_change(limit);
  }
  while (!connections_.empty()) {
    end_all(true);
    co_await wait_for_change(std::chrono::steady_clock::now() + kNoFilesPause);
  }
  // Whoever waits for the end may destroy the server on another thread.
  while (is_accepting_) {
    co_await wait_for_change(asio::steady_timer::time_point::max());
  }
}

Server::Server(asio::io_context& io, const Router& router, const ServerConfig& config,
               Metrics& metrics, ServerLimits limits)
    : impl_(std::make_shared<Impl>(io, router, config, metrics, limits)) {
  announce_metrics(metrics);
}

Server::~Server() { impl_->close_acceptor(); }

Result<std::uint16_t> Server::listen() { return impl_->listen(); }

Task<void> Server::stop(std::chrono::milliseconds grace) {
  const auto impl = impl_;
  co_await impl->stop(grace);
}

std::string Server::address() const { return impl_->address(); }
std::size_t Server::connections() const { return impl_->connections(); }

}  // namespace askdb::web
