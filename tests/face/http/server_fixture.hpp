#pragma once

/// A server with the routes that a test adds, on a thread of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <memory>
#include <thread>

#include "face/http/server.hpp"
#include "fixtures/web_client.hpp"

namespace askdb::web {

using askdb::testing::WebClient;
using askdb::testing::WebReply;

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() { config.port = 0; }

  ~ServerTest() override { stop(); }

  /// Starts to listen, with the routes and settings made so far; returns a client of it.
  WebClient start() {
    server = std::make_unique<Server>(io, router, config, metrics, limits);
    const auto bound = server->listen();
    if (!bound) throw std::runtime_error(bound.error().message);
    port = *bound;
    thread = std::thread([this] { io.run(); });
    return WebClient(port);
  }
  WebClient client() const { return WebClient(port); }

  void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(0)) {
    if (!thread.joinable()) return;
    asio::co_spawn(io, server->stop(grace), asio::detached);
    thread.join();
  }

  Router router;
  Metrics metrics;
  ServerConfig config;
  ServerLimits limits;
  asio::io_context io;
  std::unique_ptr<Server> server;
  std::thread thread;
  std::uint16_t port = 0;
};

}  // namespace askdb::web
