#pragma once

/// What a model can see in a rendered schema, read from its text as a reader would.

#include <map>
#include <set>
#include <string>

namespace askdb::bench {

/// By table as it is written ("sales.orders", quotes taken off, lower case): its columns.
std::map<std::string, std::set<std::string>> shown_names(const std::string& rendered);

}  // namespace askdb::bench
