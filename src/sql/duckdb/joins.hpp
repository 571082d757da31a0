#pragma once

/// How many rows the parts of one FROM make together, as far as the text and the schema tell.

#include <map>
#include <string>
#include <vector>

#include "sql/duckdb/nodes.hpp"
#include "sql/join_size.hpp"
#include "sql/schema.hpp"

namespace askdb::duckdb {

/// A table, subquery or function in FROM.
struct Leaf {
  const Node* node = nullptr;
  std::string name;              ///< Alias, or name; in lower case.
  const Table* table = nullptr;  ///< Where the schema knows it.
  double rows = 1;
};

struct FromItems {
  std::vector<Leaf> leaves;
  std::vector<const Node*> conditions;
  /// Pairs that are connected without a condition: USING, NATURAL, POSITIONAL.
  std::vector<std::pair<std::size_t, std::size_t>> joined;
};

JoinSize size_of(const FromItems& from);

}  // namespace askdb::duckdb
