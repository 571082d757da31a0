#pragma once

/// Regular expressions that PostgreSQL's engine takes exponential time or space for.

#include <string_view>

namespace askdb::postgresql {

/// What is wrong with `pattern`, as the end of a sentence, or "".
std::string_view danger_in_pattern(std::string_view pattern);

/// A back-reference or the first half of one.
bool has_back_reference(std::string_view text);

}  // namespace askdb::postgresql
