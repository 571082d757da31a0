#pragma once

/// How the inside of a store reports what its library refused. Becomes a Result before it leaves
/// the room.

#include <exception>

#include "base/result.hpp"

namespace askdb::store {

struct Failure : std::exception {
  explicit Failure(Error what_failed) : error(std::move(what_failed)) {}
  const char* what() const noexcept override { return error.message.c_str(); }

  Error error;
};

inline Error damaged_error(std::string detail) {
  return {.fault = Fault::kOther,
          .message = "Something in askdb's store is damaged.",
          .next_step = "Restore the store from a backup.",
          .detail = std::move(detail)};
}

inline Error taken_error(const std::string& what) {
  return {.fault = Fault::kInput,
          .message = "There is already a " + what + ".",
          .next_step = "Try again, with a new one.",
          .detail = {}};
}

inline Error newer_error(const std::string& place, int version, int known) {
  return {.fault = Fault::kConfig,
          .message = "The store " + place + " is of version " + std::to_string(version) +
                     "; this askdb knows versions up to " + std::to_string(known) + ".",
          .next_step = "Use the newer askdb, or name another store with CONTROL_DB_URL.",
          .detail = {}};
}

inline Error not_open_error() {
  return {.fault = Fault::kOther,
          .message = "askdb's store is not open.",
          .next_step = "Start askdb again.",
          .detail = {}};
}

/// What `work()` returns, or why it failed.
template <class Work>
auto caught(Work&& work) -> Result<decltype(work())> {
  try {
    return work();
  } catch (const Failure& failure) {
    return failure.error;
  }
}

}  // namespace askdb::store
