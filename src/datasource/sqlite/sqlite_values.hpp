#pragma once

/// SQLite's values and declared types as ours.

#include <sqlite3.h>

#include <string_view>
#include <vector>

#include "datasource/value.hpp"

namespace askdb {

/// What a declared type promises; kOther for none or an unknown one. SQLite itself enforces little.
ValueKind kind_of_declared(std::string_view type);

/// One cell of the current row. 0 and 1 of a column declared boolean are booleans; bytes are \x
/// hex.
Value read_value(sqlite3_stmt* statement, int column, ValueKind declared);

/// The head of a result: kinds from the declared types where the values agree, else from the values
/// (`rows` are the first ones). Text in which every value is an ISO date counts as dates.
std::vector<ResultColumn> result_columns(sqlite3_stmt* statement, const std::vector<Row>& rows);

/// What the values of one column are, or `declared` where they do not tell.
ValueKind kind_of_values(const std::vector<const Value*>& values, ValueKind declared);

}  // namespace askdb
