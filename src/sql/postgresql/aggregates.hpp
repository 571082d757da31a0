#pragma once

/// Queries that return one row however many they read.

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// An aggregate (no window function) stands among the results of `query`, or it has HAVING.
bool has_aggregate(const PgQuery__SelectStmt& query);

}  // namespace askdb::postgresql
