#pragma once

/// A query as SQL text of one dialect.

#include <string>
#include <vector>

#include "linguist/join_path.hpp"
#include "linguist/sem.hpp"

namespace askdb::linguist {

struct Rendered {
  std::string sql;          ///< Empty when the tables cannot be joined.
  std::vector<int> tables;  ///< Every table read, subqueries included.
  double join_cost = 0;
  int joins = 0;
};

/// Adds FROM and JOIN, quotes names, writes literals as the columns' types want them.
Rendered render(const Query& query, const SchemaIndex& schema, const JoinGraph& joins);

}  // namespace askdb::linguist
