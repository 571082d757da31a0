#pragma once

/// Small readers over yaml-cpp that report problems with file, line and key. Private to this room.

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <string>

#include "config/sources.hpp"

namespace askdb::config {

int line_of(const YAML::Node& node);

/// The text of a scalar with its variables replaced; empty for a key without value. Nothing when it
/// is no scalar or a variable is missing: the problem is noted.
std::optional<std::string> read_scalar(const YAML::Node& node, const std::string& key,
                                       const std::string& kind, const Variables& variables,
                                       Problems& problems);

/// A list of texts; one text counts as a list of one.
std::vector<std::string> read_list(const YAML::Node& node, const std::string& key,
                                   const Variables& variables, Problems& problems);

/// Calls `each` for every key of a map, once; notes keys that come twice and nodes that are no map.
void for_each_key(const YAML::Node& node, const std::string& key, Problems& problems,
                  const std::function<void(const std::string&, const YAML::Node&)>& each);

}  // namespace askdb::config
