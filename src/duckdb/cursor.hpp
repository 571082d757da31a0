#pragma once

/// A running statement of DuckDB: its columns, and its rows a chunk at a time.

#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "duckdb/library.hpp"
#include "duckdb/types.hpp"

namespace askdb::duckdb {

struct CursorColumn {
  std::string name;
  Type type;
};

/// Blocks; belongs to the thread that uses its session.
class Cursor {
 public:
  /// For `Session::stream`. Parameters are bound in their order.
  static Result<Cursor> start(const Library& library, duckdb_connection connection,
                              const std::string& sql, const Row& parameters);
  Cursor(Cursor&& other) noexcept;
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor();

  const std::vector<CursorColumn>& columns() const { return columns_; }

  /// The next rows, at most 2048; none at the end. A value is what `value_at` makes of it. Fails
  /// as `failure` says; after that, and after the end, there are no more rows.
  Result<std::vector<Row>> next();

 private:
  explicit Cursor(const Library& library) : library_(library) {}

  const Library& library_;
  duckdb_prepared_statement statement_ = nullptr;
  duckdb_result result_{};
  bool is_open_ = false;
  std::vector<CursorColumn> columns_;
};

}  // namespace askdb::duckdb
