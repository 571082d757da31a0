#pragma once

/// When to ask a provider again, and how long to wait before.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace askdb {

/// Three more tries, 1 s doubling to 10 s. Tests pass small delays.
struct RetryPolicy {
  int max_retries = 3;
  std::chrono::milliseconds initial_delay{1'000};
  std::chrono::milliseconds max_delay{10'000};
  /// A delay is stretched by up to this part of itself, so that clients do not come back in step.
  double jitter = 0.2;
  /// A server that asks to wait longer (Retry-After) is not asked again.
  std::chrono::milliseconds max_retry_after{60'000};
  /// Numbers in [0, 1); may be called by many threads. Unset: random ones.
  std::function<double()> random;
};

/// The wait before retry number `retry` (1, 2, ...), without what the server asks for.
std::chrono::milliseconds retry_delay(const RetryPolicy& policy, int retry);

/// The value of a Retry-After header: seconds, or an HTTP date (RFC 9110, IMF-fixdate), which is
/// compared to `now`; never negative. Absent when it is neither.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           Clock::WallTime now);

/// "2s"; under a second "20ms".
std::string wait_in_words(std::chrono::milliseconds wait);

}  // namespace askdb
