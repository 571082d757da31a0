// Understanding a question with a model, in one call or in three.

#include <algorithm>
#include <utility>

#include "agent/fused_types.hpp"
#include "agent/llm_call.hpp"
#include "agent/prompt_text.hpp"
#include "agent/routing.hpp"
#include "agent/scope.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

// The first prompt shows what the question is likely about; the model may ask for more tables.
constexpr std::size_t kFirstSchemaTokens = 400;
// Among more tables than this the first glance needs all the room there is: what it misses, the
// model cannot ask for.
constexpr std::size_t kFewTables = 200;

std::size_t first_tokens(const SchemaContext& schema, std::size_t max_tokens) {
  std::size_t tables = 0;
  for (const auto& database : schema.databases) tables += database.entry->database->tables.size();
  return tables > kFewTables ? max_tokens : std::min(kFirstSchemaTokens, max_tokens);
}

/// The database as it is configured, whatever case or schema the model added to its name.
std::string known_name(const SchemaContext& schema, const std::string& written) {
  if (const auto* database = schema.find(written)) return database->name;
  if (const auto* database = schema.find(written.substr(0, written.find('.')))) {
    return database->name;
  }
  return schema.databases.size() == 1 ? schema.databases.front().name : written;
}

/// "customer_db, loans_db": a query over both.
std::vector<std::string> known_names(const SchemaContext& schema, const std::string& written) {
  std::vector<std::string> names;
  const auto listed = replace_all(written, "+", ",");
  for (const auto part : split(listed, ',')) {
    if (trim(part).empty()) continue;
    auto name = known_name(schema, std::string(trim(part)));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.empty()) names.push_back(known_name(schema, written));
  return names;
}

/// When the model asks which of several databases is meant: the question for each that it names.
std::vector<std::string> named_choices(const SchemaContext& schema, const QuestionContext& context,
                                       const std::string& message) {
  std::vector<std::string> choices;
  for (const auto& database : schema.databases) {
    if (message.find(database.name) == std::string::npos) continue;
    choices.push_back(asked_of(context.question, database.name));
  }
  if (choices.size() < 2) choices.clear();
  return choices;
}

Understanding understanding_of(FusedUnderstanding fused, const SchemaContext& schema,
                               const QuestionContext& context) {
  Understanding result;
  result.validation.is_relevant = fused.action != DecisionAction::kReject;
  if (!result.validation.is_relevant) result.validation.suggested_response = fused.message;
  result.decision = DecisionResult{fused.action, {}, fused.message};
  result.confidence = fused.confidence;
  result.assumptions = std::move(fused.assumptions);
  result.understood_as = context.question;
  result.notes = left_out(schema, {});
  if (fused.action == DecisionAction::kAskClarification) {
    result.suggestions = named_choices(schema, context, fused.message.value_or(""));
  }
  if (fused.action != DecisionAction::kCreatePlan) return result;

  QueryPlan plan;
  for (auto& step : fused.steps) {
    PlanStep planned;
    planned.step_number = static_cast<int>(plan.steps.size()) + 1;
    planned.description = std::move(step.description);
    planned.databases = known_names(schema, step.database);
    if (planned.databases.size() > 1) planned.operation = StepOperation::kJoinQuery;
    planned.depends_on = std::move(step.depends_on);
    auto& relevant = result.validation.relevant_databases;
    for (const auto& name : planned.databases) {
      if (std::find(relevant.begin(), relevant.end(), name) == relevant.end()) {
        relevant.push_back(name);
      }
    }
    plan.steps.push_back(std::move(planned));
  }
  if (!plan.steps.empty()) plan.summary = plan.steps.front().description;
  if (plan.steps.size() == 1 && fused.steps[0].sql && !fused.steps[0].sql->empty()) {
    result.sql = SqlGenerationResult{std::move(*fused.steps[0].sql), plan.summary,
                                     join(plan.steps[0].databases, ", ")};
  }
  result.plan = std::move(plan);
  return result;
}

/// The schema with the tables that the model asked for.
std::string fuller_schema(const SchemaContext& schema, const std::vector<std::string>& tables,
                          std::size_t max_tokens) {
  std::string text;
  std::size_t holders = 0;
  const auto holds_one = [&](const LinkedDatabase& database) {
    return std::any_of(tables.begin(), tables.end(), [&](const std::string& name) {
      const auto bare = name.substr(name.rfind('.') + 1);
      return database.entry->database->table({}, bare) != nullptr;
    });
  };
  for (const auto& database : schema.databases) holders += holds_one(database) ? 1 : 0;
  if (holders == 0) return schema_text(schema, max_tokens);
  for (const auto& database : schema.databases) {
    if (holds_one(database)) text += schema_text(database, tables, max_tokens / holders);
  }
  return text;
}

}  // namespace

Task<Result<Understanding>> LlmReasoner::understand_fused(
    std::shared_ptr<const QuestionContext> context, SchemaContext schema, EventSink sink) {
  const ModelProgress silent;
  auto values = question_values(*context);
  values["schema"] = schema_text(schema, first_tokens(schema, limits_.schema_tokens));
  auto fused =
      co_await staged<FusedUnderstanding>(Stage::kPlanning, "understand_question", "understanding",
                                          values, context->is_debug, sink, silent);
  if (!fused) co_return fused.error();
  if (!fused->more_tables.empty() && fused->steps.empty()) {
    values["schema"] = fuller_schema(schema, fused->more_tables, limits_.schema_tokens);
    fused = co_await staged<FusedUnderstanding>(Stage::kPlanning, "understand_question",
                                                "understanding", std::move(values),
                                                context->is_debug, sink, silent);
    if (!fused) co_return fused.error();
  }
  co_return understanding_of(*std::move(fused), schema, *context);
}

Task<Result<Understanding>> LlmReasoner::understand_classic(
    std::shared_ptr<const QuestionContext> context, SchemaContext schema, EventSink sink) {
  const ModelProgress silent;
  Understanding result;
  result.understood_as = context->question;
  result.notes = left_out(schema, {});
  // No stage is asked for it: what needs no clarification is taken to be understood.
  result.confidence = Confidence::kHigh;
  auto asked = question_values(*context);
  asked["data_sources"] = data_sources_text(schema, limits_.schema_tokens / 2);
  auto values = asked;
  values.erase("today");
  auto validation = co_await staged<ValidationResult>(Stage::kValidation, "validate_question",
                                                      "validation_result", values,
                                                      context->is_debug, sink, silent);
  if (!validation) co_return validation.error();
  result.validation = *std::move(validation);
  if (!result.validation.is_relevant) co_return result;

  values["relevant_databases"] = join(result.validation.relevant_databases, ", ");
  auto decision =
      co_await staged<DecisionResult>(Stage::kDecision, "decide_action", "decision_result",
                                      std::move(values), context->is_debug, sink, silent);
  if (!decision) co_return decision.error();
  result.decision = *std::move(decision);
  if (result.decision->action != DecisionAction::kCreatePlan) co_return result;

  // What was found relevant is what the planner sees first.
  const auto is_relevant = [&](const LinkedDatabase& database) {
    const auto& names = result.validation.relevant_databases;
    return std::find(names.begin(), names.end(), database.name) != names.end();
  };
  std::stable_partition(schema.databases.begin(), schema.databases.end(), is_relevant);
  asked.erase("data_sources");
  asked["schema"] = schema_text(schema, limits_.schema_tokens);
  auto plan = co_await staged<QueryPlan>(Stage::kPlanning, "create_plan", "query_plan",
                                         std::move(asked), context->is_debug, sink, silent);
  if (!plan) co_return plan.error();
  for (auto& step : plan->steps) {
    for (auto& name : step.databases) name = known_name(schema, name);
    if (step.databases.empty()) step.databases = result.validation.relevant_databases;
  }
  result.plan = *std::move(plan);
  co_return result;
}

}  // namespace askdb
