#pragma once

/// What one question did, collected from its events: what it cost, what the debug panel shows, and
/// its line in the run log.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "agent/event.hpp"
#include "store/store.hpp"

namespace askdb {

class RunRecord {
 public:
  void on(const Event& event);

  std::vector<TokenRecord> tokens() const;
  /// DebugEntry's of the stages in which an engine thought; null when there was none.
  json::value debug() const;
  RunLog log(const Message& message, const std::string& question, const Answer& answer) const;

 private:
  std::map<std::pair<std::string, std::string>, TokenRecord> tokens_;  // By stage and model.
  json::array debug_;
  std::vector<std::string> sql_generated_;
};

/// The rows that are kept of an answer.
std::vector<StoredResult> results_of(const Answer& answer);

}  // namespace askdb
