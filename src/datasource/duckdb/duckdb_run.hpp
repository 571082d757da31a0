#pragma once

/// One statement under way on a DuckDB datasource.

#include <memory>
#include <optional>
#include <vector>

#include "datasource/datasource.hpp"
#include "datasource/duckdb/duckdb_store.hpp"
#include "datasource/duckdb/run_control.hpp"

namespace askdb::duckdb {

/// Moves between the threads that step it, one at a time; only `cancel` may come from elsewhere.
class DuckdbRun {
 public:
  DuckdbRun(std::shared_ptr<DuckdbStore> store, CheckedSql sql, RunLimits limits)
      : store_(std::move(store)), sql_(std::move(sql)), limits_(limits), control_(limits.timeout) {}
  DuckdbRun(const DuckdbRun&) = delete;
  DuckdbRun& operator=(const DuckdbRun&) = delete;
  ~DuckdbRun();

  void cancel() { control_.cancel(); }

  /// The next rows; none, or `is_done`, mean the end.
  Result<std::vector<Row>> next();
  bool is_done() const { return is_done_; }
  bool is_truncated() const { return is_truncated_; }
  const std::vector<ResultColumn>& columns() const { return columns_; }

 private:
  Result<Done> open();
  void cut(std::vector<Row>& rows);

  const std::shared_ptr<DuckdbStore> store_;
  const CheckedSql sql_;
  const RunLimits limits_;
  RunControl control_;
  std::unique_ptr<Session> session_;
  std::optional<Cursor> cursor_;
  std::vector<ResultColumn> columns_;
  std::size_t taken_ = 0;
  std::size_t bytes_ = 0;
  bool is_done_ = false;
  bool is_truncated_ = false;
};

}  // namespace askdb::duckdb
