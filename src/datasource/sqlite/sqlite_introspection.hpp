#pragma once

/// What a SQLite file holds, read through a handle that no authorizer watches.

#include <string>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/sqlite/run_control.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb {

/// The whole schema; `path` is for messages. Catalogue queries are few and the same for any number
/// of tables; each table is then looked into once for value kinds and samples. What the `control`'s
/// deadline leaves no time for stays unsampled.
Result<Database> introspect_sqlite(sqlite3* handle, const std::string& name,
                                   const std::string& path, RunControl& control);

/// A digest of all definitions.
std::string sqlite_fingerprint(sqlite3* handle);

/// Distinct values of text columns, most frequent first. Columns not reached in time are left out.
std::vector<ColumnValues> distinct_sqlite_values(sqlite3* handle, const Database& schema,
                                                 const ValueLimits& limits, RunControl& control);

}  // namespace askdb
