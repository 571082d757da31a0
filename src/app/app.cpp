#include "app/app.hpp"

#include <algorithm>

#include "agent/make_reasoner.hpp"
#include "app/question_metrics.hpp"
#include "datasource/policies.hpp"
#include "store/make_store.hpp"

namespace askdb {
namespace {

/// SQLite and indexing block; more threads than cores would only take turns.
std::size_t blocking_threads() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 8);
}

}  // namespace

App::App(Config config) : config_(std::move(config)), work_(asio::make_work_guard(io_)) {}

App::~App() {
  // While their event loop runs: a schema that is being read in the background ends at once.
  if (catalog_) catalog_->stop();
  work_.reset();
  io_.stop();
  if (thread_.joinable()) thread_.join();
}

Result<std::unique_ptr<App>> App::build(Config config,
                                        const std::map<std::string, std::string>& environment) {
  std::unique_ptr<App> app(new App(std::move(config)));
  const auto done = app->assemble(environment);
  if (!done) return done.error();
  return app;
}

Result<Done> App::assemble(const std::map<std::string, std::string>& environment) {
  blocking_ = std::make_unique<BlockingPool>(blocking_threads());
  auto datasources = DatasourceManager::create(config_.datasources, *blocking_);
  if (!datasources) return datasources.error();
  datasources_ = *std::move(datasources);

  auto overlays = load_overlays(config_.knowledge_folder);
  if (!overlays) return overlays.error();
  catalog_ = std::make_unique<Catalog>(*datasources_, *std::move(overlays), config_.cache_folder,
                                       guard_policies(config_), blocking_.get());

  if (config_.llm.engine != EngineChoice::kOffline) {
    auto models = ModelTiers::make(config_.llm, io_.get_executor(), environment);
    if (!models) return models.error();
    models_ = *std::move(models);
  }
  auto reasoner = make_reasoner(config_, *catalog_, *datasources_, models_, *blocking_, clock_);
  if (!reasoner) return reasoner.error();
  reasoner_ = *std::move(reasoner);
  orchestrator_ =
      std::make_unique<Orchestrator>(*reasoner_, *catalog_, *datasources_, config_, clock_);
  statements_ = std::make_unique<Statements>(*catalog_, *datasources_, config_);
  auto store = make_store({config_.store_url, config_.data_folder}, *blocking_);
  if (!store) return store.error();
  store_ = *std::move(store);
  announce_question_metrics(metrics_);
  Conversations::Settings settings;
  settings.on_finished = [this](const Answer& answer, const std::vector<TokenRecord>& tokens) {
    count_question(metrics_, answer, tokens);
  };
  conversations_ = std::make_unique<Conversations>(io_.get_executor(), *orchestrator_, *catalog_,
                                                   *store_, config_, clock_, ids_, settings);

  thread_ = std::thread([this] { io_.run(); });
  return Done{};
}

}  // namespace askdb
