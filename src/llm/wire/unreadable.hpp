#pragma once

/// What all providers' readers say when a reply cannot be used.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace askdb {

inline Error unreadable_reply() {
  return {.fault = Fault::kModel,
          .message = "What the model's server replied cannot be read.",
          .next_step = "Check provider and base URL of the model in the configuration.",
          .detail = {}};
}

inline Error cut_off_stream() {
  return {.fault = Fault::kConnection,
          .message = "The model's reply broke off.",
          .next_step = "Ask again.",
          .detail = "the stream ended before its last event"};
}

/// An error that the provider reported inside a stream.
inline Error stream_problem(std::string_view problem) {
  return {.fault = Fault::kModel,
          .message = "The model's server stopped its reply: " + std::string(problem),
          .next_step = "Ask again in a moment.",
          .detail = {}};
}

}  // namespace askdb
