#pragma once

/// Values of any database as a column of the workspace takes them.

#include <optional>
#include <string>
#include <vector>

#include "datasource/value.hpp"
#include "sql/schema.hpp"

namespace askdb::federation {

/// A column of the workspace: what its values must become.
struct Target {
  std::string name;
  std::string type;  ///< As `workspace_type` says.
  /// Fixed-width text comes with blanks that its own database ignores.
  bool is_padded = false;
};

Target target_of(const Column& column, Dialect dialect);

/// `value` for `target`: 0 and 1 become booleans, moments with a zone those of UTC. NULL, and
/// `unreadable` counted up, for what is not of the type (SQLite and MySQL keep such things).
Value converted(Value value, const Target& target, std::int64_t& unreadable);

/// "2024-03-01 10:30:00" in UTC of a moment with or without a zone; nothing when it is none.
std::optional<std::string> utc_moment(std::string_view text);

}  // namespace askdb::federation
