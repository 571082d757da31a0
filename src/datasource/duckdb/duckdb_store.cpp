#include "datasource/duckdb/duckdb_store.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "config/file_kind.hpp"
#include "datasource/duckdb/file_tables.hpp"

namespace askdb::duckdb {
namespace {

/// Everything that a change of the schema changes, and a change of rows does not.
constexpr const char* kSchemaText = R"(
SELECT 'table' AS what, schema_name, table_name AS name, sql, comment
  FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
UNION ALL SELECT 'view', schema_name, view_name, sql, comment
  FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
UNION ALL SELECT 'column', schema_name, table_name || '.' || column_name, data_type, comment
  FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal
UNION ALL SELECT 'index', schema_name, index_name, sql, comment
  FROM duckdb_indexes() WHERE database_name = current_database()
UNION ALL SELECT 'type', schema_name, type_name, labels::VARCHAR, comment
  FROM duckdb_types() WHERE database_name = current_database() AND NOT internal
UNION ALL SELECT 'macro', schema_name, function_name, macro_definition, parameters::VARCHAR
  FROM duckdb_functions() WHERE database_name = current_database() AND NOT internal
ORDER BY ALL)";

}  // namespace

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

Result<std::string> DuckdbStore::fingerprint() {
  if (!is_duckdb_file(path_)) return files_fingerprint(path_);
  const auto opened = session();
  if (!opened) return opened.error();
  const auto found = (*opened)->rows(kSchemaText);
  if (!found) return found.error();
  std::string text = "2\n";  // Grows when introspection learns to see more.
  for (const auto& row : *found) {
    for (const auto& value : row) text += to_text(value) + "\n";
  }
  return askdb::fingerprint(text);
}

std::vector<SkippedFile> DuckdbStore::skipped() const {
  const std::scoped_lock lock(mutex_);
  return skipped_;
}

}  // namespace askdb::duckdb
