#include "agent/federated_step.hpp"

#include <fmt/format.h>

#include <utility>

namespace askdb {

std::string part_text(const SourcePart& part) {
  auto text = fmt::format("{}: {} row{} of {}", part.database, part.rows, part.rows == 1 ? "" : "s",
                          part.table);
  if (part.keys_passed > 0) {
    text += fmt::format(", by {} key{} of {}", part.keys_passed, part.keys_passed == 1 ? "" : "s",
                        part.keys_from);
  }
  return text;
}

Task<Result<FederatedStep>> federated_step(StepShare& share, std::vector<Datasource*> sources,
                                           std::vector<StepExecutionResult> previous) {
  auto* pool = share.datasources.pool();
  if (pool == nullptr) {
    co_return Error{.fault = Fault::kConfig,
                    .message = "These databases cannot be joined here.",
                    .next_step = "Ask about one of them at a time.",
                    .detail = {}};
  }
  Federation federation;
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  for (auto* source : sources) {
    auto entry = co_await share.catalog.entry(source->name());
    if (!entry) co_return federation::named(entry.error(), source->name());
    const auto policy = share.policies.find(source->name());
    federation.sources.push_back(
        {source, *entry, policy == share.policies.end() ? GuardPolicy{} : policy->second});
    entries.push_back(*std::move(entry));
  }
  auto make = [&share, &entries] { return share.merged.of(entries); };
  const auto merged = co_await run_blocking(*pool, std::move(make));
  federation.merged = merged->merged;
  FederatedStep step;
  step.guard = merged->guard;
  for (auto& result : previous) {
    const auto name = "step_" + std::to_string(result.step_number);
    federation.merged =
        federation::with_rows(std::move(federation.merged), name, result.rows.columns);
    federation.earlier.push_back({name, std::move(result.rows.rows)});
  }
  federation.settings.transfer.max_rows = share.limits.transfer_rows;
  federation.settings.transfer.max_bytes = share.limits.transfer_bytes;
  federation.settings.max_cost = share.limits.max_cost;
  federation.on_part = [&share](const SourcePart& part) { share.sink(Notice{part_text(part)}); };
  step.source = std::make_unique<FederatedDatasource>(std::move(federation), *pool);
  if (!previous.empty()) {
    auto guard = step.source->make_guard(step.source->database());
    if (!guard) co_return guard.error();
    step.guard = *std::move(guard);
  }
  co_return step;
}

}  // namespace askdb
