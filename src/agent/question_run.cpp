#include "agent/question_run.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "agent/grounding.hpp"
#include "agent/language.hpp"
#include "agent/plan.hpp"
#include "agent/scope.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

// A plan longer than this is a mistake of its writer.
constexpr std::size_t kMaxSteps = 20;

}  // namespace

QuestionRun::QuestionRun(const asio::any_io_executor& strand, QuestionServices services,
                         Question question, EventSink sink)
    : services_(services),
      question_(std::move(question)),
      sink_(std::move(sink)),
      started_(services.clock.instant()),
      budget_(strand, services.limits.question_timeout),
      strand_(strand),
      refinements_left_(services.limits.max_refinements) {
  auto context = std::make_shared<QuestionContext>();
  context->history = question_.history;
  context->databases = question_.databases;
  context->area = question_.area;
  choose_scope(*context);
  context->now = services.clock.now();
  context->language = guess_language(context->question);
  context->is_debug = question_.is_debug;
  answer_.language = context->language;
  answer_.engine = services.reasoner.engine();
  context_ = std::move(context);
}

/// What the question's own words choose counts where the face chose nothing.
void QuestionRun::choose_scope(QuestionContext& context) const {
  std::vector<std::string> databases = question_.databases;
  if (databases.empty()) {
    for (const auto& source : services_.datasources.all()) databases.push_back(source->name());
  }
  std::vector<std::string> areas;
  for (const auto& area : services_.catalog.overlays().areas) areas.push_back(area.name);
  auto scope = scope_of(without_controls(trim(question_.text)), context.history, databases, areas);
  context.question = std::move(scope.question);
  if (!scope.database.empty()) context.databases = {scope.database};
  if (context.area.empty()) context.area = scope.area;
}

Task<Answer> QuestionRun::answer() {
  using asio::experimental::awaitable_operators::operator||;
  // The Answer is written even if the work is cancelled, so it lies outside the race.
  auto work = guarded();
  auto expiry = budget_.expiry();
  auto both = std::move(work) || std::move(expiry);
  bool was_cancelled = false;
  try {
    co_await std::move(both);
    const auto state = co_await asio::this_coro::cancellation_state;
    was_cancelled = state.cancelled() != asio::cancellation_type::none;
  } catch (const std::exception&) {
    was_cancelled = true;
  }
  finish(was_cancelled);
  co_return std::move(answer_);
}

Task<void> QuestionRun::guarded() {
  try {
    co_await pipeline();
  } catch (const boost::system::system_error& thrown) {
    if (thrown.code() == asio::error::operation_aborted) {
      fail({.fault = Fault::kCancelled,
            .message = "The question was stopped.",
            .next_step = {},
            .detail = {}});
    } else {
      fail({.fault = Fault::kOther, .message = {}, .next_step = {}, .detail = thrown.what()});
    }
  } catch (const std::exception& thrown) {
    fail({.fault = Fault::kOther, .message = {}, .next_step = {}, .detail = thrown.what()});
  }
}

Task<void> QuestionRun::pipeline() {
  if (context_->question.empty()) {
    answer_.outcome = Outcome::kClarification;
    answer_.text = "What would you like to know?";
    co_return;
  }
  if (services_.datasources.all().empty()) {
    fail({.fault = Fault::kConnection,
          .message = "No database is configured.",
          .next_step = "Name one with -d, or write an askdb.yaml with `askdb init URL`.",
          .detail = {}});
    co_return;
  }
  EventSink events = [this](const Event& event) { emit(event); };
  auto understood = co_await services_.reasoner.understand(context_, events);
  if (!understood) {
    fail(understood.error());
    co_return;
  }
  if (settle(*understood)) co_return;

  plan_ = runnable_plan(std::move(*understood->plan), kMaxSteps);
  // SQL that came with the plan is for its only step.
  if (plan_.steps.size() == 1) first_sql_ = std::move(understood->sql);
  answer_.plan = plan_;
  emit(PlanMade{plan_});
  share_.emplace(StepShare{services_.reasoner, services_.catalog, services_.datasources,
                           services_.limits, services_.approval, services_.policies,
                           services_.cache_policies, services_.cache, question_.is_fresh,
                           services_.merged, services_.clock, context_, question_.approval,
                           question_.approver, events, budget_, *std::move(understood),
                           asio::steady_timer(strand_, asio::steady_timer::time_point::max())});
  std::size_t done = 0;
  bool is_done = false;
  while (!is_done) {
    co_await run_steps(done);
    done = slots_.size();
    answer_.steps = results();
    if (!has_results()) {
      fail_with_steps();
      co_return;
    }
    is_done = co_await conclude();
  }
}

Task<void> QuestionRun::run_steps(std::size_t from) {
  for (std::size_t i = from; i < plan_.steps.size(); ++i) {
    asio::steady_timer done(strand_, asio::steady_timer::time_point::max());
    slots_.push_back(std::make_unique<Slot>(Slot{plan_.steps[i], std::move(done), {}}));
  }
  if (slots_.size() == from) co_return;
  if (slots_.size() - from == 1) {
    co_await run_slot(from);
    co_return;
  }
  using Operation = decltype(asio::co_spawn(strand_, std::declval<Task<void>>(), asio::deferred));
  std::vector<Operation> operations;
  for (std::size_t i = from; i < slots_.size(); ++i) {
    operations.push_back(asio::co_spawn(strand_, run_slot(i), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(operations));
  const auto all = asio::experimental::wait_for_all();
  const auto [order, thrown] = co_await group.async_wait(all, asio::use_awaitable);
  for (const auto& exception : thrown) {
    if (exception) std::rethrow_exception(exception);
  }
}

Task<void> QuestionRun::run_slot(std::size_t index) {
  auto& slot = *slots_[index];
  std::vector<StepExecutionResult> previous;
  for (const int number : slot.step.depends_on) {
    auto& needed = *slots_[static_cast<std::size_t>(number) - 1];
    while (!needed.outcome) {
      const auto token = asio::as_tuple(asio::use_awaitable);
      co_await needed.done.async_wait(token);
    }
    if (needed.outcome->result.success) {
      previous.push_back(needed.outcome->result);
      continue;
    }
    // A refinement may stand on what is left; a planned step needs all it asked for.
    if (refinements_left_ < services_.limits.max_refinements) continue;
    StepOutcome skipped;
    skipped.result.step_number = slot.step.step_number;
    skipped.result.error =
        "Not run, because step " + std::to_string(number) + ", which it needs, failed.";
    emit(StepFinished{skipped.result});
    slot.outcome = std::move(skipped);
    slot.done.cancel();
    co_return;
  }
  StepRun run(*share_, slot.step, std::move(previous), std::exchange(first_sql_, std::nullopt));
  slot.outcome = co_await run.run();
  slot.done.cancel();
}

Task<bool> QuestionRun::conclude() {
  auto concluded = co_await services_.reasoner.conclude(context_, plan_, results(),
                                                        refinements_left_, share_->sink);
  if (!concluded) {
    fail(concluded.error());
    co_return true;
  }
  const auto& next = concluded->interpretation.next_step;
  const bool wants_more =
      concluded->interpretation.status == InterpretationStatus::kNeedsRefinement && next;
  if (wants_more && refinements_left_ > 0) {
    // Asked for the same step again: more of it would not help, so it has to answer now.
    const bool is_repeated = has_step_like(plan_, *next);
    refinements_left_ = is_repeated ? 0 : refinements_left_ - 1;
    if (!is_repeated) {
      plan_.steps.push_back(refinement_step(plan_, *next));
      answer_.plan = plan_;
      emit(PlanMade{plan_});
    }
    co_return false;
  }
  conclude_with(*concluded);
  co_return true;
}

void QuestionRun::emit(Event event) {
  if (auto* finished = std::get_if<StageFinished>(&event)) {
    finished->pipeline_time_ms = elapsed_since(services_.clock, started_).count();
    answer_.tokens += finished->tokens;
    if (!question_.is_debug) finished->communication.reset();
  }
  sink_(event);
}

}  // namespace askdb
