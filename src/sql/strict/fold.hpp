#pragma once

/// Values of constant expressions, as far as the limits on sizes need them.

#include <optional>
#include <string>

#include "sql/strict/tree.hpp"

namespace askdb::strict {

/// The number that `node` always has: literals, texts that are numbers, casts, + - * /, and a
/// query that selects one.
std::optional<double> fold_number(const Node* node);

/// The text that `node` always has, or none.
std::optional<std::string> fold_text(const Node* node);

/// Product of all numbers above 1 below `node`: how large it may make a column's value.
double growth(const Node& node);

/// The largest number anywhere below `root`.
double largest_number(const Node& root);

}  // namespace askdb::strict
