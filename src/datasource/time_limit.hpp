#pragma once

/// A time limit that the server keeps itself, and the client a little later should it not.

#include <chrono>
#include <utility>

#include "base/task.hpp"

namespace askdb {

/// What the server has beyond its limit before the client ends the statement.
inline constexpr std::chrono::milliseconds kServerGrace{500};

/// `operation`, ended at `limit` and a little; then the error names the limit itself.
template <class T>
Task<Result<T>> within(Task<Result<T>> operation, std::chrono::milliseconds limit) {
  auto limited = with_deadline(std::move(operation), limit + kServerGrace);
  auto result = co_await std::move(limited);
  if (!result && result.error().fault == Fault::kTimeout &&
      result.error().message == deadline_error(limit + kServerGrace).message) {
    co_return deadline_error(limit);
  }
  co_return result;
}

}  // namespace askdb
