#pragma once

/// The results of the agent's stages: the seeds' types, described once. From these descriptions
/// come the schemas sent to models, the parsing of replies, and the JSON of the API.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "datasource/value.hpp"
#include "federation/report.hpp"

namespace askdb {

struct ValidationResult {
  bool is_relevant = false;
  std::string reasoning;
  std::optional<std::string> suggested_response;
  std::vector<std::string> relevant_databases;
};
BOOST_DESCRIBE_STRUCT(ValidationResult, (),
                      (is_relevant, reasoning, suggested_response, relevant_databases))

enum class DecisionAction { kAskClarification, kCreatePlan, kAnswerDirectly, kReject };
BOOST_DESCRIBE_ENUM(DecisionAction, kAskClarification, kCreatePlan, kAnswerDirectly, kReject)

struct DecisionResult {
  DecisionAction action = DecisionAction::kCreatePlan;
  std::string reasoning;
  std::optional<std::string> message;
};
BOOST_DESCRIBE_STRUCT(DecisionResult, (), (action, reasoning, message))

enum class StepOperation { kSingleQuery, kJoinQuery, kAggregation, kCalculation };
BOOST_DESCRIBE_ENUM(StepOperation, kSingleQuery, kJoinQuery, kAggregation, kCalculation)

struct PlanStep {
  int step_number = 1;
  std::string description;
  std::vector<std::string> databases;
  std::vector<std::string> tables;
  StepOperation operation = StepOperation::kSingleQuery;
  std::vector<int> depends_on;  ///< Step numbers whose results this step needs.
};
BOOST_DESCRIBE_STRUCT(PlanStep, (),
                      (step_number, description, databases, tables, operation, depends_on))

struct ClarificationQuestion {
  std::string question;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ClarificationQuestion, (), (question, reason))

struct QueryPlan {
  std::string summary;
  std::vector<PlanStep> steps;
  std::string expected_output;
  bool needs_clarification = false;
  std::vector<ClarificationQuestion> clarification_questions;
};
BOOST_DESCRIBE_STRUCT(QueryPlan, (),
                      (summary, steps, expected_output, needs_clarification,
                       clarification_questions))

enum class Confidence { kHigh, kMedium, kLow };
BOOST_DESCRIBE_ENUM(Confidence, kHigh, kMedium, kLow)

/// The seeds' percentages: high 95, medium 70, low 40.
constexpr int percent(Confidence confidence) {
  return confidence == Confidence::kHigh ? 95 : confidence == Confidence::kMedium ? 70 : 40;
}

struct SqlGenerationResult {
  std::string sql;
  std::string reasoning;
  std::string database;
};
BOOST_DESCRIBE_STRUCT(SqlGenerationResult, (), (sql, reasoning, database))

enum class ErrorType { kSyntax, kSchema, kPermission, kConnection, kData, kTimeout, kOther };
BOOST_DESCRIBE_ENUM(ErrorType, kSyntax, kSchema, kPermission, kConnection, kData, kTimeout, kOther)

struct ErrorAnalysis {
  bool is_recoverable = false;
  std::string reasoning;
  std::optional<std::string> suggested_sql;
  ErrorType error_type = ErrorType::kOther;
};
BOOST_DESCRIBE_STRUCT(ErrorAnalysis, (), (is_recoverable, reasoning, suggested_sql, error_type))

enum class InterpretationStatus { kFinalAnswer, kNeedsRefinement };
BOOST_DESCRIBE_ENUM(InterpretationStatus, kFinalAnswer, kNeedsRefinement)

struct Interpretation {
  InterpretationStatus status = InterpretationStatus::kFinalAnswer;
  std::optional<std::string> answer;
  std::optional<std::string> next_step;
  Confidence confidence = Confidence::kMedium;
};
BOOST_DESCRIBE_STRUCT(Interpretation, (), (status, answer, next_step, confidence))

struct SummaryResult {
  std::string answer;
  bool is_answerable = true;
  Confidence confidence = Confidence::kMedium;
  std::vector<std::string> data_sources_used;
};
BOOST_DESCRIBE_STRUCT(SummaryResult, (), (answer, is_answerable, confidence, data_sources_used))

/// What became of one step. `rows` is not part of the JSON: faces render it themselves.
struct StepExecutionResult {
  int step_number = 1;
  bool success = false;
  std::optional<std::string> sql;
  std::optional<std::string> result_value;  ///< A 1x1 result as text.
  std::optional<std::string> error;
  int attempts = 0;
  std::string database;
  std::int64_t row_count = 0;
  bool is_truncated = false;
  std::int64_t elapsed_ms = 0;
  std::vector<std::string> tables;  ///< What the statement reads, as `schema.table`.
  /// The rows are those of a run this long ago; nothing: it was run for this question.
  std::optional<std::int64_t> cached_seconds;
  /// Over several databases: what each of them gave, and how their keys met. `database` then names
  /// all of them: "customer_db + loans_db".
  std::vector<SourcePart> parts;
  std::vector<KeyMatch> matches;
  Rows rows;
};
BOOST_DESCRIBE_STRUCT(StepExecutionResult, (),
                      (step_number, success, sql, result_value, error, attempts, database,
                       row_count, is_truncated, elapsed_ms, tables, cached_seconds, parts, matches))

/// The databases that a step read: several where it joined them.
std::vector<std::string> databases_of(const StepExecutionResult& result);

}  // namespace askdb
