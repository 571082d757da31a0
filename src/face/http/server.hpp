#pragma once

/// An HTTP/1.1 server: takes connections, checks who may come in, runs handlers.
///
/// Everything happens on one `io_context` that one thread runs; a connection that waits costs
/// memory only. A client that goes away cancels the handler that works for it.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/metrics.hpp"
#include "config/config.hpp"
#include "face/http/router.hpp"

namespace askdb::web {

struct ServerLimits {
  std::chrono::milliseconds header_time{10'000};  ///< From the first byte to the last header.
  std::chrono::milliseconds body_time{60'000};    ///< For the whole body of a request.
  std::chrono::milliseconds idle_time{75'000};    ///< Between two requests of a connection.
  /// For the client to take in the next piece of a reply; a stream's reader too.
  std::chrono::milliseconds write_time{30'000};
  std::chrono::milliseconds heartbeat{15'000};  ///< Of event streams.
  std::size_t max_header_bytes = 16'384;
  /// Of one stream: what waits to be read beyond it makes `send` wait.
  std::size_t max_unsent_bytes = 262'144;
  /// Further connections wait in the system's queue until one closes. Lowered to what the process
  /// may open.
  std::size_t max_connections = 16'384;
};

class Server {
 public:
  /// `router`, `metrics` and `io` must outlive the server; the router is complete by now.
  Server(asio::io_context& io, const Router& router, const ServerConfig& config, Metrics& metrics,
         ServerLimits limits = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// `io` must not run any more, or `stop` must have ended.
  ~Server();

  /// Checks the settings, binds and starts to take connections; returns the port (which matters
  /// when the configured one is 0). Fails with kConfig: an address that others can reach without
  /// an access token, one that is no address or not of this machine, or a port in use.
  Result<std::uint16_t> listen();

  /// Takes no further connections, ends streams and idle connections at once, lets replies that
  /// are under way end for `grace`, then cancels them. Returns when all connections are closed.
  /// To be run on `io`.
  Task<void> stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

  /// "http://127.0.0.1:5001"; empty before `listen`.
  std::string address() const;
  std::size_t connections() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace askdb::web
