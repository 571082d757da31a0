#pragma once

/// How many rows a table has, without counting many.

#include <sqlite3.h>

#include <optional>
#include <string>

namespace askdb::sqlite {

/// From sqlite_stat1, else the largest rowid, else (tables without rowid) a count that gives up
/// after about 100,000 rows. Empty for what cannot be counted.
std::optional<double> estimate_rows(sqlite3* handle, const std::string& table);

}  // namespace askdb::sqlite
