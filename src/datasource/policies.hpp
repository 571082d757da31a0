#pragma once

/// What each configured datasource lets be read.

#include <map>
#include <string>

#include "config/config.hpp"
#include "sql/guard.hpp"

namespace askdb {

/// By datasource name.
std::map<std::string, GuardPolicy> guard_policies(const Config& config);

}  // namespace askdb
