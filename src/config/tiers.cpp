#include "config/draft.hpp"

namespace askdb::config {
namespace {

const ProviderDraft& said_of(const Draft& draft, ProviderKind provider) {
  switch (provider) {
    case ProviderKind::kAnthropic:
      return draft.anthropic;
    case ProviderKind::kGemini:
      return draft.gemini;
    case ProviderKind::kOpenai:
      break;
  }
  return draft.openai;
}

bool is_configured(const ProviderDraft& provider) {
  return !provider.api_key.empty() || !provider.base_url.empty();
}

/// The seeds' defaults; a small model of OpenAI where neither seed names one.
std::string default_model(ProviderKind provider, bool is_weak) {
  switch (provider) {
    case ProviderKind::kAnthropic:
      return is_weak ? "claude-haiku-4-5" : "claude-sonnet-4-5-20250929";
    case ProviderKind::kGemini:
      return "gemini-2.5-flash";
    case ProviderKind::kOpenai:
      break;
  }
  return "gpt-4.1-mini";
}

std::string key_variable(ProviderKind provider) {
  switch (provider) {
    case ProviderKind::kAnthropic:
      return "ANTHROPIC_API_KEY";
    case ProviderKind::kGemini:
      return "GEMINI_API_KEY";
    case ProviderKind::kOpenai:
      break;
  }
  return "OPENAI_API_KEY";
}

ModelConfig model_of(const Draft& draft, const TierDraft& tier, ProviderKind fallback,
                     std::string ProviderDraft::*tier_model, bool is_weak) {
  const ProviderKind provider = tier.provider.value_or(fallback);
  const ProviderDraft& said = said_of(draft, provider);
  auto first = [](const std::string& a, const std::string& b) { return a.empty() ? b : a; };
  ModelConfig model;
  model.provider = provider;
  model.model = first(first(tier.model, said.*tier_model),
                      first(said.model, default_model(provider, is_weak)));
  model.base_url = first(tier.base_url, said.base_url);
  model.api_key = first(tier.api_key, said.api_key);
  model.max_tokens = draft.max_tokens;
  model.timeout = draft.model_timeout;
  return model;
}

std::string missing(const ModelConfig& model) {
  if (!model.api_key.empty() || !model.base_url.empty()) return {};
  return "Missing required environment variable: " + key_variable(model.provider);
}

}  // namespace

std::string choose_models(Draft& draft) {
  auto& llm = draft.config.llm;
  auto fallback = draft.provider;
  for (const auto provider :
       {ProviderKind::kAnthropic, ProviderKind::kGemini, ProviderKind::kOpenai}) {
    if (!fallback && is_configured(said_of(draft, provider))) fallback = provider;
  }
  const auto says_something = [](const TierDraft& tier) {
    return tier.provider || !tier.base_url.empty() || !tier.api_key.empty();
  };
  const bool has_tier = says_something(draft.weak) || says_something(draft.planning) ||
                        says_something(draft.developer);
  const bool wants_model = llm.engine == EngineChoice::kLlm || llm.engine == EngineChoice::kHybrid;
  if (!fallback && !has_tier && !wants_model) return {};

  const auto provider = fallback.value_or(ProviderKind::kAnthropic);
  auto weak = model_of(draft, draft.weak, provider, &ProviderDraft::weak_model, true);
  auto planning = model_of(draft, draft.planning, provider, &ProviderDraft::planning_model, false);
  auto developer =
      model_of(draft, draft.developer, provider, &ProviderDraft::developer_model, false);
  for (const auto* model : {&weak, &planning, &developer}) {
    const std::string problem = missing(*model);
    if (problem.empty()) continue;
    // Without a usable model, `auto` and `offline` do without; the others were asked for one.
    return wants_model ? problem : std::string();
  }
  llm.weak = weak;
  llm.planning = planning;
  llm.developer = developer;
  return {};
}

}  // namespace askdb::config
