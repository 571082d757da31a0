#pragma once

/// One question under way: everything between its arrival and its Answer.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/budget.hpp"
#include "agent/orchestrator.hpp"
#include "agent/step_runner.hpp"

namespace askdb {

/// What a question needs of the Orchestrator; all of it outlives the question.
struct QuestionServices {
  Reasoner& reasoner;
  Catalog& catalog;
  const DatasourceManager& datasources;
  const LimitsConfig& limits;
  const ApprovalConfig& approval;
  const std::map<std::string, GuardPolicy>& policies;
  const std::map<std::string, CachePolicy>& cache_policies;
  ResultCache& cache;
  federation::MergedCache& merged;
  const Clock& clock;
};

/// Runs on one strand, so it needs no locks.
class QuestionRun {
 public:
  QuestionRun(const asio::any_io_executor& strand, QuestionServices services, Question question,
              EventSink sink);

  /// The whole way; emits the Answer as the last event and returns it. Never throws.
  Task<Answer> answer();

 private:
  struct Slot {
    PlanStep step;
    asio::steady_timer done;  // Cancelled when the step has ended.
    std::optional<StepOutcome> outcome;
  };

  void choose_scope(QuestionContext& context) const;
  Task<void> guarded();
  Task<void> pipeline();
  Task<void> run_steps(std::size_t from);
  Task<void> run_slot(std::size_t index);
  Task<bool> conclude();

  /// True when no data is needed: rejected, answered directly, or to be clarified.
  bool settle(const Understanding& understanding);
  bool has_results() const;
  void conclude_with(const Reasoner::Conclusion& conclusion);
  void fail(const Error& error);
  void fail_with_steps();
  void tell_truncation();
  void tell_cached();
  void finish(bool was_cancelled);
  /// What every event of this question passes: adds times and tokens.
  void emit(Event event);
  std::vector<StepExecutionResult> results() const;

  QuestionServices services_;
  Question question_;
  EventSink sink_;
  Clock::Instant started_;
  QuestionBudget budget_;
  asio::any_io_executor strand_;
  std::shared_ptr<const QuestionContext> context_;
  std::optional<StepShare> share_;
  std::optional<SqlGenerationResult> first_sql_;
  QueryPlan plan_;
  std::vector<std::unique_ptr<Slot>> slots_;
  int refinements_left_ = 0;
  Answer answer_;
  std::optional<Error> failure_;
};

}  // namespace askdb
