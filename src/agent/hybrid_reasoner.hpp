#pragma once

/// Lets the offline engine answer what it is sure of, and a language model do the rest.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agent/reasoner.hpp"

namespace askdb {

class HybridReasoner : public Reasoner {
 public:
  HybridReasoner(std::unique_ptr<Reasoner> offline, std::unique_ptr<Reasoner> llm)
      : offline_(std::move(offline)), llm_(std::move(llm)) {}

  std::string engine() const override { return "hybrid"; }

  Task<Result<Understanding>> understand(std::shared_ptr<const QuestionContext> context,
                                         EventSink sink) override;
  Task<Result<Reasoned<SqlGenerationResult>>> write_sql(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  /// Repairs with the model whoever wrote the statement; the model then concludes as well.
  Task<Result<Reasoned<ErrorAnalysis>>> analyse_error(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  Task<Result<Conclusion>> conclude(std::shared_ptr<const QuestionContext> context, QueryPlan plan,
                                    std::vector<StepExecutionResult> results, int refinements_left,
                                    EventSink sink) override;

 private:
  void set_offline(const std::shared_ptr<const QuestionContext>& context, bool is_offline);
  bool is_offline(const std::shared_ptr<const QuestionContext>& context);

  std::unique_ptr<Reasoner> offline_;
  std::unique_ptr<Reasoner> llm_;
  std::mutex mutex_;
  /// Questions under way that the offline engine answers. Guarded by mutex_.
  std::map<std::weak_ptr<const QuestionContext>, bool, std::owner_less<>> offline_questions_;
};

}  // namespace askdb
