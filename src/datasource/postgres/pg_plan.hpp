#pragma once

/// Reads what EXPLAIN says.

#include <libpq-fe.h>

#include "datasource/datasource.hpp"

namespace askdb::postgres {

/// Of EXPLAIN (FORMAT JSON). Fails with kOther for what is no plan.
Result<CostEstimate> read_plan(const PGresult* rows);

/// Of a plain EXPLAIN, as Redshift ("XN Limit  (cost=0.00..1.23 rows=10 width=4)") and CockroachDB
/// ("estimated row count: 1,000") write it: the first numbers that stand there, else 0.
CostEstimate read_text_plan(const PGresult* rows);

/// The same, of one text.
CostEstimate read_text_plan(std::string text);

/// EXPLAIN (FORMAT JSON) failed because the server does not know the form, or the statement is
/// wrong.
bool lacks_plan_format(const Error& error);

}  // namespace askdb::postgres
