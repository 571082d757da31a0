#pragma once

/// Values of constant expressions, as far as the limits on arguments need them.

#include <optional>
#include <string>

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// The number that `expression` always has: literals, casts, + - * / ^, power(), SELECT of one.
std::optional<double> fold_number(const Message* expression);

/// The text that `expression` always has: literals, casts and ||.
std::optional<std::string> fold_text(const Message* expression);

/// Seconds: of a constant date or timestamp since an arbitrary origin; now() counts as today.
std::optional<double> fold_time(const Message* expression);

/// Seconds of a constant interval; a month counts 30 days.
std::optional<double> fold_interval(const Message* expression);

/// No column and no query inside.
bool is_constant(const Message* expression);

/// Product of all numbers above 1 in `expression`: how large it may make a column's value.
double growth(const Message* expression);

/// The largest number anywhere below `root`.
double largest_number(const Message& root);

}  // namespace askdb::postgresql
