#pragma once

/// The evaluation itself: translate, run, compare, add up.

#include <chrono>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "face/terminal/evaluation/questions.hpp"
#include "face/terminal/evaluation/scoreboard.hpp"
#include "face/terminal/evaluation/subject.hpp"

namespace askdb::evaluation {

struct RunOptions {
  std::string databases;  ///< Folder of `<db_id>.sqlite`.
  std::chrono::milliseconds gold_limit{10'000};
  Clock::WallTime now;               ///< What "last month" is relative to.
  std::ostream* failures = nullptr;  ///< One JSON line for each question that is not right.
  std::ostream* progress = nullptr;
};

/// Questions of one database stand together in `questions`. A database that cannot be opened fails
/// the run, as a gold statement does that cannot run.
Result<Scoreboard> evaluate(const std::vector<GoldQuestion>& questions, const SubjectOpener& open,
                            const RunOptions& options);

}  // namespace askdb::evaluation
