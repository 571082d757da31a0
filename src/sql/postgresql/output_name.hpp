#pragma once

/// The names PostgreSQL gives to output columns without an alias.

#include <string>

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// "count" for `count(*)`, "name" for `c.name`, "?column?" when nothing suggests one.
std::string output_name(const PgQuery__Node* expression);

}  // namespace askdb::postgresql
