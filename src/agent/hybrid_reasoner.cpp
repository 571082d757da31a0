#include "agent/hybrid_reasoner.hpp"

#include <utility>

namespace askdb {

void HybridReasoner::set_offline(const std::shared_ptr<const QuestionContext>& context,
                                 bool is_offline) {
  const std::lock_guard lock(mutex_);
  std::erase_if(offline_questions_, [](const auto& known) { return known.first.expired(); });
  offline_questions_[context] = is_offline;
}

bool HybridReasoner::is_offline(const std::shared_ptr<const QuestionContext>& context) {
  const std::lock_guard lock(mutex_);
  const auto known = offline_questions_.find(context);
  return known != offline_questions_.end() && known->second;
}

Task<Result<Understanding>> HybridReasoner::understand(
    std::shared_ptr<const QuestionContext> context, EventSink sink) {
  auto sure = co_await offline_->understand(context, sink);
  const bool has_sql = sure && sure->sql && sure->not_understood.empty();
  if (has_sql && sure->confidence == Confidence::kHigh) {
    set_offline(context, true);
    sure->engine = offline_->engine();
    co_return sure;
  }
  set_offline(context, false);
  auto understood = co_await llm_->understand(context, std::move(sink));
  if (understood) understood->engine = llm_->engine();
  co_return understood;
}

Task<Result<Reasoned<SqlGenerationResult>>> HybridReasoner::write_sql(
    std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) {
  set_offline(context, false);
  co_return co_await llm_->write_sql(std::move(context), std::move(task), std::move(progress));
}

Task<Result<Reasoned<ErrorAnalysis>>> HybridReasoner::analyse_error(
    std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) {
  set_offline(context, false);
  co_return co_await llm_->analyse_error(std::move(context), std::move(task), std::move(progress));
}

Task<Result<Reasoner::Conclusion>> HybridReasoner::conclude(
    std::shared_ptr<const QuestionContext> context, QueryPlan plan,
    std::vector<StepExecutionResult> results, int refinements_left, EventSink sink) {
  auto& engine = is_offline(context) ? *offline_ : *llm_;
  co_return co_await engine.conclude(std::move(context), std::move(plan), std::move(results),
                                     refinements_left, std::move(sink));
}

}  // namespace askdb
