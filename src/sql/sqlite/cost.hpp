#pragma once

/// How much work a statement is, from its compiled program.

#include <map>
#include <string>
#include <string_view>

#include "sql/sqlite/handle.hpp"

namespace askdb::sqlite {

/// Rows of tables by name in lower case.
using RowCounts = std::map<std::string, double>;

/// How often the innermost of the statement's nested loops would run. 0 for a statement without
/// nested loops: reading one table once is never too much. Index lookups count 10 rows.
/// Works on any handle that has the schema; tables missing from `rows` count a million rows.
double nested_loop_rows(sqlite3* handle, std::string_view sql, const RowCounts& rows);

}  // namespace askdb::sqlite
