#pragma once

/// Schemas for people: a list of tables, or one table in full.

#include <string>

#include "face/terminal/screen.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// One line per table: name, rows, columns, what it holds.
std::string tables_text(const Database& database, const Screen& screen);
/// Columns with types, keys and comments.
std::string table_description(const Database& database, const Table& table, const Screen& screen);

}  // namespace askdb
