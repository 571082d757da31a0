#include "agent/llm_reasoner.hpp"

#include <algorithm>
#include <utility>

#include "agent/dialect_notes.hpp"
#include "agent/fused_types.hpp"
#include "agent/language.hpp"
#include "agent/llm_call.hpp"
#include "agent/prompt_text.hpp"
#include "base/text.hpp"
#include "llm/field_stream.hpp"

namespace askdb {
namespace {

// Earlier steps' rows in the prompt that writes SQL, as the second seed.
constexpr std::size_t kPreviousRows = 5;

}  // namespace

json::value communication_of(const ModelRequest& request, const ModelReply& reply) {
  json::array messages;
  for (const auto& message : request.messages) {
    messages.push_back(json::object{{"role", message.is_from_model ? "assistant" : "user"},
                                    {"content", message.text}});
  }
  return json::object{{"model", reply.model},
                      {"system_prompt", request.system},
                      {"messages", std::move(messages)},
                      {"response", reply.text},
                      {"temperature", request.temperature}};
}

Error model_failure(Error error) {
  if (error.fault != Fault::kCancelled && error.fault != Fault::kTimeout) {
    error.fault = Fault::kModel;
  }
  return error;
}

std::vector<PromptSpec> reasoner_prompts() {
  return {
      {"understand_question", {"schema", "question"}, {"conversation_history", "today"}},
      {"conclude_question", {"question", "results"}, {"refinements_left", "language"}},
      {"validate_question", {"data_sources", "question"}, {"conversation_history"}},
      {"decide_action",
       {"data_sources", "question"},
       {"conversation_history", "relevant_databases"}},
      {"create_plan", {"schema", "question"}, {"conversation_history", "today"}},
      {"generate_sql",
       {"dialect", "schema", "question", "step"},
       {"database", "previous_results", "today"}},
      {"analyze_error",
       {"dialect", "schema", "sql", "error"},
       {"question", "step", "attempt", "max_attempts", "earlier_attempt", "today"}},
      {"interpret_result", {"question", "results"}, {"refinements_left"}},
      {"write_summary", {"question", "results"}, {"language"}},
  };
}

LlmReasoner::LlmReasoner(const Config& config, PromptLibrary prompts, ModelTiers models,
                         std::shared_ptr<SchemaContexts> schemas, const Clock& clock)
    : profile_(config.llm.profile),
      limits_(config.limits),
      prompts_(std::move(prompts)),
      models_(std::move(models)),
      schemas_(std::move(schemas)),
      clock_(clock) {}

LlmReasoner::Values LlmReasoner::question_values(const QuestionContext& context) const {
  return {{"question", context.question},
          {"conversation_history", history_text(context.history)},
          {"today", local_date(context.now)}};
}

Task<Result<Understanding>> LlmReasoner::understand(std::shared_ptr<const QuestionContext> context,
                                                    EventSink sink) {
  // A follow-up names its tables in the question before it.
  auto linked = context->question;
  if (!context->history.empty()) linked += "\n" + context->history.back().question;
  auto schema = co_await schemas_->of(linked, context->databases, context->area);
  if (!schema) co_return schema.error();
  if (profile_ == PipelineProfile::kClassic) {
    co_return co_await understand_classic(context, *std::move(schema), std::move(sink));
  }
  co_return co_await understand_fused(context, *std::move(schema), std::move(sink));
}

Task<Result<LlmReasoner::Values>> LlmReasoner::step_values(
    std::shared_ptr<const QuestionContext> context, SqlTask task) {
  std::vector<std::string> names = task.step.databases;
  if (names.empty()) names = context->databases;
  auto schema =
      co_await schemas_->of(context->question + "\n" + task.step.description, names, context->area);
  if (!schema) co_return schema.error();
  std::vector<std::string> found;
  for (const auto& database : schema->databases) found.push_back(database.name);
  const bool is_joined = task.step.databases.size() > 1 && found.size() > 1;
  if (!is_joined) found.resize(1);
  std::string text;
  for (const auto& name : found) {
    text +=
        schema_text(*schema->find(name), task.step.tables, limits_.schema_tokens / found.size());
  }
  if (is_joined) text += joining_text(*schema, found);
  const auto dialect =
      is_joined ? Dialect::kDuckdb : schema->databases.front().entry->database->dialect;
  Values values{
      {"dialect", dialect_line(dialect)},  {"schema", std::move(text)},
      {"question", context->question},     {"step", task.step.description},
      {"today", local_date(context->now)},
  };
  values["database"] = join(found, ", ");
  co_return values;
}

Task<Result<Reasoned<SqlGenerationResult>>> LlmReasoner::write_sql(
    std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) {
  auto values = co_await step_values(context, task);
  if (!values) co_return values.error();
  const ResultExtent extent{.max_rows = kPreviousRows, .max_bytes = 3'000, .has_sql = false};
  const QueryPlan plan;
  auto previous = results_text(plan, task.previous, random_fence(), extent);
  if (!task.failed_sql.empty()) {
    previous += "A query for this step failed: " + task.failed_sql + "\nIts error: " + task.error +
                "\nWrite another one.\n";
  }
  (*values)["previous_results"] = std::move(previous);
  co_return co_await call<SqlGenerationResult>("generate_sql", "sql_generation_result",
                                               *std::move(values), context->is_debug,
                                               std::move(progress));
}

Task<Result<Reasoned<ErrorAnalysis>>> LlmReasoner::analyse_error(
    std::shared_ptr<const QuestionContext> context, SqlTask task, ModelProgress progress) {
  auto values = co_await step_values(context, task);
  if (!values) co_return values.error();
  values->erase("database");
  (*values)["sql"] = task.failed_sql;
  (*values)["error"] = task.error;
  (*values)["attempt"] = std::to_string(std::max(task.attempt - 1, 1));
  (*values)["max_attempts"] = std::to_string(limits_.max_attempts);
  (*values)["earlier_attempt"] =
      task.earlier_sql.empty() ? "none" : task.earlier_sql + "\nfailed: " + task.earlier_error;
  co_return co_await call<ErrorAnalysis>("analyze_error", "error_analysis", *std::move(values),
                                         context->is_debug, std::move(progress));
}

Task<Result<Reasoner::Conclusion>> LlmReasoner::conclude(
    std::shared_ptr<const QuestionContext> context, QueryPlan plan,
    std::vector<StepExecutionResult> results, int refinements_left, EventSink sink) {
  const ResultExtent extent{.max_rows = limits_.max_result_rows_for_llm};
  Values values{{"question", context->question},
                {"results", results_text(plan, results, random_fence(), extent)}};
  Values interpreted = values;
  interpreted["refinements_left"] = std::to_string(refinements_left);
  values["language"] = std::string(language_name(context->language));

  // The answer is shown while it is written; what counts is the Answer at the end.
  const auto show = [sink](std::string_view text) { sink(AnswerText{std::string(text)}); };
  auto field = std::make_shared<FieldStream>("answer", show);
  ModelProgress progress;
  progress.on_text = [field](std::string_view piece) { field->feed(piece); };
  Conclusion conclusion;
  if (profile_ == PipelineProfile::kFused) {
    values["refinements_left"] = std::to_string(refinements_left);
    auto fused =
        co_await staged<FusedConclusion>(Stage::kSummary, "conclude_question", "conclusion",
                                         std::move(values), context->is_debug, sink, progress);
    if (!fused) co_return fused.error();
    const bool has_answer = fused->answer && !fused->answer->empty();
    const bool wants_more = fused->next_step && !fused->next_step->empty() && refinements_left > 0;
    conclusion.interpretation.answer = fused->answer;
    conclusion.interpretation.confidence = fused->confidence;
    if (wants_more && !has_answer) {
      conclusion.interpretation.status = InterpretationStatus::kNeedsRefinement;
      conclusion.interpretation.next_step = fused->next_step;
      co_return conclusion;
    }
    conclusion.summary = SummaryResult{.answer = fused->answer.value_or(""),
                                       .is_answerable = has_answer,
                                       .confidence = fused->confidence,
                                       .data_sources_used = {}};
    co_return conclusion;
  }
  const ModelProgress silent;
  auto interpretation =
      co_await staged<Interpretation>(Stage::kInterpretation, "interpret_result", "interpretation",
                                      std::move(interpreted), context->is_debug, sink, silent);
  if (!interpretation) co_return interpretation.error();
  conclusion.interpretation = *std::move(interpretation);
  const bool wants_more =
      conclusion.interpretation.status == InterpretationStatus::kNeedsRefinement &&
      conclusion.interpretation.next_step;
  if (wants_more && refinements_left > 0) co_return conclusion;
  auto summary =
      co_await staged<SummaryResult>(Stage::kSummary, "write_summary", "summary_result",
                                     std::move(values), context->is_debug, sink, progress);
  if (!summary) co_return summary.error();
  conclusion.summary = *std::move(summary);
  co_return conclusion;
}

}  // namespace askdb
