#pragma once

/// Time and randomness are passed in, so that tests are exact.

#include <chrono>
#include <memory>
#include <string>

namespace askdb {

class Clock {
 public:
  using WallTime = std::chrono::system_clock::time_point;
  using Instant = std::chrono::steady_clock::time_point;

  virtual ~Clock() = default;
  virtual WallTime now() const { return std::chrono::system_clock::now(); }
  virtual Instant instant() const { return std::chrono::steady_clock::now(); }
};

/// Random version 4 UUIDs (RFC 9562), 36 characters.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual std::string next();
};

/// Milliseconds from `start` until now by `clock`.
inline std::chrono::milliseconds elapsed_since(const Clock& clock, Clock::Instant start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock.instant() - start);
}

/// "2026-11-20T18:42:00Z": ISO 8601, UTC, seconds.
std::string iso_time(Clock::WallTime time);
/// "2026-11-20T18:42:00.123Z": the same with milliseconds; sorts as text.
std::string iso_time_ms(Clock::WallTime time);
/// "2026-11-20" in local time: what "today" means to the person who asks.
std::string local_date(Clock::WallTime time);

}  // namespace askdb
