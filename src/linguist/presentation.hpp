#pragma once

/// What people want to see beside the bare answer. Benchmarks compare columns, people read them.

#include "linguist/join_path.hpp"
#include "linguist/sem.hpp"

namespace askdb::linguist {

/// What the question itself says, and is therefore left alone.
struct Asked {
  bool for_keys = false;       ///< It names ids.
  bool for_different = false;  ///< "different", "distinct", "unique".
};

/// Shows what a ranking ranks by and names beside keys, leaves rows without a ranked value out,
/// counts what a join repeats once, lists namesakes one by one, orders groups, and gives figures
/// readable titles. The meaning stays.
void present(Query& query, const SchemaIndex& schema, const JoinGraph& joins, Asked asked);

}  // namespace askdb::linguist
