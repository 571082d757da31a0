#pragma once

/// Questions for an empty conversation.

#include <string>
#include <vector>

#include "face/terminal/names.hpp"

namespace askdb {

/// Up to `count` questions that the loaded databases can answer, taken from each in turn.
std::vector<std::string> starter_questions(const Names& names, std::size_t count);

}  // namespace askdb
