#pragma once

/// Names for threads that nobody has named.

#include <cstdint>
#include <string>

#include "base/clock.hpp"

namespace askdb {

/// "Swift Talk 17:53": two words that `number` chooses, and the local time.
std::string thread_name(std::uint64_t number, Clock::WallTime now);

}  // namespace askdb
