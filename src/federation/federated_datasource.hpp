#pragma once

/// One question's view of several databases: a statement in DuckDB's dialect over `database.table`
/// is taken apart, each database gives what is needed of it, and the statement runs over that in a
/// workspace. No database ever sees a statement about another one.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/datasource.hpp"
#include "federation/fetch_plan.hpp"
#include "federation/merged.hpp"
#include "federation/report.hpp"
#include "federation/workspace.hpp"

namespace askdb {

/// One of the databases. `source` must outlive its user.
struct FederatedSource {
  Datasource* source = nullptr;
  std::shared_ptr<const CatalogEntry> entry;
  GuardPolicy policy;  ///< What may be read; its `max_rows` does not matter here.
};

struct FederationSettings {
  federation::TransferLimits transfer;
  federation::WorkspaceLimits workspace;
  double max_cost = 1e8;  ///< Of one database's part, in its planner's unit.
};

/// Rows that an earlier step found, which a statement may read as a table.
struct EarlierRows {
  std::string table;  ///< "step_1"
  std::vector<Row> rows;
};

/// What all runs of one FederatedDatasource share.
struct Federation {
  std::vector<FederatedSource> sources;
  /// Over the sources' entries, in their order.
  federation::Merged merged;
  FederationSettings settings;
  std::vector<EarlierRows> earlier;
  /// Called on the question's executor as each part has arrived; may be empty.
  std::function<void(const SourcePart&)> on_part;
};

/// A statement taken apart and priced.
struct FederatedPlan {
  std::string sql;
  federation::Decomposition parts;
  std::vector<federation::Fetch> fetches;
  double total_cost = 0;
  std::string text;  ///< Readable: what each database is asked for.
};

/// The databases that a FederatedDatasource's name lists: "customer_db + loans_db".
std::vector<std::string> joined_databases(std::string_view name);

/// Serves one step of one question, one statement at a time.
class FederatedDatasource : public Datasource {
 public:
  /// `threads` outlives it.
  FederatedDatasource(Federation federation, BlockingPool& threads);

  const std::string& name() const override { return name_; }
  Dialect dialect() const override { return Dialect::kDuckdb; }

  /// Fails with kRefused, before anything is moved, when too much would have to be; and when more
  /// comes than was expected, rather than answering from a part. A database that fails is named.
  Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) override;
  Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) override;
  Task<Result<Database>> introspect(std::chrono::milliseconds timeout) override;
  Task<Result<std::string>> schema_fingerprint() override;
  Task<Result<std::vector<ColumnValues>>> distinct_values(std::shared_ptr<const Database> schema,
                                                          ValueLimits limits) override;
  Task<Result<Health>> probe() override;
  Result<std::shared_ptr<const Guard>> make_guard(std::shared_ptr<const Database> schema) override;

  const std::shared_ptr<const Database>& database() const { return federation_.merged.database; }
  /// Of the last statement that ran.
  const FederationReport& report() const { return report_; }

 private:
  Task<Result<FederatedPlan>> plan(std::string sql, RunLimits limits);
  Task<Result<bool>> run_plan(CheckedSql statement, RunLimits limits, RowSink sink);
  Task<void> price(std::size_t need, FederatedPlan* plan, RunLimits limits,
                   Result<CostEstimate>* found);

  Federation federation_;
  BlockingPool& threads_;
  std::string name_;
  std::optional<FederatedPlan> plan_;  // Of the statement that was estimated last.
  FederationReport report_;
};

namespace federation {

/// The table as its own database knows it.
const Table& original_table(const Federation& federation, std::size_t merged_table);

/// Checks the statement of one need by its database's own guard. Fails with kRefused, naming the
/// database.
Result<CheckedSql> checked_source(const Federation& federation, const Need& need,
                                  const std::string& keys);

/// The refusal of a part whose planner expects more work than `limit`.
Error too_expensive(const std::string& database, double cost, double limit);

/// `error` with the database's name in its message.
Error named(Error error, const std::string& database);

}  // namespace federation
}  // namespace askdb
