#include "face/terminal/conversation.hpp"

namespace askdb {
namespace {

/// Roles look at the last few turns only.
constexpr std::size_t kMaxTurns = 10;

}  // namespace

void Conversation::on(const Event& event) {
  const auto* finished = std::get_if<StageFinished>(&event);
  if (finished == nullptr) return;
  Cost& cost = costs_[{finished->stage, finished->model}];
  cost.tokens += finished->tokens;
  ++cost.stages;
  cost.elapsed_ms += finished->elapsed_ms;
}

void Conversation::add(const std::string& question, const Answer& answer) {
  last_ = answer;
  last_question_ = question;
  const bool is_exchange = answer.outcome == Outcome::kAnswer ||
                           answer.outcome == Outcome::kDirectAnswer ||
                           answer.outcome == Outcome::kClarification;
  if (!is_exchange) return;
  Turn turn{.question = question,
            .answer = answer.text,
            .sql = {},
            .understood_as = answer.understood_as,
            .databases = {}};
  if (turn.understood_as.empty()) turn.understood_as = question;
  for (const auto& step : answer.steps) {
    if (step.sql) turn.sql.push_back(*step.sql);
    if (!step.success) continue;
    for (auto& name : databases_of(step)) turn.databases.push_back(std::move(name));
  }
  turns_.push_back(std::move(turn));
  if (turns_.size() > kMaxTurns) turns_.erase(turns_.begin());
}

}  // namespace askdb
