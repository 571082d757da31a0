#pragma once

/// A DuckDB database file, or CSV, TSV, Parquet and JSON files as tables. Blocking work runs on the
/// pool of threads it is given.

#include <memory>
#include <string>

#include "datasource/datasource.hpp"
#include "datasource/duckdb/duckdb_store.hpp"

namespace askdb {

class DuckdbDatasource : public Datasource {
 public:
  /// `path` is a file or a folder. Opens nothing yet. `threads` must outlive the datasource and all
  /// its tasks.
  DuckdbDatasource(std::string name, std::string path, BlockingPool& threads);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kDuckdb; }
  std::string identity() const override;

  Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) override;
  /// The cost is the number of rows that all steps of the plan are expected to handle.
  Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) override;
  Task<Result<Database>> introspect(std::chrono::milliseconds timeout) override;
  Task<Result<std::string>> schema_fingerprint() override;
  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits limits) override;
  Task<Result<Health>> probe() override;
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database> schema) override;

 private:
  const std::string name_;
  const std::shared_ptr<duckdb::DuckdbStore> store_;
  BlockingPool& threads_;
};

}  // namespace askdb
