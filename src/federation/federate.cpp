#include "federation/federate.hpp"

#include <utility>

namespace askdb::federation {

Task<Result<Federated>> federate(Catalog& catalog, std::vector<Datasource*> sources,
                                 const std::map<std::string, GuardPolicy>& policies,
                                 const LimitsConfig& limits, MergedCache& merged,
                                 BlockingPool& threads) {
  Federated made;
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  for (auto* source : sources) {
    auto entry = co_await catalog.entry(source->name());
    if (!entry) co_return named(entry.error(), source->name());
    const auto policy = policies.find(source->name());
    made.federation.sources.push_back(
        {source, *entry, policy == policies.end() ? GuardPolicy{} : policy->second});
    entries.push_back(*std::move(entry));
  }
  auto make = [&merged, &entries] { return merged.of(entries); };
  const auto known = co_await run_blocking(threads, std::move(make));
  made.federation.merged = known->merged;
  made.guard = known->guard;
  made.federation.settings.transfer.max_rows = limits.transfer_rows;
  made.federation.settings.transfer.max_bytes = limits.transfer_bytes;
  made.federation.settings.max_cost = limits.max_cost;
  co_return made;
}

}  // namespace askdb::federation
