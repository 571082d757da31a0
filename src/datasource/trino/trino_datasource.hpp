#pragma once

/// One catalogue of a Trino cluster.

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "datasource/datasource.hpp"
#include "datasource/trino/trino_server.hpp"

namespace askdb {

class TrinoDatasource : public Datasource {
 public:
  TrinoDatasource(const DatasourceConfig& config, std::shared_ptr<trino::TrinoServer> server);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kTrino; }
  std::string identity() const override { return identity_; }

  /// Trino has no read-only transactions: its analyser sees the statement first (EXPLAIN (TYPE
  /// VALIDATE)), and what it takes for a change is ended at once.
  Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) override;
  Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) override;
  Task<Result<Database>> introspect(std::chrono::milliseconds timeout) override;
  Task<Result<std::string>> schema_fingerprint() override;
  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits limits) override;
  Task<Result<Health>> probe() override;
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database> schema) override;

 private:
  const std::string name_;
  const std::string identity_;
  const std::vector<std::string> schemas_;
  const std::shared_ptr<trino::TrinoServer> server_;
};

}  // namespace askdb
