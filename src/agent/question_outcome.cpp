// How a question ends: the parts of QuestionRun that wait for nothing.

#include <algorithm>
#include <utility>

#include "agent/grounding.hpp"
#include "agent/question_run.hpp"
#include "base/text.hpp"

namespace askdb {
namespace {

constexpr const char* kUnexpected =
    "I encountered an issue processing your question. Please try again.";
constexpr const char* kIrrelevant =
    "I can only answer questions about the connected databases. Ask about the data in them.";

Outcome outcome_of(Fault fault, bool has_steps) {
  if (fault == Fault::kConnection || fault == Fault::kInput) return Outcome::kDatasourceError;
  if (fault == Fault::kModel || fault == Fault::kOther || !has_steps) return Outcome::kError;
  return Outcome::kExecutionError;
}

std::string counted_rows(std::int64_t count) {
  return count == 1 ? "row was" : std::to_string(count) + " rows were";
}

std::string numbered(const std::vector<ClarificationQuestion>& questions) {
  std::string text = "I need some clarification to answer your question:";
  for (std::size_t i = 0; i < questions.size(); ++i) {
    text += "\n" + std::to_string(i + 1) + ". " + questions[i].question;
  }
  return text;
}

}  // namespace

bool QuestionRun::settle(const Understanding& understanding) {
  answer_.understood_as = understanding.understood_as;
  answer_.validation = understanding.validation;
  answer_.decision = understanding.decision;
  answer_.plan = understanding.plan;
  answer_.confidence = understanding.confidence;
  answer_.assumptions = understanding.assumptions;
  answer_.not_understood = understanding.not_understood;
  answer_.suggestions = understanding.suggestions;
  answer_.notes = understanding.notes;
  if (!understanding.engine.empty()) answer_.engine = understanding.engine;

  const auto message = understanding.decision ? understanding.decision->message : std::nullopt;
  const auto action =
      understanding.decision ? understanding.decision->action : DecisionAction::kCreatePlan;
  if (!understanding.validation.is_relevant || action == DecisionAction::kReject) {
    answer_.outcome = Outcome::kRejection;
    const auto& suggested = understanding.validation.suggested_response;
    answer_.text = suggested && !suggested->empty() ? *suggested : message.value_or(kIrrelevant);
    return true;
  }
  if (action == DecisionAction::kAnswerDirectly) {
    answer_.outcome = Outcome::kDirectAnswer;
    answer_.text = message.value_or(understanding.decision->reasoning);
    return true;
  }
  const auto& plan = understanding.plan;
  if (action == DecisionAction::kAskClarification || (plan && plan->needs_clarification)) {
    answer_.outcome = Outcome::kClarification;
    const bool has_list = plan && !plan->clarification_questions.empty();
    answer_.text = message ? *message
                   : has_list
                       ? numbered(plan->clarification_questions)
                       : std::string("Could you say more precisely what you would like to know?");
    return true;
  }
  if (!plan || plan->steps.empty()) {
    fail({.fault = Fault::kModel,
          .message = "No plan could be made for the question.",
          .next_step = "Ask in other words, or name the table you mean.",
          .detail = {}});
    return true;
  }
  return false;
}

std::vector<StepExecutionResult> QuestionRun::results() const {
  std::vector<StepExecutionResult> all;
  for (const auto& slot : slots_) {
    if (slot->outcome) all.push_back(slot->outcome->result);
  }
  return all;
}

/// Whether some end of the plan succeeded: a step on which no other one stands. A result that was
/// only the way to one that failed answers nothing.
bool QuestionRun::has_results() const {
  return std::any_of(slots_.begin(), slots_.end(), [&](const auto& slot) {
    const int number = slot->step.step_number;
    const auto needs_it = [&](const auto& other) {
      const auto& needed = other->step.depends_on;
      return other->outcome && !other->outcome->result.success &&
             std::find(needed.begin(), needed.end(), number) != needed.end();
    };
    // What was there before a refinement failed still answers.
    const bool was_refined = refinements_left_ < services_.limits.max_refinements;
    return slot->outcome && slot->outcome->result.success &&
           (was_refined || std::none_of(slots_.begin(), slots_.end(), needs_it));
  });
}

void QuestionRun::conclude_with(const Reasoner::Conclusion& conclusion) {
  answer_.outcome = Outcome::kAnswer;
  answer_.summary = conclusion.summary;
  if (!answer_.summary) {
    answer_.summary = SummaryResult{.answer = conclusion.interpretation.answer.value_or(""),
                                    .is_answerable = true,
                                    .confidence = conclusion.interpretation.confidence,
                                    .data_sources_used = {}};
  }
  if (answer_.summary->data_sources_used.empty()) {
    for (const auto& step : answer_.steps) {
      auto& used = answer_.summary->data_sources_used;
      if (!step.success) continue;
      for (auto& name : databases_of(step)) {
        if (std::find(used.begin(), used.end(), name) == used.end()) used.push_back(name);
      }
    }
  }
  answer_.text = answer_.summary->answer;
  // No surer than the question was understood, and no surer than the results are read.
  answer_.confidence = std::max(answer_.confidence, answer_.summary->confidence);
  if (!conclusion.suggestions.empty()) answer_.suggestions = conclusion.suggestions;
  answer_.ungrounded = ungrounded(answer_.text, context_->question, answer_.steps);
  if (!answer_.ungrounded.empty() && answer_.confidence == Confidence::kHigh) {
    answer_.confidence = Confidence::kMedium;
  }
  for (const auto& slot : slots_) {
    if (slot->outcome && slot->outcome->error) {
      answer_.notes.push_back("Incomplete: step " + std::to_string(slot->step.step_number) +
                              " failed: " + one_line(*slot->outcome->error));
    }
  }
  tell_truncation();
  tell_cached();
  for (const auto& step : answer_.steps) {
    for (auto& note : match_notes({step.parts, step.matches})) {
      answer_.notes.push_back(std::move(note));
    }
  }
}

void QuestionRun::tell_truncation() {
  for (const auto& step : answer_.steps) {
    if (!step.is_truncated) continue;
    const auto text = "Only the first " + counted_rows(step.row_count) +
                      " fetched; the database has more. Narrow the question, or raise MAX_ROWS.";
    answer_.notes.push_back(text);
  }
}

void QuestionRun::tell_cached() {
  for (const auto& step : answer_.steps) {
    if (!step.cached_seconds) continue;
    answer_.notes.push_back("The rows of " + step.database + " are kept from a run " +
                            std::to_string(*step.cached_seconds) +
                            " s ago; ask for fresh data to run the statement again.");
  }
}

void QuestionRun::fail(const Error& error) { failure_ = error; }

void QuestionRun::fail_with_steps() {
  for (const auto& slot : slots_) {
    if (slot->outcome && slot->outcome->error) return fail(*slot->outcome->error);
  }
  fail({.fault = Fault::kOther, .message = {}, .next_step = {}, .detail = "no step ran"});
}

void QuestionRun::finish(bool was_cancelled) {
  if (failure_ && budget_.is_used_up()) {
    failure_ = deadline_error(budget_.limit());
    failure_->message = "The question took longer than " +
                        std::to_string(budget_.limit().count() / 1000) + " s and was stopped.";
  } else if (failure_ && was_cancelled) {
    failure_->fault = Fault::kCancelled;
    failure_->message = "The question was stopped.";
    failure_->next_step.clear();
  }
  if (failure_) {
    const bool was_stopped = was_cancelled || budget_.is_used_up();
    answer_.outcome = was_stopped ? Outcome::kError : outcome_of(failure_->fault, !slots_.empty());
    if (failure_->message.empty()) failure_->message = kUnexpected;
    answer_.text = one_line(*failure_);
    answer_.fault = name_of(failure_->fault);
    if (!failure_->next_step.empty()) answer_.next_step = failure_->next_step;
    answer_.confidence = Confidence::kLow;
  }
  if (answer_.steps.empty()) answer_.steps = results();
  answer_.pipeline_time_ms = elapsed_since(services_.clock, started_).count();
  emit(answer_);
}

}  // namespace askdb
