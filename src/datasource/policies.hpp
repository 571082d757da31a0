#pragma once

/// What each configured datasource lets be read, and at what cost.

#include <map>
#include <string>

#include "config/config.hpp"
#include "sql/guard.hpp"

namespace askdb {

/// By datasource name.
std::map<std::string, GuardPolicy> guard_policies(const Config& config);

/// Of a statement whose planner expects more work than `limit`, in the planner's unit.
Refusal cost_refusal(double cost, double limit);

}  // namespace askdb
