#pragma once

/// What people want to see beside the bare answer. Benchmarks compare columns, people read them.

#include "linguist/join_path.hpp"
#include "linguist/sem.hpp"

namespace askdb::linguist {

/// Shows what a ranking ranks by and names beside keys, leaves rows without a ranked value out,
/// counts what a join repeats once, and gives figures readable titles. The meaning stays.
/// `asks_for_keys`: the question names ids itself, so they are left alone.
void present(Query& query, const SchemaIndex& schema, const JoinGraph& joins, bool asks_for_keys);

}  // namespace askdb::linguist
