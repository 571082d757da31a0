#include "sql/strict/schema_names.hpp"

#include <utility>

#include "base/text.hpp"

namespace askdb::strict {

SchemaNames::SchemaNames(std::shared_ptr<const Database> database)
    : database_(std::move(database)) {
  for (const auto& table : database_->tables) tables_[to_lower(table.name)].push_back(&table);
  for (const auto& routine : database_->routines) routines_.insert(to_lower(routine.name));
}

const Table* SchemaNames::table(std::string_view schema, std::string_view name,
                                bool is_exact) const {
  const auto found = tables_.find(to_lower(name));
  if (found == tables_.end()) return nullptr;
  const std::string_view home = schema.empty() ? database_->default_schema : schema;
  const Table* near = nullptr;
  for (const Table* table : found->second) {
    if (!iequals(table->schema, home)) continue;
    if (table->schema == home && table->name == name) return table;
    if (!is_exact) near = table;
  }
  if (near != nullptr) return near;
  return schema.empty() && found->second.size() == 1 &&
                 (!is_exact || found->second.front()->name == name)
             ? found->second.front()
             : nullptr;
}

std::string SchemaNames::nearest_table(std::string_view name) const {
  std::vector<std::string> names;
  names.reserve(database_->tables.size());
  for (const auto& table : database_->tables) names.push_back(table.name);
  return nearest(name, names);
}

bool SchemaNames::has_routine(std::string_view name) const {
  return routines_.count(to_lower(name)) > 0;
}

}  // namespace askdb::strict
