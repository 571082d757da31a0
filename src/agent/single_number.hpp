#pragma once

/// A single value as the sentence that answers its question.

#include <string>

#include "agent/compose.hpp"

namespace askdb {

/// "How many customers do we have?" and 1234: "There are 1,234 customers."
std::string say_single(const ComposeInput& input, const ResultColumn& column, const Value& value);

}  // namespace askdb
