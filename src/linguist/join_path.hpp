#pragma once

/// The tables and joins that connect the columns of a query.

#include <vector>

#include "linguist/schema_index.hpp"

namespace askdb::linguist {

struct JoinTree {
  std::vector<int> tables;  ///< In join order, the first stands in FROM.
  std::vector<Edge> edges;  ///< edges[i] connects tables[i + 1] to one before it.
  double cost = 0;
  bool is_connected = true;  ///< False: no path of keys exists; cross joins are never made.
};

/// Shortest ways between all tables, computed once per schema.
class JoinGraph {
 public:
  explicit JoinGraph(const SchemaIndex& schema);

  /// The cheapest tree over `terminals` (exact for up to 6 with Dreyfus-Wagner).
  /// `preferred`, when it names an edge's columns, makes that edge cheaper: which of two foreign
  /// keys to the same table is meant.
  JoinTree connect(const std::vector<int>& terminals,
                   const std::vector<ColumnRef>& preferred) const;

  /// Number of joins between two tables; large when there is no way.
  int distance(int a, int b) const;
  /// `child` has a foreign key that leads to `parent`, directly.
  const Edge* edge_to_parent(int child, int parent) const;
  /// Following foreign keys from many to one leads from `child` to `parent`.
  bool is_ancestor(int child, int parent) const;

 private:
  const SchemaIndex& schema_;
  int count_ = 0;
  std::vector<std::vector<int>> incident_;  // Edge numbers by table.
  std::vector<std::vector<short>> distance_;
};

}  // namespace askdb::linguist
