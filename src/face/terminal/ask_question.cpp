#include "face/terminal/ask_question.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

namespace askdb {
namespace {

/// A word that a coroutine waits for and the foreground says.
struct OpenApproval {
  explicit OpenApproval(asio::io_context& io) : said(io, asio::steady_timer::time_point::max()) {}
  asio::steady_timer said;  // A timer that never ends but is cancelled: a signal.
  std::optional<ApprovalAnswer> answer;
};

using OnApproval = std::function<std::optional<ApprovalAnswer>(const ApprovalRequest&)>;

/// Not a lambda: its frame must own what it uses.
Task<ApprovalAnswer> wait_for_approval(Foreground& foreground, const OnApproval& on_approval,
                                       ApprovalRequest request) {
  auto pending = std::make_shared<OpenApproval>(foreground.io());
  foreground.post([&foreground, &on_approval, pending, request = std::move(request)] {
    auto answer = on_approval(request);
    if (!answer) return foreground.cancel();
    asio::post(foreground.io(), [pending, answer = *std::move(answer)] {
      pending->answer = answer;
      pending->said.cancel();
    });
  });
  auto wait = pending->said.async_wait(asio::as_tuple(asio::use_awaitable));
  co_await std::move(wait);
  if (!pending->answer) throw boost::system::system_error(asio::error::operation_aborted);
  co_return *pending->answer;
}

Answer broken(const std::string& what) {
  Answer answer;
  answer.outcome = Outcome::kError;
  answer.text = "I encountered an issue processing your question. Please try again.";
  answer.next_step = what;
  answer.fault = "other";
  return answer;
}

bool is_cancelled(const Answer& answer) { return answer.fault && *answer.fault == "cancelled"; }

}  // namespace

std::optional<Answer> ask_question(Foreground& foreground, Orchestrator& orchestrator,
                                   Question question, const QuestionHooks& hooks) {
  if (hooks.on_approval) {
    question.approver = [&foreground, &hooks](ApprovalRequest request) {
      return wait_for_approval(foreground, hooks.on_approval, std::move(request));
    };
  }
  EventSink sink = [&foreground, &hooks](const Event& event) {
    if (hooks.on_event) foreground.post([&hooks, event] { hooks.on_event(event); });
  };
  try {
    auto answer =
        foreground.run(orchestrator.answer(std::move(question), std::move(sink)), hooks.on_tick);
    if (answer && is_cancelled(*answer)) return std::nullopt;
    return answer;
  } catch (const std::exception& failed) {
    return broken(failed.what());
  }
}

}  // namespace askdb
