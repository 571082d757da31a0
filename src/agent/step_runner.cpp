#include "agent/step_runner.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <utility>

#include "agent/approval.hpp"
#include "agent/federated_step.hpp"
#include "datasource/policies.hpp"

namespace askdb {
namespace {

/// Leaves the queue of approvals even if the wait is cancelled.
class Asking {
 public:
  explicit Asking(StepShare& share) : share_(share) { share_.is_asking = true; }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() {
    share_.is_asking = false;
    share_.turn.cancel();
  }

 private:
  StepShare& share_;
};

}  // namespace

StepRun::StepRun(StepShare& share, PlanStep step, std::vector<StepExecutionResult> previous,
                 std::optional<SqlGenerationResult> sql)
    : share_(share),
      step_(std::move(step)),
      previous_(std::move(previous)),
      sql_(std::move(sql)),
      machine_(share.limits.max_attempts) {
  result_.step_number = step_.step_number;
  reasons_ = reasons_to_ask(share.mode, share.approval, share.understanding);
}

Task<StepOutcome> StepRun::run() {
  const auto started = share_.clock.instant();
  auto unusable = co_await prepare();
  if (unusable) co_return failed(*std::move(unusable));
  if (sql_) reasoning_ = sql_->reasoning;
  step::Action action = machine_.next(step::Begin{sql_ ? sql_->sql : ""});
  while (!std::holds_alternative<step::Succeed>(action)) {
    if (auto* end = std::get_if<step::Fail>(&action)) {
      result_.elapsed_ms = elapsed_since(share_.clock, started).count();
      co_return failed(located(std::move(end->error)));
    }
    auto event = co_await perform(std::move(action));
    action = machine_.next(event);
    report(event, action);
  }
  result_.elapsed_ms = elapsed_since(share_.clock, started).count();
  result_.success = true;
  result_.sql = machine_.sql();
  result_.attempts = machine_.attempt();
  share_.sink(StepFinished{result_});
  co_return StepOutcome{std::move(result_), {}};
}

Task<std::optional<Error>> StepRun::prepare() {
  auto names = step_.databases;
  if (names.empty() && sql_ && !sql_->database.empty()) names.push_back(sql_->database);
  if (names.empty() && share_.datasources.all().size() == 1) {
    names.push_back(share_.datasources.all().front()->name());
  }
  auto serving = share_.datasources.serving(names);
  if (!serving) co_return serving.error();
  step_.databases = names;
  // Without a database of its own a step joins what the steps before it found.
  const bool joins_steps = names.empty() && !previous_.empty();
  if (serving->size() > 1 || joins_steps) {
    co_return co_await prepare_federated(*std::move(serving));
  }
  auto routed = share_.datasources.route(names);
  if (!routed) co_return routed.error();
  source_ = *routed;
  result_.database = source_->name();
  auto entry = co_await share_.catalog.entry(source_->name());
  if (!entry) co_return located(entry.error());
  database_ = (*entry)->database;
  guard_ = (*entry)->guard;
  co_return std::nullopt;
}

Task<std::optional<Error>> StepRun::prepare_federated(std::vector<Datasource*> sources) {
  auto made = co_await federated_step(share_, std::move(sources), previous_);
  if (!made) co_return made.error();
  federated_ = std::move(made->source);
  guard_ = std::move(made->guard);
  database_ = federated_->database();
  source_ = federated_.get();
  result_.database = source_->name();
  co_return std::nullopt;
}

Task<step::Event> StepRun::perform(step::Action action) {
  if (std::holds_alternative<step::WriteSql>(action)) {
    co_return co_await write();
  }
  if (auto* check_it = std::get_if<step::CheckSql>(&action)) {
    co_return co_await check(std::move(check_it->sql));
  }
  if (auto* ask_for = std::get_if<step::AskApproval>(&action)) {
    co_return co_await ask(std::move(ask_for->note));
  }
  if (auto* what = std::get_if<step::AnalyseError>(&action)) {
    co_return co_await analyse(std::move(what->error));
  }
  co_return co_await execute();
}

Task<step::Event> StepRun::write() {
  const auto started = share_.clock.instant();
  start_stage(Stage::kSqlGeneration);
  auto written = co_await share_.reasoner.write_sql(share_.context, task(), progress());
  if (!written) {
    finish_stage(Stage::kSqlGeneration, spent_cost(), started);
    co_return step::WriteFailed{written.error()};
  }
  finish_stage(Stage::kSqlGeneration, std::move(written->cost), started);
  reasoning_ = written->value.reasoning;
  co_return step::Wrote{written->value.sql};
}

Task<step::Event> StepRun::check(std::string sql) {
  tried_ = sql;
  share_.sink(SqlWritten{step_.step_number, machine_.attempt(), source_->name(), sql, reasoning_});
  const auto started = share_.clock.instant();
  start_stage(Stage::kGuard);
  auto verdict = guard_->check(sql, rights());
  if (!verdict) {
    finish_stage(Stage::kGuard, {}, started);
    co_return step::Refused{verdict.error()};
  }
  auto checked = *std::move(verdict);
  RunLimits limits;
  limits.timeout = std::min(share_.limits.statement_timeout, share_.budget.remaining());
  auto estimate = co_await source_->estimate(checked, limits);
  finish_stage(Stage::kGuard, {}, started);
  if (!estimate) co_return step::RunFailed{estimate.error()};
  if (estimate->total_cost > share_.limits.max_cost) {
    co_return step::Refused{cost_refusal(estimate->total_cost, share_.limits.max_cost)};
  }
  checked_ = std::move(checked);
  estimate_ = *std::move(estimate);
  co_return step::Passed{!reasons_.empty()};
}

Task<step::Event> StepRun::ask(std::string note) {
  if (!share_.approver) co_return step::NobodyToAsk{};
  QuestionBudget::Pause pause(share_.budget);
  while (share_.is_asking) {
    const auto token = asio::as_tuple(asio::use_awaitable);
    co_await share_.turn.async_wait(token);
  }
  const Asking asking(share_);
  const auto started = share_.clock.instant();
  start_stage(Stage::kApproval);
  auto wanted = request(note);
  share_.sink(wanted);
  auto answer = co_await share_.approver(std::move(wanted));
  finish_stage(Stage::kApproval, {}, started);
  if (answer.action == ApprovalAction::kApprove) co_return step::Approved{};
  if (answer.action == ApprovalAction::kReject) co_return step::Rejected{answer.feedback};
  co_return step::Edited{answer.sql};
}

Task<step::Event> StepRun::execute() {
  const auto started = share_.clock.instant();
  start_stage(Stage::kExecution);
  auto rows = co_await rows_of_checked();
  finish_stage(Stage::kExecution, {}, started);
  if (!rows) co_return step::RunFailed{rows.error()};
  keep(*std::move(rows));
  co_return step::Ran{};
}

GuardPolicy StepRun::rights() const {
  const auto policy = share_.policies.find(source_->name());
  if (policy != share_.policies.end()) return policy->second;
  // Over several databases each part is judged by its own database's policy.
  return {.max_rows = share_.limits.max_rows};
}

std::string StepRun::cache_key(const CachePolicy& policy) const {
  const auto& fingerprint = database_->fingerprint;
  if (policy.kind == CachePolicy::Kind::kNever || fingerprint.empty()) return {};
  if (depends_on_moment(checked_->original())) return {};
  return ResultCache::key(source_->identity(), fingerprint, *checked_, rights());
}

Task<Result<Rows>> StepRun::rows_of_checked() {
  const auto found = share_.cache_policies.find(source_->name());
  const CachePolicy policy = found == share_.cache_policies.end() ? CachePolicy() : found->second;
  const auto key = cache_key(policy);
  if (!key.empty() && !share_.is_fresh) {
    const auto hit = share_.cache.find(key, policy, share_.clock.instant());
    if (hit) {
      result_.cached_seconds = hit->age.count();
      co_return *hit->rows;
    }
  }
  RunLimits limits;
  limits.timeout = std::min(share_.limits.statement_timeout, share_.budget.remaining());
  auto rows = co_await source_->run(*checked_, limits);
  if (rows && !key.empty()) share_.cache.put(key, policy, *rows, share_.clock.instant());
  co_return rows;
}

Task<step::Event> StepRun::analyse(std::string error) {
  const auto started = share_.clock.instant();
  start_stage(Stage::kErrorAnalysis);
  auto failed_task = task();
  failed_task.error = std::move(error);
  auto analysed =
      co_await share_.reasoner.analyse_error(share_.context, std::move(failed_task), progress());
  if (!analysed) {
    finish_stage(Stage::kErrorAnalysis, spent_cost(), started);
    co_return step::AnalysisFailed{analysed.error()};
  }
  finish_stage(Stage::kErrorAnalysis, std::move(analysed->cost), started);
  reasoning_ = analysed->value.reasoning;
  co_return step::Analysed{std::move(analysed->value)};
}

}  // namespace askdb
