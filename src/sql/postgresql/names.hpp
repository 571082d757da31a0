#pragma once

/// The allow-lists of built-in names: functions.inc, operators.inc, types.inc.

#include <string>
#include <string_view>
#include <vector>

namespace askdb::postgresql {

bool is_allowed_function(std::string_view name);
bool is_allowed_operator(std::string_view name);
bool is_allowed_type(std::string_view name);

/// `alias.name` with this name may call a function of one argument that is not on the list, when
/// `name` is no column ("functional notation"): "pg_sleep".
bool may_call_by_dot(std::string_view name);

/// The allowed function nearest to `name`, or "".
std::string nearest_function(std::string_view name);

/// `parts` names a built-in: unqualified, or qualified with pg_catalog.
bool is_builtin_form(const std::vector<std::string>& parts);

}  // namespace askdb::postgresql
