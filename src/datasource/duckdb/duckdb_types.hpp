#pragma once

#include <string_view>

#include "sql/schema.hpp"

namespace askdb::duckdb {

/// What values a type of DuckDB holds, from its name: "DECIMAL(18,2)", "INTEGER[]", "JSON".
ValueKind kind_of_type(std::string_view type);

}  // namespace askdb::duckdb
