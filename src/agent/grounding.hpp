#pragma once

/// Checks an answer against the rows it came from: nothing is stated that was not found.

#include <string>
#include <string_view>
#include <vector>

#include "agent/event.hpp"

namespace askdb {

/// What `answer` states and neither the rows nor the question hold, in order. Numbers may be
/// rounded, written with thousands separators, units (k, M, bn, %) or as words, and be counts,
/// sums, averages, differences, ratios or shares of the rows; years and ordinals of lists pass.
/// Names are words in bold, in quotes, or capitalised inside a sentence.
std::vector<Ungrounded> ungrounded(std::string_view answer, std::string_view question,
                                   const std::vector<StepExecutionResult>& results);

}  // namespace askdb
