#pragma once

/// Statements that a person typed: under the same guard, the same limits and the same deadlines as
/// those of a question.
///
/// They are for one database, or for several that they join: then these are named as a step over
/// them is ("customer_db + loans_db"), and the statement is DuckDB's over `database.table`.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "datasource/manager.hpp"
#include "federation/federated_datasource.hpp"
#include "federation/merged_cache.hpp"

namespace askdb {

/// A statement that may run, and what the planner expects of it.
struct JudgedStatement {
  CheckedSql statement;
  CostEstimate estimate;
  Datasource* source = nullptr;                 ///< Runs it.
  std::unique_ptr<FederatedDatasource> joined;  ///< What `source` is when there are several.
};

struct StatementRows {
  Rows rows;
  FederationReport report;  ///< Empty for a statement over one database.
};

class Statements {
 public:
  /// All outlive it.
  Statements(Catalog& catalog, const DatasourceManager& datasources, const Config& config);

  /// The first of `databases` that there is not; nothing when all are known.
  std::optional<std::string> unknown_in(const std::string& databases) const;

  /// The guard's word and the cost limit's. `max_rows` 0: as configured; never more than that.
  /// Fails with kInput for an unknown database, or as a database fails.
  Task<Result<std::variant<JudgedStatement, Refusal>>> check(std::string databases, std::string sql,
                                                             std::size_t max_rows);
  /// Fails as `Datasource::run`. Cancelling cancels the statement. Several databases are asked side
  /// by side on the caller's executor, which must be a strand or have one thread.
  Task<Result<StatementRows>> run(JudgedStatement judged);

 private:
  /// What a statement is judged by and runs on.
  struct Target {
    Datasource* source = nullptr;
    std::unique_ptr<FederatedDatasource> joined;
    std::shared_ptr<const Guard> guard;
    GuardPolicy policy;
  };
  Task<Result<Target>> target(std::string databases);
  Task<Result<Target>> joined_target(std::vector<Datasource*> sources);

  Catalog& catalog_;
  const DatasourceManager& datasources_;
  const LimitsConfig& limits_;
  std::map<std::string, GuardPolicy> policies_;  // By datasource name.
  federation::MergedCache merged_;
};

}  // namespace askdb
