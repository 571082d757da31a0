#pragma once

/// Which engine reads a file or folder: by its first bytes, or by its name.

#include <string>

namespace askdb {

/// The file starts as DuckDB's database files do.
bool is_duckdb_file(const std::string& path);

/// The name promises CSV, TSV, Parquet or JSON, perhaps as .gz or .zst.
bool has_data_name(const std::string& path);

/// The type of engine for what is at `path`: "duckdb" for its files, for data files and for
/// folders, "sqlite" for every other file, "" for nothing.
std::string engine_of_path(const std::string& path);

}  // namespace askdb
