#include "datasource/policies.hpp"

namespace askdb {

std::map<std::string, GuardPolicy> guard_policies(const Config& config) {
  std::map<std::string, GuardPolicy> policies;
  for (const auto& one : config.datasources) {
    policies[one.name] = {.allow = one.allow, .deny = one.deny, .max_rows = config.limits.max_rows};
  }
  return policies;
}

}  // namespace askdb
