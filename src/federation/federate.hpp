#pragma once

/// Several databases made ready for statements that join them.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "federation/federated_datasource.hpp"
#include "federation/merged_cache.hpp"

namespace askdb::federation {

/// `federation` may be added to before a FederatedDatasource is made of it; tables added to it need
/// a guard that knows them.
struct Federated {
  Federation federation;
  std::shared_ptr<const Guard> guard;  ///< Over the merged database.
};

/// Each of `sources` is judged by its policy of `policies`, where it has one. Fails as a catalogue
/// entry does, naming the database.
Task<Result<Federated>> federate(Catalog& catalog, std::vector<Datasource*> sources,
                                 const std::map<std::string, GuardPolicy>& policies,
                                 const LimitsConfig& limits, MergedCache& merged,
                                 BlockingPool& threads);

}  // namespace askdb::federation
