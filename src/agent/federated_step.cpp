#include "agent/federated_step.hpp"

#include <fmt/format.h>

#include <utility>

#include "federation/federate.hpp"

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
  auto made = co_await federation::federate(share.catalog, std::move(sources), share.policies,
                                            share.limits, share.merged, *pool);
  if (!made) co_return made.error();
  auto& federation = made->federation;
  FederatedStep step;
  step.guard = std::move(made->guard);
  for (auto& result : previous) {
    const auto name = "step_" + std::to_string(result.step_number);
    federation.merged =
        federation::with_rows(std::move(federation.merged), name, result.rows.columns);
    federation.earlier.push_back({name, std::move(result.rows.rows)});
  }
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
