#pragma once

/// Builds models from the configuration.

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <memory>
#include <string>

#include "config/config.hpp"
#include "llm/model.hpp"
#include "llm/prices.hpp"
#include "llm/retry.hpp"

namespace spdlog {
class logger;
}

namespace askdb {

class HttpClient;

/// What the models of a program share.
struct ModelServices {
  std::shared_ptr<HttpClient> http;
  std::shared_ptr<const PriceTable> prices;
  RetryPolicy retry;
  /// Full prompts and replies go there (LLM_DEBUG). Null: nowhere.
  std::shared_ptr<spdlog::logger> log;
};

/// Fails with kConfig when the base URL, the key or the model's name cannot be used.
Result<std::shared_ptr<Model>> make_model(const ModelConfig& config, ModelServices services);

/// The models of the three tiers. Tiers with the same configuration share one Model; a tier without
/// one uses the next better, else the next weaker. Copies share their models.
class ModelTiers {
 public:
  /// Builds the HTTP client (proxies and certificates from `environment`: HTTPS_PROXY, NO_PROXY,
  /// SSL_CERT_FILE, ...), loads the prices, and makes the models. Connections live on `executor`,
  /// whose context must outlive the models. Fails with kConfig.
  static Result<ModelTiers> make(const LlmConfig& config, asio::any_io_executor executor,
                                 const std::map<std::string, std::string>& environment);

  /// One model for every tier, for callers that make their own.
  static ModelTiers of_one(const std::shared_ptr<Model>& model) {
    ModelTiers tiers;
    tiers.weak_ = tiers.planning_ = tiers.developer_ = model;
    return tiers;
  }

  /// No tier is configured.
  bool empty() const { return developer_ == nullptr; }
  /// Must not be called on empty tiers.
  Model& of(Tier tier) const {
    return *(tier == Tier::kWeak ? weak_ : tier == Tier::kPlanning ? planning_ : developer_);
  }

 private:
  std::shared_ptr<Model> weak_;
  std::shared_ptr<Model> planning_;
  std::shared_ptr<Model> developer_;
};

}  // namespace askdb
