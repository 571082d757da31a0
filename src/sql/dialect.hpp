#pragma once

/// The SQL dialects askdb writes and checks.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string_view>

namespace askdb {

enum class Dialect { kPostgresql, kSqlite, kDuckdb, kMysql, kClickhouse, kTrino };
BOOST_DESCRIBE_ENUM(Dialect, kPostgresql, kSqlite, kDuckdb, kMysql, kClickhouse, kTrino)

/// "PostgreSQL": for prompts and people.
constexpr std::string_view display_name(Dialect dialect) {
  switch (dialect) {
    case Dialect::kPostgresql:
      return "PostgreSQL";
    case Dialect::kSqlite:
      return "SQLite";
    case Dialect::kDuckdb:
      return "DuckDB";
    case Dialect::kMysql:
      return "MySQL";
    case Dialect::kClickhouse:
      return "ClickHouse";
    case Dialect::kTrino:
      return "Trino";
  }
  return "SQL";
}

}  // namespace askdb
