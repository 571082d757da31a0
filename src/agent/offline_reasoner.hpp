#pragma once

/// Thinks without a model: the linguist writes the SQL, and the answer is composed from the rows.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agent/joined_linguist.hpp"
#include "agent/reasoner.hpp"
#include "agent/routing.hpp"
#include "agent/schema_context.hpp"
#include "linguist/linguist.hpp"

namespace askdb {

class OfflineReasoner : public Reasoner {
 public:
  /// Indexes are built and questions translated on `pool`. References outlive the reasoner.
  OfflineReasoner(std::shared_ptr<SchemaContexts> schemas, BlockingPool& pool, const Clock& clock);

  std::string engine() const override { return "offline"; }

  /// Translates for the databases that fit best and takes the surest translation; where that leaves
  /// words unexplained, also for all databases that can be joined with the best one.
  Task<Result<Understanding>> understand(std::shared_ptr<const QuestionContext> context,
                                         EventSink sink) override;
  /// Always fails: the SQL comes with the plan, and there are no further steps.
  Task<Result<Reasoned<SqlGenerationResult>>> write_sql(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  /// Never recoverable: a statement of this engine that fails is its own fault.
  Task<Result<Reasoned<ErrorAnalysis>>> analyse_error(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  Task<Result<Conclusion>> conclude(std::shared_ptr<const QuestionContext> context, QueryPlan plan,
                                    std::vector<StepExecutionResult> results, int refinements_left,
                                    EventSink sink) override;

 private:
  /// The linguist of one catalogue entry; built once, by whoever needs it first.
  struct Slot {
    std::mutex building;
    std::shared_ptr<const CatalogEntry> entry;  // Guarded by building.
    std::shared_ptr<const Linguist> linguist;   // Guarded by building.
  };

  std::shared_ptr<const Linguist> linguist_of(const LinkedDatabase& database);
  /// Builds the engine over several databases in the background, from the second question on.
  void prepare_joined(const SchemaContext& schema);
  /// The databases ranked for the question; for a follow-up, ranked for what it stands for, and
  /// `continued` filled. A question that leaves the conversation gets no `previous_question`.
  Task<Result<SchemaContext>> continued_schema(std::shared_ptr<const QuestionContext> context,
                                               TranslationContext* before, Continued* continued);

  std::shared_ptr<SchemaContexts> schemas_;
  BlockingPool& pool_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>> slots_;  // Guarded by mutex_.
  std::atomic<bool> has_asked_ = false;
  std::shared_ptr<JoinedLinguist> joined_ = std::make_shared<JoinedLinguist>();
};

}  // namespace askdb
