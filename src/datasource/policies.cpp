#include "datasource/policies.hpp"

#include <fmt/format.h>

namespace askdb {

std::map<std::string, GuardPolicy> guard_policies(const Config& config) {
  std::map<std::string, GuardPolicy> policies;
  for (const auto& one : config.datasources) {
    policies[one.name] = {.allow = one.allow, .deny = one.deny, .max_rows = config.limits.max_rows};
  }
  return policies;
}

Refusal cost_refusal(double cost, double limit) {
  return {.rule = "cost",
          .message = fmt::format("The statement is too expensive: the planner's cost is {:.0f}, "
                                 "allowed is {:.0f}.",
                                 cost, limit),
          .instead = "Filter earlier, join on keys, or ask for a shorter period.",
          .offset = {}};
}

}  // namespace askdb
