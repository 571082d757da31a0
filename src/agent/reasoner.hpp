#pragma once

/// Who thinks: a language model or the offline engine, behind one interface.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "agent/event.hpp"
#include "agent/roles.hpp"
#include "base/clock.hpp"
#include "base/task.hpp"
#include "catalog/link.hpp"

namespace askdb {

/// One earlier exchange of the conversation.
struct Turn {
  std::string question;
  std::string answer;
  std::vector<std::string> sql;
  /// The question as the engine understood it, with earlier follow-ups applied.
  std::string understood_as;
  std::vector<std::string> databases;  ///< Those that answered it.
};

/// A question with all that the roles may look at. Shared by all stages; immutable.
struct QuestionContext {
  std::string question;
  std::vector<Turn> history;           ///< Oldest first; roles use the last few.
  std::vector<std::string> databases;  ///< Restrict to these; empty: all configured.
  std::string area;                    ///< Restrict to this subject area; empty: all tables.
  Clock::WallTime now;
  std::string language;   ///< BCP 47 guess from the question's words.
  bool is_debug = false;  ///< Stage costs carry the full communication.
};

/// What a model call or engine stage cost, for `StageFinished`.
struct StageCost {
  std::string model;
  TokenUsage tokens;
  std::optional<json::value> communication;
};

template <class T>
struct Reasoned {
  T value;
  StageCost cost;
};

/// Everything the first round found. `sql` is present when the reasoner already wrote the SQL of a
/// one-step plan (profile fused, offline engine).
struct Understanding {
  ValidationResult validation;
  std::optional<DecisionResult> decision;
  std::optional<QueryPlan> plan;
  std::optional<SqlGenerationResult> sql;
  Confidence confidence = Confidence::kMedium;
  std::vector<std::string> assumptions;
  std::vector<std::string> not_understood;
  std::vector<std::string> suggestions;
  std::vector<std::string> notes;  ///< What was left out, as a database that cannot be reached.
  std::string understood_as;
  /// Names of the defined business terms that the question uses; smart approval wants some.
  std::vector<std::string> semantics_detected;
  std::string engine;  ///< Who understood it, where a reasoner has several; else empty.
};

/// What SQL writing and repair look at.
struct SqlTask {
  PlanStep step;
  std::vector<StepExecutionResult> previous;  ///< Results of earlier steps.
  int attempt = 1;
  std::string failed_sql;  ///< Attempt > 1: what failed, and how.
  std::string error;
  std::string earlier_sql;  ///< One attempt before that.
  std::string earlier_error;
};

class Reasoner {
 public:
  virtual ~Reasoner() = default;
  virtual std::string engine() const = 0;  ///< "llm" or "offline".

  /// validate, decide, plan: in one call or three, as the profile says. Emits its own stage events
  /// through `sink`, because only it knows how many calls it makes.
  virtual Task<Result<Understanding>> understand(std::shared_ptr<const QuestionContext> context,
                                                 EventSink sink) = 0;

  virtual Task<Result<Reasoned<SqlGenerationResult>>> write_sql(
      std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) = 0;

  virtual Task<Result<Reasoned<ErrorAnalysis>>> analyse_error(
      std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) = 0;

  /// Looks at the results so far: is the question answered, or is a further step needed?
  /// `refinements_left` = 0: it must answer. The summary is present with a final answer.
  struct Conclusion {
    Interpretation interpretation;
    std::optional<SummaryResult> summary;
    std::vector<std::string> suggestions;
  };
  virtual Task<Result<Conclusion>> conclude(std::shared_ptr<const QuestionContext> context,
                                            QueryPlan plan,
                                            std::vector<StepExecutionResult> results,
                                            int refinements_left, EventSink sink) = 0;
};

}  // namespace askdb
