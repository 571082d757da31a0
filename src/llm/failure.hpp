#pragma once

/// What a provider's refusal means: for the person, and for the decision to try again.

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "net/http_client.hpp"

namespace askdb {

/// Why one try failed.
struct TryFailure {
  Error error;
  /// "API overloaded", "Rate limit reached": why another try may help. Empty: it will not.
  std::string passing_reason;
  std::optional<std::chrono::milliseconds> retry_after;
  /// The request itself was refused (400, 422): `problem` says which part.
  bool is_bad_request = false;
  std::string problem;
};

/// `reply` has a status other than 2xx. Keys never appear in the result.
TryFailure refused(const ModelConfig& config, const HttpReply& reply, Clock::WallTime now);

/// The exchange itself failed, or broke off.
TryFailure broken(Error error);

/// The last failure, after `tries` tries, as the person gets it.
Error given_up(const ModelConfig& config, const TryFailure& failure, int tries);

/// "anthropic/claude-haiku-4-5".
std::string full_name(const ModelConfig& config);

}  // namespace askdb
