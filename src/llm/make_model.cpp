#include "llm/make_model.hpp"

#include <algorithm>

#include "llm/debug_log.hpp"
#include "llm/remote_model.hpp"
#include "net/http_client.hpp"

namespace askdb {
namespace {

std::string public_address(ProviderKind provider) {
  switch (provider) {
    case ProviderKind::kAnthropic:
      return "https://api.anthropic.com";
    case ProviderKind::kGemini:
      return "https://generativelanguage.googleapis.com";
    case ProviderKind::kOpenai:
      return "https://api.openai.com/v1";
  }
  return {};
}

Error config_error(std::string message, std::string next_step) {
  return {.fault = Fault::kConfig,
          .message = std::move(message),
          .next_step = std::move(next_step),
          .detail = {}};
}

/// Headers end at a line break: a key with one would smuggle headers in.
bool is_visible_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

bool is_same(const ModelConfig& a, const ModelConfig& b) {
  return a.provider == b.provider && a.model == b.model && a.base_url == b.base_url &&
         a.api_key == b.api_key && a.max_tokens == b.max_tokens && a.timeout == b.timeout;
}

}  // namespace

Result<std::shared_ptr<Model>> make_model(const ModelConfig& config, ModelServices services) {
  const std::string name = full_name(config);
  if (config.model.empty()) {
    return config_error("A model of " + name_of(config.provider) + " has no name.",
                        "Set model in the configuration.");
  }
  if (!is_visible_ascii(config.api_key)) {
    return config_error("The key of " + name + " holds blanks or other characters no key has.",
                        "Copy the key again, without quotes and line breaks.");
  }
  if (config.max_tokens <= 0) {
    return config_error("max_tokens of " + name + " must be above 0.", "The default is 4096.");
  }
  const bool is_public = config.base_url.empty();
  auto url = parse_http_url(is_public ? public_address(config.provider) : config.base_url,
                            "base_url of " + name);
  if (!url) return url.error();
  if (is_public && config.api_key.empty()) {
    return config_error(name + " needs a key.",
                        "Set the provider's key, or base_url for a local server.");
  }
  // Ollama, vLLM and the llama.cpp server all answer below /v1.
  if (config.provider == ProviderKind::kOpenai && url->path.empty()) url->path = "/v1";
  return std::shared_ptr<Model>(
      std::make_shared<RemoteModel>(config, *std::move(url), std::move(services)));
}

Result<ModelTiers> ModelTiers::make(const LlmConfig& config, asio::any_io_executor executor,
                                    const std::map<std::string, std::string>& environment) {
  ModelTiers tiers;
  const auto& weak = config.weak       ? config.weak
                     : config.planning ? config.planning
                                       : config.developer;
  const auto& planning = config.planning    ? config.planning
                         : config.developer ? config.developer
                                            : config.weak;
  const auto& developer = config.developer  ? config.developer
                          : config.planning ? config.planning
                                            : config.weak;
  if (!developer) return tiers;

  ModelServices services;
  auto http = HttpClient::make(std::move(executor), environment);
  if (!http) return http.error();
  services.http = *std::move(http);
  auto prices = PriceTable::load(config.prices_file);
  if (!prices) return prices.error();
  services.prices = std::make_shared<const PriceTable>(*std::move(prices));
  services.retry.max_retries = config.max_retries;
  services.retry.initial_delay = config.retry_initial_delay;
  services.retry.max_delay = config.retry_max_delay;
  if (config.is_debug) {
    auto log = make_debug_log(config.debug_file);
    if (!log) return log.error();
    services.log = *std::move(log);
  }

  auto strongest = make_model(*developer, services);
  if (!strongest) return strongest.error();
  tiers.developer_ = *strongest;
  tiers.planning_ = tiers.developer_;
  if (!is_same(*planning, *developer)) {
    auto model = make_model(*planning, services);
    if (!model) return model.error();
    tiers.planning_ = *model;
  }
  if (is_same(*weak, *planning)) {
    tiers.weak_ = tiers.planning_;
  } else if (is_same(*weak, *developer)) {
    tiers.weak_ = tiers.developer_;
  } else {
    auto model = make_model(*weak, services);
    if (!model) return model.error();
    tiers.weak_ = *model;
  }
  return tiers;
}

}  // namespace askdb
