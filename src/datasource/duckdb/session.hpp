#pragma once

/// One in-memory DuckDB with one connection. Blocks; used by one thread at a time.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "datasource/duckdb/library.hpp"

namespace askdb::duckdb {

/// `name` as an identifier, `text` as a literal.
std::string quoted_name(const std::string& name);
std::string quoted_text(const std::string& text);

class Session {
 public:
  /// `settings` as for DuckDB's SET: {"memory_limit", "256MB"}. Fails with kConfig.
  static Result<std::unique_ptr<Session>> open(const std::map<std::string, std::string>& settings);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  /// Runs statements and takes the last one's rows as text. Fails with kData and DuckDB's words.
  using TextRows = std::vector<std::vector<std::optional<std::string>>>;
  Result<TextRows> query(const std::string& sql, std::size_t columns = 0);

  /// Adds rows to a table whose columns are all VARCHAR.
  Result<Done> append(const std::string& table, const TextRows& rows);

 private:
  explicit Session(const Library& library) : library_(library) {}

  const Library& library_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace askdb::duckdb
