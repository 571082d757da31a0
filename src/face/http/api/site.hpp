#pragma once

/// The web face as a whole: store, routes and server, from start to stop.

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "app/app.hpp"
#include "face/http/server.hpp"

namespace askdb::web {

class Site {
 public:
  /// `app` outlives it. Listens to nothing yet.
  explicit Site(App& app);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  ~Site();

  /// Opens the store, takes up what a restart left, and listens; schemas are read in the
  /// background. Returns the address, "http://127.0.0.1:5001". Fails as the store or the server
  /// does. To be run on the app's loop, as `stop`.
  Task<Result<std::string>> start();
  /// In a store without threads: asks `questions` in a new thread, so that a visitor sees answers.
  Task<Result<Done>> ask_first(std::vector<std::string> questions);
  /// Stops what runs (what waits for a person stays saved) and closes all connections.
  Task<Result<Done>> stop();

 private:
  App& app_;
  Router router_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<asio::steady_timer> tending_;  // Runs while a shared store is looked after.
};

}  // namespace askdb::web
