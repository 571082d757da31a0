#include "agent/offline_reasoner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "agent/compose.hpp"
#include "agent/routing.hpp"
#include "agent/small_talk.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

constexpr std::size_t kSuggestions = 3;
// A translation this sure ends the search when no other database is near.
constexpr double kSure = 0.5;
// Less explained than this: a name was guessed at that another database may have.
constexpr double kExact = 0.97;

std::string not_understood_text(const Translation& best, bool is_german) {
  std::vector<std::string> words;
  for (const auto& word : best.not_understood) words.push_back("\"" + word + "\"");
  std::string text;
  if (words.empty()) {
    text = is_german ? "Diese Frage kann ich ohne Sprachmodell nicht in SQL übersetzen."
                     : "I cannot turn this question into SQL without a language model.";
  } else {
    text = (is_german ? "Das habe ich nicht verstanden: " : "I did not understand: ") +
           join(words, ", ") + ".";
  }
  if (!best.nearest_question.empty()) {
    text += (is_german ? " Meinten Sie: " : " Did you mean: ") + best.nearest_question;
  }
  return text;
}

Understanding clarification(Route best, bool is_german) {
  Understanding result;
  result.validation.is_relevant = true;
  result.confidence = Confidence::kLow;
  result.decision = DecisionResult{DecisionAction::kAskClarification, best.translation.explanation,
                                   not_understood_text(best.translation, is_german)};
  result.not_understood = std::move(best.translation.not_understood);
  if (!best.translation.nearest_question.empty()) {
    result.suggestions.push_back(std::move(best.translation.nearest_question));
  }
  for (auto& starter : best.starters) {
    const auto& known = result.suggestions;
    if (known.size() == kSuggestions) break;
    if (std::find(known.begin(), known.end(), starter) == known.end()) {
      result.suggestions.push_back(std::move(starter));
    }
  }
  return result;
}

Understanding planned(Translation translation, const std::vector<std::string>& databases,
                      const QuestionContext& context) {
  Understanding result;
  result.validation.is_relevant = true;
  result.validation.relevant_databases = databases;
  result.decision = DecisionResult{DecisionAction::kCreatePlan, translation.explanation, {}};
  result.confidence = confidence_of(translation);
  result.assumptions = std::move(translation.assumptions);
  result.not_understood = std::move(translation.not_understood);
  result.understood_as = std::move(translation.understood_as);
  if (result.understood_as.empty()) result.understood_as = context.question;

  PlanStep step;
  step.description = translation.explanation;
  if (databases.size() > 1) step.operation = StepOperation::kJoinQuery;
  step.databases = databases;
  step.tables = std::move(translation.tables);
  QueryPlan plan;
  plan.summary = translation.explanation;
  // A follow-up is answered in the words of the question that it stands for.
  plan.expected_output =
      translation.respelled.empty() ? result.understood_as : std::move(translation.respelled);
  plan.steps.push_back(std::move(step));
  result.plan = std::move(plan);
  result.sql = SqlGenerationResult{std::move(translation.sql), std::move(translation.explanation),
                                   join(databases, ", ")};
  return result;
}

}  // namespace

OfflineReasoner::OfflineReasoner(std::shared_ptr<SchemaContexts> schemas, BlockingPool& pool,
                                 const Clock& clock)
    : schemas_(std::move(schemas)), pool_(pool), clock_(clock) {}

std::shared_ptr<const Linguist> OfflineReasoner::linguist_of(const LinkedDatabase& database) {
  std::shared_ptr<Slot> slot;
  {
    const std::lock_guard lock(mutex_);
    auto& known = slots_[database.name + '\n' + database.entry->scope];
    if (!known) known = std::make_shared<Slot>();
    slot = known;
  }
  const std::lock_guard building(slot->building);
  if (slot->entry != database.entry) {
    std::vector<KnownValues> values;
    for (const auto& column : database.entry->values) {
      values.push_back({column.schema, column.table, column.column, column.values});
    }
    slot->linguist = std::make_shared<const Linguist>(database.entry->database, values);
    slot->entry = database.entry;
  }
  return slot->linguist;
}

void OfflineReasoner::prepare_joined(const SchemaContext& schema) {
  // A process that answers one question ends with it, and would only have to wait for this.
  if (!has_asked_.exchange(true) || joined_->is_prepared(schema)) return;
  asio::post(pool_.executor(), [joined = joined_, schema] { joined->prepare(schema); });
}

Task<Result<SchemaContext>> OfflineReasoner::continued_schema(
    std::shared_ptr<const QuestionContext> context, TranslationContext* before,
    Continued* continued) {
  auto schema = co_await schemas_->of(context->question, context->databases, context->area);
  if (!schema || before->previous_question.empty()) co_return schema;
  const auto& last = context->history.back();
  std::string home = last.databases.empty() ? std::string() : last.databases.front();
  if (home.empty()) {
    auto earlier =
        co_await schemas_->of(before->previous_question, context->databases, context->area);
    if (earlier) home = earlier->databases.front().name;
  }
  const auto* database = schema->find(home);
  if (database == nullptr) co_return schema;
  auto translate = [&] { return linguist_of(*database)->translate(context->question, *before); };
  const auto translation = co_await run_blocking(pool_, translate);
  if (translation.understood_as == context->question) co_return schema;

  continued->database = home;
  for (const auto& one : schema->databases) {
    continued->own_scores.emplace_back(one.name, one.score);
  }
  if (!stays(*continued)) {
    *continued = {};
    before->previous_question.clear();
    co_return schema;
  }
  co_return co_await schemas_->of(translation.understood_as, context->databases, context->area);
}

Task<Result<Understanding>> OfflineReasoner::understand(
    std::shared_ptr<const QuestionContext> context, EventSink sink) {
  sink(StageStarted{.stage = Stage::kPlanning, .step = {}});
  const auto started = clock_.instant();
  const auto* last = context->history.empty() ? nullptr : &context->history.back();
  TranslationContext before;
  before.now = context->now;
  before.wants_measure = true;
  if (last != nullptr) {
    before.previous_question = last->understood_as.empty() ? last->question : last->understood_as;
  }
  Continued continued;
  auto schema = co_await continued_schema(context, &before, &continued);
  if (!schema) co_return schema.error();

  prepare_joined(*schema);
  const auto talk = small_talk(context->question, context->language);
  const auto& databases = schema->databases;
  auto translate = [&] {
    std::vector<Route> routes;
    for (const auto i : tried(*schema, continued)) {
      const auto linguist = linguist_of(databases[i]);
      Route route{.database = i, .translation = {}, .starters = {}};
      if (!talk) route.translation = linguist->translate(context->question, before);
      const auto& found = route.translation;
      if (talk || !found.is_answerable) route.starters = linguist->starter_questions(kSuggestions);
      const bool is_sure =
          found.is_answerable && found.not_understood.empty() && found.confidence >= kSure;
      routes.push_back(std::move(route));
      if (talk || (is_sure && is_alone(*schema, continued, i))) break;
    }
    return routes;
  };
  auto routes = co_await run_blocking(pool_, translate);
  auto chosen = best_route(routes, *schema, continued);
  const auto equal =
      talk ? std::vector<std::size_t>() : equal_routes(routes, *schema, continued, chosen);
  const auto used = used_before(equal, routes, *schema, context->history);
  if (used < routes.size()) chosen = used;
  auto& best = routes[chosen];
  std::optional<JoinedTranslation> joined;
  // A conversation about one database stays there; one about several goes on with them.
  const bool may_join = continued.database.empty() || last->databases.size() > 1;
  const bool may_be_elsewhere =
      schema->references != nullptr && !schema->references->empty() &&
      (leaves_words(best.translation, databases[best.database].linking.coverage) ||
       names_table_elsewhere(context->question, *schema, best.database));
  if (!talk && may_join && (may_be_elsewhere || best.translation.explained < kExact)) {
    auto join_them = [&] { return joined_->translate(*schema, context->question, before); };
    joined = co_await run_blocking(pool_, std::move(join_them));
    if (joined && !explains_more(joined->translation, best.translation, context->question)) {
      joined.reset();
    }
  }
  StageFinished finished;
  finished.stage = Stage::kPlanning;
  finished.model = "offline";
  finished.elapsed_ms = elapsed_since(clock_, started).count();
  if (context->is_debug) {
    finished.communication = to_json(joined ? joined->translation : best.translation);
  }
  sink(finished);

  if (talk) {
    Understanding result;
    result.validation.is_relevant = talk->action != DecisionAction::kReject;
    result.validation.suggested_response = talk->message;
    result.decision = DecisionResult{talk->action, {}, talk->message};
    result.suggestions = std::move(best.starters);
    co_return result;
  }
  if (joined) {
    co_return planned(std::move(joined->translation), joined->databases, *context);
  }
  const bool can_answer = best.translation.is_answerable && !best.translation.sql.empty();
  if (!can_answer) {
    auto unclear = clarification(std::move(best), context->language == "de");
    unclear.notes = left_out(*schema, {});
    co_return unclear;
  }
  const auto& database = databases[best.database];
  if (!equal.empty() && used == routes.size()) {
    co_return which_database(equal, routes, *schema, *context);
  }
  const std::vector<std::string> names{database.name};
  auto result = planned(std::move(best.translation), names, *context);
  // Other databases that belong to this one may hold what it does not explain.
  if (may_be_elsewhere) result.confidence = std::max(result.confidence, Confidence::kMedium);
  result.notes = left_out(*schema, database.name);
  if (!equal.empty()) {
    result.assumptions.push_back(database.name + " is meant, as before in this conversation.");
  }
  co_return result;
}

Task<Result<Reasoned<SqlGenerationResult>>> OfflineReasoner::write_sql(
    std::shared_ptr<const QuestionContext> /*context*/, SqlTask /*task*/,
    ModelProgress /*progress*/) {
  co_return Error{.fault = Fault::kOther,
                  .message = "Without a language model this cannot be answered.",
                  .next_step = "Ask in other words, or configure a model.",
                  .detail = {}};
}

Task<Result<Reasoned<ErrorAnalysis>>> OfflineReasoner::analyse_error(
    std::shared_ptr<const QuestionContext> /*context*/, SqlTask /*task*/,
    ModelProgress /*progress*/) {
  Reasoned<ErrorAnalysis> reasoned;
  reasoned.value.reasoning =
      "The offline engine wrote this statement and cannot mend it. Ask in other words, or "
      "configure a model.";
  reasoned.cost.model = "offline";
  co_return reasoned;
}

Task<Result<Reasoner::Conclusion>> OfflineReasoner::conclude(
    std::shared_ptr<const QuestionContext> context, QueryPlan plan,
    std::vector<StepExecutionResult> results, int /*refinements_left*/, EventSink sink) {
  sink(StageStarted{.stage = Stage::kSummary, .step = {}});
  const auto started = clock_.instant();
  const auto& question = plan.expected_output.empty() ? context->question : plan.expected_output;
  const ComposeInput input{question, context->language, plan.summary};
  const auto done = std::find_if(results.rbegin(), results.rend(),
                                 [](const auto& result) { return result.success; });
  Conclusion conclusion;
  SummaryResult summary;
  if (done != results.rend()) summary.answer = compose_answer(input, *done);
  // How sure the engine was of its SQL decides, not how the rows look; the caller knows that.
  summary.confidence =
      done != results.rend() && done->row_count > 0 ? Confidence::kHigh : Confidence::kMedium;
  conclusion.interpretation.answer = summary.answer;
  conclusion.interpretation.confidence = summary.confidence;
  conclusion.summary = std::move(summary);
  StageFinished finished;
  finished.stage = Stage::kSummary;
  finished.model = "offline";
  finished.elapsed_ms = elapsed_since(clock_, started).count();
  sink(finished);
  co_return conclusion;
}

}  // namespace askdb
