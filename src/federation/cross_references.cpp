#include "federation/cross_references.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"

namespace askdb::federation {
namespace {

using Entry = std::shared_ptr<const CatalogEntry>;

bool is_general(std::string_view column) {
  static const std::unordered_set<std::string> kGeneral{"id", "code", "key",  "name", "nr",
                                                        "no", "type", "date", "year", "number"};
  return kGeneral.contains(to_lower(column));
}

const ColumnValues* values_of(const CatalogEntry& entry, const Table& table, const Column& column) {
  for (const auto& known : entry.values) {
    if (known.table == table.name && known.column == column.name && known.schema == table.schema) {
      return &known;
    }
  }
  return nullptr;
}

/// Whether at least half of the one column's known values are among the other's.
bool overlaps(const ColumnValues* from, const ColumnValues* to) {
  // Whole numbers are not collected: there the name and the key have to do.
  if (from == nullptr || to == nullptr || from->values.empty() || to->values.empty()) return true;
  const std::unordered_set<std::string> owned(to->values.begin(), to->values.end());
  const auto common = std::count_if(from->values.begin(), from->values.end(),
                                    [&](const auto& value) { return owned.contains(value); });
  // Of an incomplete list a missing value says little.
  const double wanted = to->is_complete ? 0.5 : 0.05;
  return static_cast<double>(common) >= wanted * static_cast<double>(from->values.size());
}

bool is_unique(const Table& table, const Column& column) {
  if (table.primary_key == std::vector{column.name}) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return index.is_unique && index.columns == std::vector{column.name};
  });
}

const Entry* entry_of(const std::vector<Entry>& entries, const std::string& database) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    return iequals(entry->database->name, database);
  });
  return found == entries.end() ? nullptr : &*found;
}

void add_declared(const std::vector<Entry>& entries, std::vector<Reference>& found) {
  for (const auto& entry : entries) {
    for (const auto& one : entry->database->cross_references) {
      const auto* to = entry_of(entries, one.to_database);
      if (to == nullptr || *to == entry) continue;
      const auto* table = (*to)->database->table({}, one.to_table);
      const auto* column = table == nullptr ? nullptr : table->column(one.to_column);
      if (column == nullptr) continue;
      found.push_back({entry->database->name, one.table, one.column, (*to)->database->name,
                       table->name, column->name, false});
    }
  }
}

/// The tables of one entry that have a column of this name as their single key.
using Owners = std::unordered_map<std::string, std::vector<const Table*>>;

Owners owners_of(const Database& database) {
  Owners owners;
  for (const auto& table : database.tables) {
    if (table.is_view) continue;
    for (const auto& column : table.columns) {
      if (is_unique(table, column)) owners[to_lower(column.name)].push_back(&table);
    }
  }
  return owners;
}

void infer(const CatalogEntry& entry, const Table& table, const Column& column,
           const CatalogEntry& other, const Owners& owners, std::vector<Reference>& found) {
  const auto known = owners.find(to_lower(column.name));
  if (known == owners.end()) return;
  const Table* owner = nullptr;
  for (const auto* one : known->second) {
    const auto* key = one->column(column.name);
    const bool fits = key->kind == column.kind &&
                      overlaps(values_of(entry, table, column), values_of(other, *one, *key));
    // Two owners: a guess would be a coin toss.
    if (fits && owner != nullptr) return;
    if (fits) owner = one;
  }
  if (owner == nullptr) return;
  found.push_back({entry.database->name, table.name, column.name, other.database->name, owner->name,
                   owner->column(column.name)->name, true});
}

}  // namespace

std::string reference_text(const Reference& reference) {
  return reference.database + "." + reference.table + "." + reference.column + " = " +
         reference.to_database + "." + reference.to_table + "." + reference.to_column;
}

std::vector<Reference> references_between(const std::vector<Entry>& entries) {
  std::vector<Reference> found;
  add_declared(entries, found);
  std::set<std::string> declared;
  for (const auto& one : found) declared.insert(one.database + "." + one.table + "." + one.column);
  std::vector<Owners> owners;
  for (const auto& entry : entries) owners.push_back(owners_of(*entry->database));
  for (const auto& entry : entries) {
    for (const auto& table : entry->database->tables) {
      for (const auto& column : table.columns) {
        const bool is_key_like = column.kind == ValueKind::kText ||
                                 column.kind == ValueKind::kInteger ||
                                 column.kind == ValueKind::kUuid;
        // A key that others refer to is no reference itself.
        if (!is_key_like || is_general(column.name) || is_unique(table, column)) continue;
        const auto name = entry->database->name + "." + table.name + "." + column.name;
        if (declared.contains(name)) continue;
        for (std::size_t i = 0; i < entries.size(); ++i) {
          if (entries[i] != entry) infer(*entry, table, column, *entries[i], owners[i], found);
        }
      }
    }
  }
  return found;
}

std::shared_ptr<const std::vector<Reference>> ReferenceCache::of(std::vector<Entry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a->database->name < b->database->name; });
  const std::lock_guard lock(mutex_);
  if (entries != entries_) {
    references_ = std::make_shared<const std::vector<Reference>>(references_between(entries));
    entries_ = std::move(entries);
  }
  return references_;
}

}  // namespace askdb::federation
