#include "datasource/duckdb/duckdb_store.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "config/file_kind.hpp"
#include "datasource/duckdb/file_tables.hpp"

namespace askdb::duckdb {

Result<std::unique_ptr<Session>> DuckdbStore::session() {
  const std::scoped_lock lock(mutex_);
  if (is_duckdb_file(path_)) {
    auto open = database_.lock();
    if (open == nullptr) {
      auto opened = open_database();
      if (!opened) return opened.error();
      open = *std::move(opened);
      database_ = open;
    }
    return open->connect();
  }
  const auto now = files_fingerprint(path_);
  if (files_ == nullptr || now != loaded_) {
    auto tables = open_files(path_);
    if (!tables) return tables.error();
    files_ = std::move(tables->instance);
    skipped_ = std::move(tables->skipped);
    loaded_ = now;
  }
  return files_->connect();
}

Result<std::shared_ptr<Instance>> DuckdbStore::open_database() const {
  auto opened = open_for_questions(path_, {});
  if (opened) return opened;
  Error error = opened.error();
  if (error.detail.find("lock") != std::string::npos) {
    error.message = "The database file \"" + path_ + "\" is in use by a program that writes to it.";
    error.next_step = "Ask again when that program has closed it.";
  } else {
    error.message = "The database file \"" + path_ + "\" could not be opened.";
    error.next_step = "Check that it is complete, and was written by DuckDB 1.4 or older.";
  }
  return error;
}

std::string DuckdbStore::fingerprint() const {
  if (!is_duckdb_file(path_)) return files_fingerprint(path_);
  std::string text = "1\n";  // Grows when introspection learns to see more.
  for (const auto& path : {path_, path_ + ".wal"}) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    text += failed ? "none\n" : std::to_string(size);
    const auto time = std::filesystem::last_write_time(path, failed);
    if (!failed) text += " " + std::to_string(time.time_since_epoch().count()) + "\n";
  }
  return askdb::fingerprint(text);
}

std::vector<SkippedFile> DuckdbStore::skipped() const {
  const std::scoped_lock lock(mutex_);
  return skipped_;
}

}  // namespace askdb::duckdb
