#include "face/terminal/progress.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace askdb {
namespace {

std::string_view done_text(Stage stage) {
  switch (stage) {
    case Stage::kValidation:
      return "understood";
    case Stage::kDecision:
      return "decided";
    case Stage::kPlanning:
      return "planned";
    case Stage::kSqlGeneration:
      return "SQL written";
    case Stage::kGuard:
      return "checked";
    case Stage::kApproval:
      return "approved";
    case Stage::kExecution:
      return "ran";
    case Stage::kErrorAnalysis:
      return "error analysed";
    case Stage::kInterpretation:
      return "interpreted";
    case Stage::kSummary:
      break;
  }
  return "answer written";
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

constexpr std::array<std::string_view, 10> kFrames = {"⠋", "⠙", "⠹", "⠸", "⠼",
                                                      "⠴", "⠦", "⠧", "⠇", "⠏"};

}  // namespace

std::string_view stage_text(Stage stage) {
  switch (stage) {
    case Stage::kValidation:
      return "Understanding the question";
    case Stage::kDecision:
      return "Deciding what to do";
    case Stage::kPlanning:
      return "Planning";
    case Stage::kSqlGeneration:
      return "Writing SQL";
    case Stage::kGuard:
      return "Checking the SQL";
    case Stage::kApproval:
      return "Waiting for your word";
    case Stage::kExecution:
      return "Running the query";
    case Stage::kErrorAnalysis:
      return "Looking at the error";
    case Stage::kInterpretation:
      return "Reading the result";
    case Stage::kSummary:
      break;
  }
  return "Writing the answer";
}

Progress::Progress(Screen screen, Write write, const Clock& clock)
    : screen_(screen), write_(std::move(write)), clock_(clock) {}

void Progress::on(const Event& event) {
  std::visit(Overloaded{[&](const StageStarted& started) {
                          running_.push_back({started.stage, started.step, clock_.instant()});
                          tick();
                        },
                        [&](const StageFinished& finished) {
                          finish(finished.stage, finished.step, finished.elapsed_ms);
                        },
                        [&](const Notice& notice) { line(one_line(notice.text)); },
                        [&](const SqlRefused& refused) {
                          line("SQL refused: " + one_line(refused.message));
                        },
                        [&](const StepFailed& failed) {
                          if (failed.will_retry) {
                            line("Attempt " + std::to_string(failed.attempt) +
                                 " failed, trying again: " + one_line(failed.error));
                          }
                        },
                        [&](const Answer&) {
                          running_.clear();
                          clear();
                        },
                        [](const auto&) {}},
             event);
}

void Progress::finish(Stage stage, std::optional<int> step, std::int64_t elapsed_ms) {
  std::erase_if(running_, [&](const Running& one) {
    return one.stage == stage && (one.step == step || !one.step || !step);
  });
  const auto text = std::string(done_text(stage)) + " " + duration_text(elapsed_ms);
  if (screen_.is_terminal) {
    done_.push_back(text);
    return tick();
  }
  write_("· " + (step && *step > 1 ? "step " + std::to_string(*step) + ": " : std::string()) +
         text + "\n");
}

void Progress::line(const std::string& text) {
  clear();
  if (screen_.is_terminal) {
    write_("  " + screen_.in(Ink::kDim, fitted(text, screen_.width - 3)) + "\n");
    return tick();
  }
  write_("· " + text + "\n");
}

void Progress::tick() {
  if (!screen_.is_terminal || running_.empty()) return;
  const Running& now = running_.back();
  const auto elapsed = elapsed_since(clock_, now.since).count();
  std::string text(stage_text(now.stage));
  if (now.step && *now.step > 1) text += " (step " + std::to_string(*now.step) + ")";
  // Below a third of a second a clock is only noise.
  if (elapsed >= 300) text += " " + duration_text(elapsed);
  std::string tail;
  for (auto one = done_.rbegin(); one != done_.rend(); ++one) {
    const auto longer = " · " + *one + tail;
    if (display_width(text) + display_width(longer) + 8 > screen_.width) break;
    tail = longer;
  }
  const auto frame = kFrames[frame_++ % kFrames.size()];
  drawn_ = "  " + screen_.in(Ink::kBlue, frame) + " " + fitted(text, screen_.width - 6) +
           screen_.in(Ink::kDim, tail);
  write_("\r\x1b[K" + drawn_);
}

void Progress::clear() {
  if (drawn_.empty()) return;
  drawn_.clear();
  write_("\r\x1b[K");
}

}  // namespace askdb
