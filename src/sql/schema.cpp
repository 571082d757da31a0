#include "sql/schema.hpp"

#include "base/text.hpp"

namespace askdb {

const Column* Table::column(std::string_view wanted) const {
  for (const auto& column : columns) {
    if (column.name == wanted) return &column;
  }
  for (const auto& column : columns) {
    if (iequals(column.name, wanted)) return &column;
  }
  return nullptr;
}

const Table* Database::table(std::string_view schema, std::string_view wanted) const {
  const std::string_view home = schema.empty() ? std::string_view(default_schema) : schema;
  for (const auto& table : tables) {
    if (table.name == wanted && table.schema == home) return &table;
  }
  const Table* found = nullptr;
  for (const auto& table : tables) {
    if (!iequals(table.name, wanted)) continue;
    if (iequals(table.schema, home)) return &table;
    if (!schema.empty()) continue;
    if (found != nullptr) return nullptr;
    found = &table;
  }
  return found;
}

}  // namespace askdb
