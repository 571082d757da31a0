#pragma once

/// A MySQL or MariaDB server's database, or several of them. Waits on its sockets without holding
/// threads.

#include <memory>
#include <string>

#include "config/config.hpp"
#include "datasource/datasource.hpp"
#include "datasource/mysql/my_hints.hpp"
#include "datasource/mysql/my_session.hpp"

namespace askdb {

class MysqlDatasource : public Datasource {
 public:
  /// Connects to nothing yet. `threads` must outlive the datasource and all its tasks.
  MysqlDatasource(const DatasourceConfig& config, mysql::MyAddress address, BlockingPool& threads);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kMysql; }
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
  const std::shared_ptr<mysql::MySessions> sessions_;
  mysql::MyHints hints_;
};

}  // namespace askdb
