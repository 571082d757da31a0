#pragma once

/// FROM as a flat list: what is joined, and by which conditions.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/strict/tree.hpp"

namespace askdb::strict {

struct Leaf {
  const Node* item = nullptr;
  std::string alias;
};

struct FromItems {
  std::vector<Leaf> leaves;
  /// Parts of ON and WHERE that all must hold.
  std::vector<const Node*> conditions;
  /// Leaves connected by USING or NATURAL.
  std::vector<std::pair<std::size_t, std::size_t>> joined;
};

FromItems flatten(const Node& select);

/// "=", "<", ... of a single comparison, "between", "like"; else "".
std::string comparison(const Node& condition);

/// Index of the leaf with that alias, or the number of leaves.
std::size_t leaf_named(const FromItems& from, std::string_view alias);

}  // namespace askdb::strict
