#include <utility>

#include "sql/clickhouse/language.hpp"
#include "sql/guard.hpp"
#include "sql/strict/guard.hpp"

namespace askdb {

std::unique_ptr<Guard> make_clickhouse_guard(std::shared_ptr<const Database> schema) {
  return strict::make_guard(clickhouse::language(), std::move(schema));
}

}  // namespace askdb
