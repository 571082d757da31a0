#include "catalog/scoped_entry.hpp"

#include <algorithm>

#include "catalog/link.hpp"

namespace askdb {

std::shared_ptr<const CatalogEntry> scoped_entry(const CatalogEntry& entry,
                                                 const SubjectArea& area) {
  auto database = std::make_shared<Database>(*entry.database);
  std::erase_if(database->tables, [&](const Table& table) { return !has_table(area, table); });
  if (database->tables.empty()) return nullptr;
  if (!area.description.empty()) database->comment = area.description;
  auto scoped = std::make_shared<CatalogEntry>(entry);
  std::erase_if(scoped->values, [&](const ColumnValues& values) {
    return database->table(values.schema, values.table) == nullptr;
  });
  scoped->database = std::move(database);
  scoped->scope = area.name;
  scoped->links =
      std::make_shared<const LinkIndex>(scoped->database, scoped->values, scoped->areas);
  return scoped;
}

}  // namespace askdb
