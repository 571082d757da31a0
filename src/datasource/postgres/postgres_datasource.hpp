#pragma once

/// A PostgreSQL database, through libpq without blocking.

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "datasource/datasource.hpp"
#include "datasource/postgres/pg_session.hpp"

namespace askdb {

class PostgresDatasource : public Datasource {
 public:
  /// Connects to nothing yet. `threads` (name resolution, cancelling) must outlive the datasource
  /// and all its tasks.
  PostgresDatasource(const DatasourceConfig& config, BlockingPool& threads);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kPostgresql; }
  std::string identity() const override { return identity_; }

  Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) override;
  Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) override;
  Task<Result<Database>> introspect(std::chrono::milliseconds timeout) override;
  Task<Result<std::string>> schema_fingerprint() override;
  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits limits) override;
  Task<Result<Health>> probe() override;
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database> schema) override;

 private:
  Task<Result<bool>> stream_all(std::string sql, std::size_t max_rows, RunLimits limits,
                                RowSink sink);

  const std::string name_;
  const std::string identity_;
  const std::shared_ptr<postgres::PgSessions> sessions_;
};

}  // namespace askdb
