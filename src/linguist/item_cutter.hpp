#pragma once

/// Cuts a question's tokens into the items that together explain most of them.

#include <vector>

#include "linguist/items.hpp"

namespace askdb::linguist {

/// Appends items for all tokens that are not `fixed`.
void cut_items(const SchemaIndex& schema, const std::vector<char>& fixed, Question& question);

}  // namespace askdb::linguist
