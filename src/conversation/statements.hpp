#pragma once

/// Statements that a person typed: under the same guard, the same limits and the same deadlines as
/// those of a question.

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "datasource/manager.hpp"

namespace askdb {

/// A statement that may run, and what the database's planner expects of it.
struct JudgedStatement {
  CheckedSql statement;
  CostEstimate estimate;
};

class Statements {
 public:
  /// All outlive it.
  Statements(Catalog& catalog, const DatasourceManager& datasources, const Config& config)
      : catalog_(catalog), datasources_(datasources), config_(config) {}

  /// Null: there is no database of that name.
  Datasource* database(const std::string& name) const { return datasources_.find(name); }

  /// The guard's word and the cost limit's. `max_rows` 0: as configured; never more than that.
  /// Fails with kInput for an unknown database, or as the database fails.
  Task<Result<std::variant<JudgedStatement, Refusal>>> check(std::string database, std::string sql,
                                                             std::size_t max_rows);
  /// Fails as `Datasource::run`. Cancelling cancels the statement.
  Task<Result<Rows>> run(std::string database, CheckedSql statement);

 private:
  Catalog& catalog_;
  const DatasourceManager& datasources_;
  const Config& config_;
};

}  // namespace askdb
