#pragma once

/// ClickHouse as the strict parser knows it.

#include "sql/strict/language.hpp"

namespace askdb::clickhouse {

const strict::Language& language();

/// `name` as written may be called: exact spelling, but for those that the server takes in any
/// case; an aggregate also with combinators ("sumIfOrNull").
bool is_allowed_function(std::string_view name);
bool is_aggregate(std::string_view name);
std::string nearest_function(std::string_view name);

}  // namespace askdb::clickhouse
