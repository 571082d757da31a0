#pragma once

/// The allow-lists of built-in names: functions.inc, operators.inc, types.inc. All ignore case.

#include <string>
#include <string_view>

namespace askdb::duckdb {

bool is_allowed_function(std::string_view name);
bool is_aggregate(std::string_view name);
/// May stand in FROM: "unnest", "range", "json_each", …
bool is_allowed_table_function(std::string_view name);
bool is_allowed_operator(std::string_view name);
bool is_allowed_type(std::string_view name);
/// A bare name that DuckDB takes for a function when it is no column: "current_date".
bool is_allowed_value(std::string_view name);
bool is_forbidden_value(std::string_view name);
/// The allowed function nearest to `name`, or "".
std::string nearest_function(std::string_view name);

}  // namespace askdb::duckdb
