#pragma once

/// Runs one question from the foreground: events and approval requests come to this thread.

#include <functional>

#include "agent/orchestrator.hpp"
#include "face/terminal/foreground.hpp"

namespace askdb {

/// What the foreground does meanwhile.
struct QuestionHooks {
  std::function<void(const Event&)> on_event;
  /// Unset: nobody can be asked. No answer: the question is cancelled.
  std::function<std::optional<ApprovalAnswer>(const ApprovalRequest&)> on_approval;
  std::function<void()> on_tick;
};

/// The answer. Nothing: it was cancelled. A broken machine becomes an Answer too.
std::optional<Answer> ask_question(Foreground& foreground, Orchestrator& orchestrator,
                                   Question question, const QuestionHooks& hooks);

}  // namespace askdb
