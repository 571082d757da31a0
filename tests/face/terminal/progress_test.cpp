#include <gtest/gtest.h>

#include "face/terminal/progress.hpp"

namespace askdb {
namespace {

/// A clock that stands still until it is told to move.
class StillClock : public Clock {
 public:
  Instant instant() const override { return now_; }
  void pass(std::chrono::milliseconds time) { now_ += time; }

 private:
  Instant now_{};
};

struct Shown {
  StillClock clock;
  std::string out;
  Progress progress;
  explicit Shown(Screen screen)
      : progress(
            screen, [this](std::string_view text) { out += text; }, clock) {}
};

TEST(Progress, WritesALinePerStageWithoutATerminal) {
  Shown shown({.width = 80, .is_terminal = false});
  shown.progress.on(StageStarted{Stage::kPlanning, std::nullopt});
  shown.progress.on(StageFinished{.stage = Stage::kPlanning, .elapsed_ms = 1'200});
  shown.progress.on(StageFinished{.stage = Stage::kExecution, .step = 2, .elapsed_ms = 14});
  shown.progress.on(Notice{"API overloaded. Retrying in 2s... (attempt 2/3)"});
  shown.progress.on(Answer{});
  EXPECT_EQ(shown.out,
            "· planned 1.2 s\n· step 2: ran 14 ms\n"
            "· API overloaded. Retrying in 2s... (attempt 2/3)\n");
}

TEST(Progress, RewritesOneLineOnATerminal) {
  Shown shown({.width = 80, .is_terminal = true});
  shown.progress.on(StageStarted{Stage::kPlanning, std::nullopt});
  EXPECT_EQ(shown.out, "\r\x1b[K  ⠋ Planning");
  shown.clock.pass(std::chrono::milliseconds(1'500));
  shown.out.clear();
  shown.progress.tick();
  EXPECT_EQ(shown.out, "\r\x1b[K  ⠙ Planning 1.5 s");
  shown.progress.on(StageFinished{.stage = Stage::kPlanning, .elapsed_ms = 1'500});
  shown.out.clear();
  shown.progress.on(StageStarted{Stage::kExecution, std::nullopt});
  EXPECT_EQ(shown.out, "\r\x1b[K  ⠹ Running the query · planned 1.5 s");
  shown.out.clear();
  shown.progress.on(Answer{});
  EXPECT_EQ(shown.out, "\r\x1b[K");
}

TEST(Progress, TellsOfAttemptsWithoutControlCharacters) {
  Shown shown({.width = 80, .is_terminal = false});
  shown.progress.on(
      StepFailed{.step = 1, .attempt = 1, .error = "no\x1b[2J column", .will_retry = true});
  shown.progress.on(StepFailed{.step = 1, .attempt = 5, .error = "no column", .will_retry = false});
  EXPECT_EQ(shown.out, "· Attempt 1 failed, trying again: no\xEF\xBF\xBD[2J column\n");
}

}  // namespace
}  // namespace askdb
