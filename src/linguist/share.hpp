#pragma once

/// Which part of which whole a percentage is of.

#include <utility>
#include <vector>

#include "linguist/sem.hpp"

namespace askdb::linguist {

/// "What share of the orders was cancelled": the condition says which part, not which whole.
bool is_share_of_part(const Query& query);

/// The conditions of the part, and those of the whole: dates narrow the whole, when more is said.
std::pair<std::vector<Condition>, std::vector<Condition>> part_of_whole(const Query& query);

}  // namespace askdb::linguist
