#pragma once

/// What a step over several databases runs on.

#include <memory>
#include <string>
#include <vector>

#include "agent/roles.hpp"
#include "agent/step_runner.hpp"
#include "federation/federated_datasource.hpp"

namespace askdb {

struct FederatedStep {
  std::unique_ptr<FederatedDatasource> source;
  std::shared_ptr<const Guard> guard;
};

/// For `sources`, and for the rows of the steps before, which its statement may read as `step_N`.
/// Fails as a catalogue entry does, naming the database.
Task<Result<FederatedStep>> federated_step(StepShare& share, std::vector<Datasource*> sources,
                                           std::vector<StepExecutionResult> previous);

/// One line as a part has arrived: "customer_db: 3,000 rows of customers".
std::string part_text(const SourcePart& part);

}  // namespace askdb
