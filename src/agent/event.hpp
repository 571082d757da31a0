#pragma once

/// The only way out of the orchestrator: typed events, in order, one stream per question.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "agent/roles.hpp"
#include "llm/model.hpp"

namespace askdb {

enum class Stage {
  kValidation,
  kDecision,
  kPlanning,
  kSqlGeneration,
  kGuard,
  kApproval,
  kExecution,
  kErrorAnalysis,
  kInterpretation,
  kSummary
};
BOOST_DESCRIBE_ENUM(Stage, kValidation, kDecision, kPlanning, kSqlGeneration, kGuard, kApproval,
                    kExecution, kErrorAnalysis, kInterpretation, kSummary)

/// How a question ended: the seeds' outcomes.
enum class Outcome {
  kAnswer,
  kRejection,
  kDirectAnswer,
  kClarification,
  kDatasourceError,
  kExecutionError,
  kError
};
BOOST_DESCRIBE_ENUM(Outcome, kAnswer, kRejection, kDirectAnswer, kClarification, kDatasourceError,
                    kExecutionError, kError)

struct StageStarted {
  Stage stage = Stage::kValidation;
  std::optional<int> step;
};
BOOST_DESCRIBE_STRUCT(StageStarted, (), (stage, step))

/// One model call or engine stage that ended; what the debug panel shows.
struct StageFinished {
  Stage stage = Stage::kValidation;
  std::optional<int> step;
  std::optional<int> attempt;
  std::string model;  ///< "weak", "planning", "developer", or "offline".
  std::int64_t elapsed_ms = 0;
  std::int64_t pipeline_time_ms = 0;
  TokenUsage tokens;
  /// Only when debugging is on: {model, system_prompt, messages, response, temperature}.
  std::optional<json::value> communication;
};
BOOST_DESCRIBE_STRUCT(StageFinished, (),
                      (stage, step, attempt, model, elapsed_ms, pipeline_time_ms, tokens,
                       communication))

struct PlanMade {
  QueryPlan plan;
};
BOOST_DESCRIBE_STRUCT(PlanMade, (), (plan))

struct SqlWritten {
  int step = 1;
  int attempt = 1;
  std::string database;
  std::string sql;
  std::string reasoning;
};
BOOST_DESCRIBE_STRUCT(SqlWritten, (), (step, attempt, database, sql, reasoning))

struct SqlRefused {
  int step = 1;
  int attempt = 1;
  std::string sql;
  std::string rule;
  std::string message;
  std::string instead;
};
BOOST_DESCRIBE_STRUCT(SqlRefused, (), (step, attempt, sql, rule, message, instead))

/// Asks a person. `reasons` say why it asks. Facts, assumptions and unknowns: at most 5, 3, 3.
struct ApprovalRequest {
  std::string id;
  int step = 1;
  std::string database;
  std::string sql;
  std::vector<std::string> reasons;
  int confidence_percent = 0;
  std::optional<double> estimated_rows;
  std::optional<double> estimated_cost;
  std::vector<std::string> facts;
  std::vector<std::string> assumptions;
  std::vector<std::string> unknowns;
};
BOOST_DESCRIBE_STRUCT(ApprovalRequest, (),
                      (id, step, database, sql, reasons, confidence_percent, estimated_rows,
                       estimated_cost, facts, assumptions, unknowns))

struct StepFailed {
  int step = 1;
  int attempt = 1;
  std::string error;
  ErrorType error_type = ErrorType::kOther;
  bool will_retry = false;
};
BOOST_DESCRIBE_STRUCT(StepFailed, (), (step, attempt, error, error_type, will_retry))

struct StepFinished {
  StepExecutionResult result;
};
BOOST_DESCRIBE_STRUCT(StepFinished, (), (result))

/// "API overloaded. Retrying in 2s... (attempt 2/3)"
struct Notice {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (text))

/// A piece of the answer's text as it is written.
struct AnswerText {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(AnswerText, (), (text))

/// A number or name in the answer that could not be traced to the rows.
struct Ungrounded {
  std::string text;
  std::int64_t offset = 0;  ///< Byte offset in the answer.
};
BOOST_DESCRIBE_STRUCT(Ungrounded, (), (text, offset))

/// The end of a question; always the last event, exactly once.
struct Answer {
  Outcome outcome = Outcome::kAnswer;
  std::string text;
  Confidence confidence = Confidence::kMedium;
  std::string language;  ///< Of the question, BCP 47: "en", "de".
  /// The question with earlier follow-ups applied: what the next turn continues.
  std::string understood_as;
  std::optional<ValidationResult> validation;
  std::optional<DecisionResult> decision;
  std::optional<QueryPlan> plan;
  std::vector<StepExecutionResult> steps;
  std::optional<SummaryResult> summary;
  std::vector<std::string> assumptions;
  std::vector<std::string> notes;  ///< What the answer lacks: rows cut off, a step that failed.
  std::vector<std::string> not_understood;
  std::vector<std::string> suggestions;  ///< Follow-up questions, or options of a clarification.
  std::vector<Ungrounded> ungrounded;
  std::string engine;  ///< "llm" or "offline".
  TokenUsage tokens;
  std::int64_t pipeline_time_ms = 0;
  std::optional<std::string> fault;  ///< Name of the `Fault` when it failed.
  std::optional<std::string> next_step;
};
BOOST_DESCRIBE_STRUCT(Answer, (),
                      (outcome, text, confidence, language, understood_as, validation, decision,
                       plan, steps, summary, assumptions, notes, not_understood, suggestions,
                       ungrounded, engine, tokens, pipeline_time_ms, fault, next_step))

using Event = std::variant<StageStarted, StageFinished, PlanMade, SqlWritten, SqlRefused,
                           ApprovalRequest, StepFailed, StepFinished, Notice, AnswerText, Answer>;

/// "stage_started": the event's name in streams.
std::string event_name(const Event& event);
json::value event_json(const Event& event);

/// Receives events on the question's executor; must not block and must not throw.
using EventSink = std::function<void(const Event&)>;

}  // namespace askdb
