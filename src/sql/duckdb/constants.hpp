#pragma once

/// Constants of a statement, as far as its text tells them.

#include <optional>

#include "sql/duckdb/nodes.hpp"

namespace askdb::duckdb {

/// The value of an expression of numbers, signs, + - * / and casts; empty for all else.
std::optional<double> fold_number(const Node* expression);

/// The largest absolute number that is written below `node`.
double largest_number(const Node& node, std::string_view family);

}  // namespace askdb::duckdb
