#pragma once

/// The JSON of messages as faces and the store see it, described once: docs, checks and tests of
/// the API come from these. What is written is built by message_json.hpp, field for field.

#include <optional>
#include <string>
#include <vector>

#include "agent/event.hpp"
#include "store/store.hpp"

namespace askdb {

struct ColumnShape {
  std::string name;
  ValueKind kind = ValueKind::kOther;
  std::string type;
};
BOOST_DESCRIBE_STRUCT(ColumnShape, (), (name, kind, type))

/// What became of one step, with the first rows.
struct StepShape {
  int step_number = 1;
  bool success = false;
  std::optional<std::string> sql;
  std::optional<std::string> result_value;
  std::optional<std::string> error;
  int attempts = 0;
  std::string database;
  std::int64_t row_count = 0;
  bool is_truncated = false;
  std::int64_t elapsed_ms = 0;
  std::vector<std::string> tables;
  std::optional<std::int64_t> cached_seconds;
  std::vector<SourcePart> parts;
  std::vector<KeyMatch> matches;
  std::vector<ColumnShape> columns;
  std::vector<std::vector<json::value>> rows;
  std::int64_t rows_kept = 0;
};
BOOST_DESCRIBE_STRUCT(StepShape, (),
                      (step_number, success, sql, result_value, error, attempts, database,
                       row_count, is_truncated, elapsed_ms, tables, cached_seconds, parts, matches,
                       columns, rows, rows_kept))

/// The agent's Answer without its text.
struct MetadataShape {
  Outcome outcome = Outcome::kAnswer;
  Confidence confidence = Confidence::kMedium;
  std::string language;
  std::string understood_as;
  std::optional<ValidationResult> validation;
  std::optional<DecisionResult> decision;
  std::optional<QueryPlan> plan;
  std::vector<StepShape> steps;
  std::optional<SummaryResult> summary;
  std::vector<std::string> assumptions;
  std::vector<std::string> notes;
  std::vector<std::string> not_understood;
  std::vector<std::string> suggestions;
  std::vector<Ungrounded> ungrounded;
  std::string engine;
  TokenUsage tokens;
  std::int64_t pipeline_time_ms = 0;
  std::optional<std::string> fault;
  std::optional<std::string> next_step;
  std::vector<std::string> databases;
  std::string answered_at;
};
BOOST_DESCRIBE_STRUCT(MetadataShape, (),
                      (outcome, confidence, language, understood_as, validation, decision, plan,
                       steps, summary, assumptions, notes, not_understood, suggestions, ungrounded,
                       engine, tokens, pipeline_time_ms, fault, next_step, databases, answered_at))

struct DebugTokens {
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t total_tokens = 0;
  std::int64_t elapsed_time_ms = 0;
  json::value communication;  ///< Null unless the question was asked with debugging on.
};
BOOST_DESCRIBE_STRUCT(DebugTokens, (),
                      (input_tokens, output_tokens, total_tokens, elapsed_time_ms, communication))

/// One stage of the debug panel.
struct DebugEntry {
  Stage stage = Stage::kValidation;
  std::string model;
  std::int64_t elapsed_ms = 0;
  std::int64_t pipeline_time_ms = 0;
  std::optional<int> step;
  std::optional<int> attempt;
  DebugTokens tokens;
};
BOOST_DESCRIBE_STRUCT(DebugEntry, (),
                      (stage, model, elapsed_ms, pipeline_time_ms, step, attempt, tokens))

enum class Thumb { kUp, kDown };
BOOST_DESCRIBE_ENUM(Thumb, kUp, kDown)
enum class Correction { kWrongSql, kWrongResult, kWrongInterpretation };
BOOST_DESCRIBE_ENUM(Correction, kWrongSql, kWrongResult, kWrongInterpretation)

/// A person's judgement of an answer.
struct Rating {
  Thumb rating = Thumb::kUp;
  std::optional<Correction> reason;
  std::optional<std::string> comment;
  std::optional<std::string> corrected_sql;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (rating, reason, comment, corrected_sql))

struct MessageShape {
  std::string id;
  std::string thread_id;
  std::string content;
  Sender sender = Sender::kUser;
  std::string created_at;
  MessageStatus status = MessageStatus::kDone;
  std::optional<std::vector<DebugEntry>> debug_info;
  std::optional<Outcome> type;
  std::optional<MetadataShape> metadata;
  std::optional<ApprovalRequest> approval;
  std::optional<Rating> rating;
  std::optional<std::string> answers;
};
BOOST_DESCRIBE_STRUCT(MessageShape, (),
                      (id, thread_id, content, sender, created_at, status, debug_info, type,
                       metadata, approval, rating, answers))

}  // namespace askdb
