#pragma once

/// The values that PostgreSQL's text columns hold, bounded in rows and time.

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/postgres/pg_session.hpp"

namespace askdb::postgres {

/// Fills the samples of text columns with few distinct values among the first 1,000 rows, for
/// tables that are not in `analysed` (schema, table). Takes a quarter of the time left at most; a
/// table that cannot be read stays without. The session's transaction may be over afterwards.
Task<void> sample_columns(PgConnection& connection, Database& database,
                          const std::set<std::pair<std::string, std::string>>& analysed,
                          std::chrono::steady_clock::time_point deadline);

/// Distinct values of the text columns of `schema`, most frequent first, as far as the time goes.
/// Tables of millions of rows are read in part.
Task<Result<std::vector<ColumnValues>>> read_values(std::shared_ptr<PgSessions> sessions,
                                                    std::shared_ptr<const Database> schema,
                                                    ValueLimits limits);

}  // namespace askdb::postgres
