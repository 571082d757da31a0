#pragma once

/// What was said in one session, and what it cost.

#include <map>
#include <string>
#include <vector>

#include "agent/event.hpp"
#include "agent/reasoner.hpp"

namespace askdb {

class Conversation {
 public:
  /// Counts what a stage cost. Other events are left alone.
  void on(const Event& event);
  /// Remembers an exchange, so that the next question can follow up on it.
  void add(const std::string& question, const Answer& answer);
  /// Forgets what was said, not what it cost.
  void forget() { turns_.clear(); }

  const std::vector<Turn>& turns() const { return turns_; }
  /// The last answer, whatever came of it. Null before the first.
  const Answer* last() const { return last_ ? &*last_ : nullptr; }
  const std::string& last_question() const { return last_question_; }

  struct Cost {
    TokenUsage tokens;
    std::int64_t stages = 0;
    std::int64_t elapsed_ms = 0;
  };
  /// By stage and model, of the whole session.
  const std::map<std::pair<Stage, std::string>, Cost>& costs() const { return costs_; }

 private:
  std::vector<Turn> turns_;
  std::optional<Answer> last_;
  std::string last_question_;
  std::map<std::pair<Stage, std::string>, Cost> costs_;
};

}  // namespace askdb
