#pragma once

/// The SQL dialects askdb writes and checks.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string_view>

namespace askdb {

enum class Dialect { kPostgresql, kSqlite };
BOOST_DESCRIBE_ENUM(Dialect, kPostgresql, kSqlite)

/// "PostgreSQL": for prompts and people.
constexpr std::string_view display_name(Dialect dialect) {
  return dialect == Dialect::kPostgresql ? "PostgreSQL" : "SQLite";
}

}  // namespace askdb
