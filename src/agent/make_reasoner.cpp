#include "agent/make_reasoner.hpp"

#include <utility>

#include "agent/hybrid_reasoner.hpp"
#include "agent/llm_reasoner.hpp"
#include "agent/offline_reasoner.hpp"

namespace askdb {

Result<std::unique_ptr<Reasoner>> make_reasoner(const Config& config, Catalog& catalog,
                                                const DatasourceManager& datasources,
                                                ModelTiers models, BlockingPool& pool,
                                                const Clock& clock) {
  const auto wanted = config.llm.engine;
  const bool wants_model = wanted == EngineChoice::kLlm || wanted == EngineChoice::kHybrid;
  if (wants_model && models.empty()) {
    return Error{.fault = Fault::kConfig,
                 .message = "The engine " + name_of(wanted) + " needs a model, and none is set.",
                 .next_step =
                     "Set ANTHROPIC_API_KEY, GEMINI_API_KEY or a base URL, or choose the "
                     "engine offline.",
                 .detail = {}};
  }
  auto schemas = std::make_shared<SchemaContexts>(
      catalog, datasources, database_descriptions(config.datasources, catalog.overlays()), clock);
  const bool is_offline =
      wanted == EngineChoice::kOffline || (wanted == EngineChoice::kAuto && models.empty());
  std::unique_ptr<Reasoner> offline = std::make_unique<OfflineReasoner>(schemas, pool, clock);
  if (is_offline) return offline;

  auto prompts = PromptLibrary::load(reasoner_prompts(), config.llm.prompts_folder);
  if (!prompts) return prompts.error();
  std::unique_ptr<Reasoner> llm = std::make_unique<LlmReasoner>(
      config, *std::move(prompts), std::move(models), std::move(schemas), clock);
  if (wanted != EngineChoice::kHybrid) return llm;
  return std::unique_ptr<Reasoner>(
      std::make_unique<HybridReasoner>(std::move(offline), std::move(llm)));
}

}  // namespace askdb
