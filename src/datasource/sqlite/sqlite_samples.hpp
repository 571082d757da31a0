#pragma once

/// A look at the values of a SQLite table, bounded in rows and work.

#include "datasource/sqlite/run_control.hpp"
#include "sql/schema.hpp"
#include "sql/sqlite/handle.hpp"

namespace askdb {

/// Looks at up to 2,000 rows (the first and the last) of `table`: sets each column's kind by what
/// its values are, and the samples of text columns with few distinct values. A view that is slow to
/// read is left as it is.
void sample_table(sqlite3* handle, Table& table, RunControl& control);

}  // namespace askdb
