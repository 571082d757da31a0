#pragma once

/// Reads what a DuckDB database holds.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "datasource/datasource.hpp"
#include "datasource/duckdb/run_control.hpp"

namespace askdb::duckdb {

/// Five catalogue queries, then a look at the rows of each table for sample values, as long as
/// `control` has time. The fingerprint is the caller's. Fails as statements do.
Result<Database> introspect_duckdb(Session& session, const std::string& name, RunControl& control);

/// Distinct texts by falling frequency. What was found when the time was over counts.
std::vector<ColumnValues> distinct_duckdb_values(Session& session, const Database& schema,
                                                 const ValueLimits& limits, RunControl& control);

}  // namespace askdb::duckdb
