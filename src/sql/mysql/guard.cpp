#include <utility>

#include "sql/guard.hpp"
#include "sql/mysql/language.hpp"
#include "sql/strict/guard.hpp"

namespace askdb {

std::unique_ptr<Guard> make_mysql_guard(std::shared_ptr<const Database> schema) {
  return strict::make_guard(mysql::language(), std::move(schema));
}

}  // namespace askdb
