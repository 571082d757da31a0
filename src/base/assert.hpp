#pragma once

/// `ASKDB_ASSERT(condition, "why it must hold")`: a bug if it fails, which no input can reach.
/// Active in every build type; throws, so that one question fails and the process lives on.

#include <stdexcept>
#include <string>

namespace askdb {

[[noreturn]] inline void assertion_failed(const char* condition, const char* why, const char* file,
                                          int line) {
  throw std::logic_error(std::string(file) + ":" + std::to_string(line) + ": " + condition + ": " +
                         why);
}

}  // namespace askdb

#define ASKDB_ASSERT(condition, why) \
  ((condition) ? void(0) : ::askdb::assertion_failed(#condition, why, __FILE__, __LINE__))
