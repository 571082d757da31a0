#include "sql/postgresql/catalog_names.hpp"

#include <utility>

#include "base/text.hpp"

namespace askdb::postgresql {

CatalogNames::CatalogNames(std::shared_ptr<const Database> database)
    : database_(std::move(database)) {
  for (const auto& table : database_->tables) tables_[table.name].push_back(&table);
  for (const auto& routine : database_->routines) routines_[routine.name].push_back(&routine);
  for (const auto& type : database_->types) types_[type.name].push_back(&type);
}

const Table* CatalogNames::table(std::string_view schema, std::string_view name) const {
  const auto found = tables_.find(name);
  if (found == tables_.end()) return nullptr;
  const std::string_view home = schema.empty() ? database_->default_schema : schema;
  for (const Table* table : found->second) {
    if (table->schema == home) return table;
  }
  return schema.empty() && found->second.size() == 1 ? found->second.front() : nullptr;
}

std::string CatalogNames::nearest_table(std::string_view name) const {
  std::vector<std::string> names;
  names.reserve(database_->tables.size());
  for (const auto& table : database_->tables) names.push_back(table.name);
  return nearest(name, names);
}

const std::vector<const UserRoutine*>& CatalogNames::routines(std::string_view name) const {
  static const std::vector<const UserRoutine*> kNone;
  const auto found = routines_.find(name);
  return found == routines_.end() ? kNone : found->second;
}

const UserType* CatalogNames::type(std::string_view schema, std::string_view name) const {
  const auto found = types_.find(name);
  if (found == types_.end()) return nullptr;
  const UserType* match = nullptr;
  for (const UserType* type : found->second) {
    if (!schema.empty() && type->schema != schema) continue;
    // Of two types with one name, the one that runs code decides.
    if (match == nullptr || match->kind == "enum") match = type;
  }
  return match;
}

}  // namespace askdb::postgresql
