#pragma once

/// The failures that every store words the same.

#include "base/result.hpp"

namespace askdb::store {

inline Error taken_error(const std::string& what) {
  return {.fault = Fault::kInput,
          .message = "There is already a " + what + ".",
          .next_step = "Try again, with a new id.",
          .detail = {}};
}

}  // namespace askdb::store
