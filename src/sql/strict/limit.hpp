#pragma once

/// The row limit, put where it changes neither order, columns nor meaning.
///
/// A wrap (`SELECT * FROM (...) LIMIT n`) does not do for these dialects: MariaDB and Trino drop
/// ORDER BY inside it, MySQL and MariaDB refuse columns of one name. So the limit goes into the
/// outermost query itself: added where there is none, made smaller where there is a larger one. All
/// other bytes stay as they were checked.

#include <string>
#include <string_view>
#include <variant>

#include "sql/strict/parser.hpp"

namespace askdb::strict {

/// `sql` with at most `max_rows` + 1 rows, or why it cannot be limited.
std::variant<std::string, Refusal> limited_text(std::string_view sql, const Parsed& parsed,
                                                std::size_t max_rows);

}  // namespace askdb::strict
