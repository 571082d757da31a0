#pragma once

/// Reads EXPLAIN FORMAT=JSON of MySQL and MariaDB.
///
/// MySQL gives a cost ("query_cost"), which is taken. MariaDB's JSON has none (10.11) or one in
/// another unit (11), so the cost is then the number of rows that the plan looks at: a nested loop
/// reads a table once for each combination of rows of the tables before it, which is the sum over
/// its tables of the product of the rows up to there. A derived table is made once; a subquery that
/// depends on the outer row is run once for each. So a join without a condition costs the product
/// of the tables' rows.

#include <string>

#include "datasource/datasource.hpp"

namespace askdb::mysql {

/// Fails with kOther when `text` is no such plan.
Result<CostEstimate> read_plan(const std::string& text);

}  // namespace askdb::mysql
