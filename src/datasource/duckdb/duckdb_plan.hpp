#pragma once

/// Reads EXPLAIN (FORMAT json) of DuckDB.

#include <string>

#include "datasource/datasource.hpp"

namespace askdb::duckdb {

/// Rows of the result, the rows that all steps handle together as the cost, and the plan as an
/// indented list. `text` that is no plan gives an empty estimate.
CostEstimate read_plan(const std::string& text);

}  // namespace askdb::duckdb
