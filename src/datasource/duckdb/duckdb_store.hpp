#pragma once

/// What a datasource of DuckDB reads: a database file, or data files.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "datasource/duckdb/data_files.hpp"
#include "duckdb/session.hpp"

namespace askdb::duckdb {

/// Hands out sessions. Thread-safe. Blocks while a file is opened or loaded.
class DuckdbStore {
 public:
  explicit DuckdbStore(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  /// A session on the data as they are now: files that have changed are loaded again. A database
  /// file is open only while somebody has a session, so that others may write to it between
  /// questions. Fails with kConnection, kConfig or kData.
  Result<std::unique_ptr<Session>> session();

  /// Changes when the schema of the database file does, or when one of the files does. Fails as
  /// `session` does.
  Result<std::string> fingerprint();

  /// Files that are no tables, as of the last `session`.
  std::vector<SkippedFile> skipped() const;

 private:
  Result<std::shared_ptr<Instance>> open_database() const;

  const std::string path_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::shared_ptr<Instance> files_;
  std::weak_ptr<Instance> database_;
  std::string loaded_;  ///< Fingerprint of what `files_` holds.
  std::vector<SkippedFile> skipped_;
};

}  // namespace askdb::duckdb
