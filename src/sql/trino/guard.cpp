#include <utility>

#include "sql/guard.hpp"
#include "sql/strict/guard.hpp"
#include "sql/trino/language.hpp"

namespace askdb {

std::unique_ptr<Guard> make_trino_guard(std::shared_ptr<const Database> schema) {
  return strict::make_guard(trino::language(), std::move(schema));
}

}  // namespace askdb
