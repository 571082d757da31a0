#pragma once

/// Thinks with language models. Profile `fused`: two calls for a one-step question. Profile
/// `classic`: one call per stage, each with the tier that its prompt names.

#include <memory>
#include <string>
#include <vector>

#include "agent/reasoner.hpp"
#include "agent/schema_context.hpp"
#include "config/config.hpp"
#include "llm/make_model.hpp"
#include "llm/prompt.hpp"

namespace askdb {

/// The prompts this reasoner fills, with their variables: what `prompts/` must hold.
std::vector<PromptSpec> reasoner_prompts();

class LlmReasoner : public Reasoner {
 public:
  /// `models` must not be empty. References outlive the reasoner.
  LlmReasoner(const Config& config, PromptLibrary prompts, ModelTiers models,
              std::shared_ptr<SchemaContexts> schemas, const Clock& clock);

  std::string engine() const override { return "llm"; }

  Task<Result<Understanding>> understand(std::shared_ptr<const QuestionContext> context,
                                         EventSink sink) override;
  Task<Result<Reasoned<SqlGenerationResult>>> write_sql(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  Task<Result<Reasoned<ErrorAnalysis>>> analyse_error(
      std::shared_ptr<const QuestionContext> context, SqlTask task,
      ModelProgress progress) override;
  Task<Result<Conclusion>> conclude(std::shared_ptr<const QuestionContext> context, QueryPlan plan,
                                    std::vector<StepExecutionResult> results, int refinements_left,
                                    EventSink sink) override;

 private:
  using Values = std::map<std::string, std::string>;

  /// One call: fills the prompt, asks the model of its tier for a `T`.
  template <class T>
  Task<Result<Reasoned<T>>> call(std::string prompt, std::string shape, Values values,
                                 bool is_debug, ModelProgress progress);
  /// The same as a stage of its own, with its events.
  template <class T>
  Task<Result<T>> staged(Stage stage, std::string prompt, std::string shape, Values values,
                         bool is_debug, EventSink sink, ModelProgress progress);

  Task<Result<Understanding>> understand_fused(std::shared_ptr<const QuestionContext> context,
                                               SchemaContext schema, EventSink sink);
  Task<Result<Understanding>> understand_classic(std::shared_ptr<const QuestionContext> context,
                                                 SchemaContext schema, EventSink sink);
  Values question_values(const QuestionContext& context) const;
  Task<Result<Values>> step_values(std::shared_ptr<const QuestionContext> context, SqlTask task);

  PipelineProfile profile_;
  LimitsConfig limits_;
  PromptLibrary prompts_;
  ModelTiers models_;
  std::shared_ptr<SchemaContexts> schemas_;
  const Clock& clock_;
};

}  // namespace askdb
