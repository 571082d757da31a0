#pragma once

/// The objects of the program, built in order and handed to each other: configuration, threads,
/// datasources, catalogue, models, reasoner, orchestrator, store, conversations. Every face starts
/// from an App.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "agent/orchestrator.hpp"
#include "base/clock.hpp"
#include "base/metrics.hpp"
#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "conversation/conversations.hpp"
#include "conversation/statements.hpp"
#include "datasource/manager.hpp"
#include "llm/make_model.hpp"
#include "store/store.hpp"

namespace askdb {

class App {
 public:
  /// Connects to nothing yet. Fails with kConfig, naming what cannot be used. Signals that the
  /// calling thread blocks stay blocked in the threads made here.
  static Result<std::unique_ptr<App>> build(Config config,
                                            const std::map<std::string, std::string>& environment);
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  /// No question may be under way.
  ~App();

  const Config& config() const { return config_; }
  /// Run by a thread of its own as long as the App lives.
  asio::io_context& io() { return io_; }
  BlockingPool& blocking() { return *blocking_; }
  const DatasourceManager& datasources() const { return *datasources_; }
  Catalog& catalog() { return *catalog_; }
  const Overlays& overlays() const { return catalog_->overlays(); }
  const ModelTiers& models() const { return models_; }
  Orchestrator& orchestrator() { return *orchestrator_; }
  /// Not opened yet: faces that keep threads call `Store::open` and `Conversations::recover` first.
  Store& store() { return *store_; }
  Conversations& conversations() { return *conversations_; }
  Statements& statements() { return *statements_; }
  const Clock& clock() const { return clock_; }
  /// Counts questions from the start; faces add what they count.
  Metrics& metrics() { return metrics_; }
  /// "llm", "offline" or "hybrid".
  std::string engine() const { return reasoner_->engine(); }

 private:
  explicit App(Config config);
  Result<Done> assemble(const std::map<std::string, std::string>& environment);

  // In the order of building; each uses only what stands above it.
  Config config_;
  Clock clock_;
  Metrics metrics_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::unique_ptr<BlockingPool> blocking_;
  std::unique_ptr<DatasourceManager> datasources_;
  std::unique_ptr<Catalog> catalog_;
  ModelTiers models_;
  std::unique_ptr<Reasoner> reasoner_;
  std::unique_ptr<Orchestrator> orchestrator_;
  IdSource ids_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Conversations> conversations_;
  std::unique_ptr<Statements> statements_;
  std::thread thread_;
};

}  // namespace askdb
