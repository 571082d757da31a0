#pragma once

/// Data files as tables of a database of its own.
///
/// Text files (CSV, TSV, JSON) are loaded once, so that every question sees the same types and none
/// reads the text again; Parquet files stay where they are, behind a view. The tables are made in a
/// temporary database file, which is then opened read-only: DuckDB itself refuses every write, and
/// can reach no file but the Parquet files of the views.

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "datasource/duckdb/data_files.hpp"
#include "duckdb/instance.hpp"

namespace askdb::duckdb {

struct FileTables {
  std::shared_ptr<Instance> instance;
  std::vector<SkippedFile> skipped;
};

/// Opens the file or folder at `path`. Blocks while text files are read. Fails with kConnection,
/// kConfig, or kData when no file can be read as what its name says.
Result<FileTables> open_files(const std::string& path);

/// Opens a database file read-only, within limits of memory and disk. Nothing beside it can be
/// reached but the files of `allowed`, and no setting changed. Fails with kConnection.
Result<std::shared_ptr<Instance>> open_for_questions(const std::string& path,
                                                     const std::vector<std::string>& allowed);

}  // namespace askdb::duckdb
