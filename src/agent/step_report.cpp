// What a step tells: the parts of StepRun that wait for nothing.

#include <algorithm>
#include <utility>

#include "agent/approval.hpp"
#include "agent/step_runner.hpp"

namespace askdb {

SqlTask StepRun::task() const {
  SqlTask task;
  task.step = step_;
  task.previous = previous_;
  const auto& failures = machine_.failures();
  task.attempt = static_cast<int>(failures.size()) + 1;
  if (!failures.empty()) {
    task.failed_sql = failures.back().sql;
    task.error = failures.back().error;
  }
  if (failures.size() > 1) {
    task.earlier_sql = failures[failures.size() - 2].sql;
    task.earlier_error = failures[failures.size() - 2].error;
  }
  return task;
}

ApprovalRequest StepRun::request(const std::string& note) const {
  ApprovalRequest request;
  IdSource ids;
  request.id = ids.next();
  request.step = step_.step_number;
  request.database = source_->name();
  request.sql = machine_.sql();
  request.reasons = reasons_;
  if (!note.empty()) request.reasons.insert(request.reasons.begin(), note);
  request.confidence_percent = percent(share_.understanding.confidence);
  if (estimate_ && estimate_->rows > 0) request.estimated_rows = estimate_->rows;
  if (estimate_ && estimate_->total_cost > 0) request.estimated_cost = estimate_->total_cost;
  auto reviewed = review(*checked_, *database_, estimate_);
  request.facts = std::move(reviewed.facts);
  request.unknowns = std::move(reviewed.unknowns);
  for (const auto& word : share_.understanding.not_understood) {
    if (request.unknowns.size() < 3) request.unknowns.push_back("Not understood: " + word);
  }
  request.assumptions = share_.understanding.assumptions;
  if (request.assumptions.size() > 3) request.assumptions.resize(3);
  return request;
}

void StepRun::keep(Rows rows) {
  result_.tables = checked_->relations();
  result_.rows = std::move(rows);
  const auto& table = result_.rows.rows;
  result_.row_count = static_cast<std::int64_t>(table.size());
  result_.is_truncated = result_.rows.is_truncated;
  if (table.size() == 1 && table[0].size() == 1) result_.result_value = to_text(table[0][0]);
  if (federated_ == nullptr) return;
  result_.parts = federated_->report().parts;
  result_.matches = federated_->report().matches;
}

StageCost StepRun::spent_cost() const {
  StageCost cost;
  cost.tokens = spent_;
  return cost;
}

ModelProgress StepRun::progress() {
  ModelProgress progress;
  spent_ = {};
  progress.on_usage = [this](const TokenUsage& usage) { spent_ += usage; };
  progress.on_notice = [sink = share_.sink](const std::string& text) { sink(Notice{text}); };
  return progress;
}

void StepRun::start_stage(Stage stage) const {
  share_.sink(StageStarted{.stage = stage, .step = step_.step_number});
}

void StepRun::finish_stage(Stage stage, StageCost cost, Clock::Instant started) const {
  StageFinished finished;
  finished.stage = stage;
  finished.step = step_.step_number;
  finished.attempt = std::max(machine_.attempt(), 1);
  finished.model = std::move(cost.model);
  finished.elapsed_ms = elapsed_since(share_.clock, started).count();
  finished.tokens = cost.tokens;
  finished.communication = std::move(cost.communication);
  share_.sink(finished);
}

void StepRun::report(const step::Event& event, const step::Action& next) const {
  const bool will_retry = std::holds_alternative<step::AnalyseError>(next) ||
                          std::holds_alternative<step::AskApproval>(next);
  if (const auto* refused = std::get_if<step::Refused>(&event)) {
    share_.sink(SqlRefused{step_.step_number, machine_.attempt(), tried_, refused->refusal.rule,
                           refused->refusal.message, refused->refusal.instead});
    share_.sink(StepFailed{step_.step_number, machine_.attempt(), refused->refusal.message,
                           error_type(refused->refusal), will_retry});
  }
  if (const auto* failed_run = std::get_if<step::RunFailed>(&event)) {
    share_.sink(StepFailed{step_.step_number, machine_.attempt(), failed_run->error.message,
                           error_type(failed_run->error.fault), will_retry});
  }
}

Error StepRun::located(Error error) const {
  // Of several databases the one that failed has named itself.
  const bool is_named =
      federated_ != nullptr || error.message.find(source_->name()) != std::string::npos;
  if (!is_named && error.fault != Fault::kModel && error.fault != Fault::kCancelled) {
    error.message = source_->name() + ": " + error.message;
  }
  return error;
}

StepOutcome StepRun::failed(Error error) const {
  StepOutcome outcome{result_, std::move(error)};
  outcome.result.success = false;
  outcome.result.attempts = machine_.attempt();
  if (!machine_.sql().empty()) outcome.result.sql = machine_.sql();
  outcome.result.error = outcome.error->message;
  share_.sink(StepFinished{outcome.result});
  return outcome;
}

}  // namespace askdb
