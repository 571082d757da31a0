#pragma once

/// Does what the step machine decides: asks the reasoner, the guard, a person and the database.

#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/budget.hpp"
#include "agent/orchestrator.hpp"
#include "agent/step_machine.hpp"
#include "federation/federated_datasource.hpp"
#include "federation/merged_cache.hpp"

namespace askdb {

/// What all steps of one question share. Lives as long as the question runs, on its strand.
struct StepShare {
  Reasoner& reasoner;
  Catalog& catalog;
  const DatasourceManager& datasources;
  const LimitsConfig& limits;
  const ApprovalConfig& approval;
  const std::map<std::string, GuardPolicy>& policies;
  const std::map<std::string, CachePolicy>& cache_policies;
  ResultCache& cache;
  bool is_fresh = false;
  federation::MergedCache& merged;
  const Clock& clock;
  std::shared_ptr<const QuestionContext> context;
  ApprovalMode mode;
  Approver approver;
  EventSink sink;
  QuestionBudget& budget;
  Understanding understanding;
  /// One person answers one request at a time; steps that run side by side queue here.
  asio::steady_timer turn;
  bool is_asking = false;
};

/// How a step ended; `error` when it failed.
struct StepOutcome {
  StepExecutionResult result;
  std::optional<Error> error;
};

/// One step under way.
class StepRun {
 public:
  /// `sql` when the reasoner already wrote the step's first statement. `share` outlives the run.
  StepRun(StepShare& share, PlanStep step, std::vector<StepExecutionResult> previous,
          std::optional<SqlGenerationResult> sql);

  /// Never fails itself: the outcome says what became of the step. Throws when cancelled.
  Task<StepOutcome> run();

 private:
  Task<std::optional<Error>> prepare();
  Task<std::optional<Error>> prepare_federated(std::vector<Datasource*> sources);
  void keep(Rows rows);
  Task<step::Event> perform(step::Action action);
  Task<step::Event> write();
  Task<step::Event> check(std::string sql);
  Task<step::Event> ask(std::string note);
  Task<step::Event> execute();
  Task<step::Event> analyse(std::string error);

  GuardPolicy rights() const;
  /// Empty: what it returns may not be kept.
  std::string cache_key(const CachePolicy& policy) const;
  Task<Result<Rows>> rows_of_checked();
  SqlTask task() const;
  ApprovalRequest request(const std::string& note) const;
  /// Notices become events, and usage is kept for a call that fails.
  ModelProgress progress();
  StageCost spent_cost() const;
  void start_stage(Stage stage) const;
  void finish_stage(Stage stage, StageCost cost, Clock::Instant started) const;
  void report(const step::Event& event, const step::Action& next) const;
  Error located(Error error) const;
  StepOutcome failed(Error error) const;

  StepShare& share_;
  PlanStep step_;
  std::vector<StepExecutionResult> previous_;
  std::optional<SqlGenerationResult> sql_;
  StepMachine machine_;
  std::unique_ptr<FederatedDatasource> federated_;  // Of a step over several databases.
  Datasource* source_ = nullptr;
  std::shared_ptr<const Database> database_;
  std::shared_ptr<const Guard> guard_;
  std::string reasoning_;
  std::vector<std::string> reasons_;
  std::string tried_;                  // The text that was checked last, passed or not.
  std::optional<CheckedSql> checked_;  // The text that passed last.
  std::optional<CostEstimate> estimate_;
  StepExecutionResult result_;
  TokenUsage spent_;  // By the model call under way.
};

}  // namespace askdb
