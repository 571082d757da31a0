#pragma once

/// What was said before, as the agent wants to hear it.

#include <string>
#include <vector>

#include "agent/reasoner.hpp"
#include "store/store.hpp"

namespace askdb {

/// The exchanges among `messages` (oldest first) that a further question can follow up on, oldest
/// first, at most `count`. `continued`: a server message whose exchange comes last, because the
/// question continues that one; empty: none.
std::vector<Turn> turns_of(const std::vector<Message>& messages, const std::string& continued,
                           std::size_t count);

}  // namespace askdb
