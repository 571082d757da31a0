#pragma once

/// Names and texts in quotes, as each dialect writes them.

#include <string>
#include <string_view>

#include "sql/dialect.hpp"

namespace askdb {

/// `name` in the quotes of names: "a""b", and `a``b` for MySQL. ClickHouse reads \ as an escape.
std::string quoted_name(std::string_view name, Dialect dialect);

/// `text` in single quotes; MySQL and ClickHouse read \ as an escape, so it is doubled there.
std::string quoted_text(std::string_view text, Dialect dialect);

/// MySQL or MariaDB reserve `lower`, so it is no name without quotes; words that standard SQL
/// reserves too are not all listed.
bool is_reserved_in_mysql(std::string_view lower);

}  // namespace askdb
