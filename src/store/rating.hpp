#pragma once

/// What a person's rating means for the run log.

#include <optional>
#include <string>

#include "base/described.hpp"

namespace askdb::store {

struct LoggedRating {
  bool was_corrected = false;
  std::optional<std::string> correction_type;
  std::optional<std::string> user_feedback;
  std::optional<int> user_rating;  ///< 1 to 5.
};

/// `rating` is an object as `Store::rate` takes it; whatever else it is counts as none.
LoggedRating logged_rating(const json::value& rating);

}  // namespace askdb::store
