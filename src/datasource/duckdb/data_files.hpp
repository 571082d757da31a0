#pragma once

/// CSV, TSV, Parquet and JSON files that are opened as tables.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace askdb::duckdb {

enum class FileFormat { kDelimited, kParquet, kJson };

/// The format that a file's name promises, ".gz" and ".zst" left aside.
struct DataFile {
  std::filesystem::path path;
  FileFormat format = FileFormat::kDelimited;
  std::string stem;  ///< Its name without endings: "orders_2024".
  std::uintmax_t size = 0;
};

/// A file that is no table, and why.
struct SkippedFile {
  std::string name;
  std::string reason;
};

struct DataFiles {
  std::vector<DataFile> files;  ///< By name.
  std::vector<SkippedFile> skipped;
};

/// The file at `path`, or those of the folder at `path` (not of folders in it). Fails with
/// kConnection when nothing is there, and with kConfig when it is no data.
Result<DataFiles> find_data_files(const std::string& path);

/// Paths, sizes and times of change: changes when a file does.
std::string files_fingerprint(const std::string& path);

/// `stem` as a name that needs no quotes: "Sales 2024 (final)" becomes "Sales_2024_final".
std::string table_name_of(const std::string& stem);

/// `stem` without the number or date at its end: "orders_2024-03" becomes "orders"; "" when it has
/// none or is nothing else.
std::string series_name_of(const std::string& stem);

}  // namespace askdb::duckdb
