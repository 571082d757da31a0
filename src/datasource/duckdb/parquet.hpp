#pragma once

/// Results as Apache Parquet files, written by DuckDB.

#include <string>

#include "datasource/value.hpp"

namespace askdb::duckdb {

/// The bytes of a Parquet file with `rows`. Columns keep their types (whole numbers, decimals with
/// their digits, dates, timestamps, booleans, UUIDs, bytes); one that holds a value which is not of
/// its type is text. A column name that comes twice gets "_2". Blocks; fails with kConfig without
/// DuckDB, and with kOther when no temporary file can be written.
Result<std::string> parquet_text(const Rows& rows);

}  // namespace askdb::duckdb
