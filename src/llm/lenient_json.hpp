#pragma once

/// JSON as models really write it: in code fences, after a preamble, with numbers as strings.

#include <optional>
#include <string_view>

#include "base/described.hpp"

namespace askdb {

/// The JSON value in `text`: the whole text if it parses, else what a code fence holds, else the
/// first object in it that parses. Absent when there is none. Time is linear in the text for any
/// input, up to a fixed number of attempts.
std::optional<json::value> find_json(std::string_view text);

/// `value` with the harmless deviations from `schema` mended: numbers and truth values written as
/// strings, a nested object or list written as a string of JSON, one item instead of a list, enum
/// words in another case, null for a list. What it cannot mend stays as it is.
json::value mended(json::value value, const json::object& schema);

}  // namespace askdb
