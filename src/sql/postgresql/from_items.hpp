#pragma once

/// The FROM clause of one query, flattened: its leaves, and the conditions that connect them.

#include <string>
#include <vector>

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// A table, subquery or function in FROM, however deep in joins.
struct Leaf {
  const Message* item = nullptr;
  std::string alias;
  /// Names of its columns where the text tells ("" alias lists, WITH queries): may be empty.
};

struct FromItems {
  std::vector<Leaf> leaves;
  /// Conjuncts of WHERE and of ON.
  std::vector<const Message*> conditions;
  /// Pairs of leaves joined by USING or NATURAL.
  std::vector<std::pair<std::size_t, std::size_t>> joined;
};

FromItems flatten(const PgQuery__SelectStmt& query);

/// The leaf with that alias, or `leaves.size()`.
std::size_t leaf_named(const FromItems& from, std::string_view alias);

/// A comparison operator's name if `condition` is one ("=", "<", "BETWEEN"), else "".
std::string comparison(const Message* condition);

}  // namespace askdb::postgresql
