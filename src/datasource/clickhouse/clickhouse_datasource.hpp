#pragma once

/// The databases of a ClickHouse server, over its HTTP interface.

#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "datasource/clickhouse/ch_server.hpp"
#include "datasource/datasource.hpp"

namespace askdb {

class ClickhouseDatasource : public Datasource {
 public:
  /// The databases of `config.schemas`; else the address's; else all but the system's.
  ClickhouseDatasource(const DatasourceConfig& config,
                       std::shared_ptr<clickhouse::ChServer> server);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kClickhouse; }
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
  const std::string name_;
  const std::string identity_;
  const std::vector<std::string> databases_;
  const std::shared_ptr<clickhouse::ChServer> server_;
};

}  // namespace askdb
