#pragma once

/// A SQLite file. Blocking work runs on the pool of threads it is given.

#include <memory>
#include <string>

#include "datasource/datasource.hpp"
#include "datasource/sqlite/sqlite_pool.hpp"

namespace askdb {

class SqliteDatasource : public Datasource {
 public:
  /// Opens nothing yet. `threads` must outlive the datasource and all its tasks.
  SqliteDatasource(std::string name, std::string path, std::size_t max_connections,
                   BlockingPool& threads);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kSqlite; }
  std::string identity() const override;

  Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) override;
  Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) override;
  Task<Result<Database>> introspect(std::chrono::milliseconds timeout) override;
  Task<Result<std::string>> schema_fingerprint() override;
  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits limits) override;
  Task<Result<Health>> probe() override;
  /// Reads the file's schema itself; `schema` is not needed.
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database> schema) override;

 private:
  const std::string name_;
  const std::shared_ptr<SqlitePool> pool_;
  BlockingPool& threads_;
};

}  // namespace askdb
