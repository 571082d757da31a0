#pragma once

/// The values that text columns hold, bounded in rows and time.

#include <chrono>
#include <memory>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/mysql/my_session.hpp"

namespace askdb::mysql {

/// Fills the samples of text columns with few distinct values among the first 1,000 rows. Takes a
/// quarter of the time left at most; a table that cannot be read stays without.
Task<void> sample_columns(MyConnection& connection, Database& database,
                          std::chrono::steady_clock::time_point deadline);

/// Distinct values of the text columns of `schema`, most frequent first, as far as the time goes.
/// Tables of millions of rows are read in part.
Task<Result<std::vector<ColumnValues>>> read_values(std::shared_ptr<MySessions> sessions,
                                                    std::shared_ptr<const Database> schema,
                                                    ValueLimits limits);

}  // namespace askdb::mysql
