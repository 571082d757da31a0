#pragma once

/// Chooses who thinks, as the configuration says.

#include <memory>

#include "agent/reasoner.hpp"
#include "config/config.hpp"
#include "llm/make_model.hpp"

namespace askdb {

/// `auto` takes the models when there are some, else the offline engine; `hybrid` both. `models`
/// may be empty. All references outlive the reasoner. Fails with kConfig when a model is wanted
/// and none is configured, or when a prompt cannot be used.
Result<std::unique_ptr<Reasoner>> make_reasoner(const Config& config, Catalog& catalog,
                                                const DatasourceManager& datasources,
                                                ModelTiers models, BlockingPool& pool,
                                                const Clock& clock);

}  // namespace askdb
