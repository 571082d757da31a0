#pragma once

/// Do two results say the same?

#include <string_view>

#include "datasource/value.hpp"

namespace askdb::evaluation {

/// Numbers are equal within a relative 1e-6, whole or not; text must be the same bytes; NULL equals
/// NULL. Columns must agree in number and order, not in name. With `is_ordered` rows must come in
/// the same order, else each row must occur as often in both.
bool is_same_result(const Rows& gold, const Rows& predicted, bool is_ordered);

bool is_same_value(const Value& a, const Value& b);

/// True when the outermost SELECT of `sql` is ordered.
bool has_top_level_order(std::string_view sql);

/// The clauses a gold statement is made of, as in "filter + aggregate + join": a class to read
/// scores by.
std::string_view clause_class(std::string_view sql);

}  // namespace askdb::evaluation
