#pragma once

/// What the offline engine says to words that ask for no data: greetings, requests to write, and
/// attempts to talk it out of its task.

#include <optional>
#include <string>
#include <string_view>

#include "agent/roles.hpp"

namespace askdb {

struct SmallTalk {
  DecisionAction action = DecisionAction::kReject;
  std::string message;  ///< In the question's language (English or German).
};

/// Absent when `question` may be about data.
std::optional<SmallTalk> small_talk(std::string_view question, std::string_view language);

}  // namespace askdb
