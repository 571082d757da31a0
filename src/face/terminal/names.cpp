#include "face/terminal/names.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace askdb {
namespace {

std::vector<std::string> starting_with(const std::vector<std::string>& names,
                                       const std::string& start) {
  std::vector<std::string> found;
  for (const auto& name : names) {
    if (name.size() >= start.size() && iequals(name.substr(0, start.size()), start)) {
      found.push_back(name);
    }
  }
  return found;
}

}  // namespace

void Names::set(const std::string& datasource, std::shared_ptr<const CatalogEntry> entry) {
  entries_[datasource] = std::move(entry);
  std::set<std::string> tables;
  std::set<std::string> all;
  for (const auto& [name, one] : entries_) {
    for (const auto& table : one->database->tables) {
      tables.insert(without_controls(table.name));
      for (const auto& column : table.columns) all.insert(without_controls(column.name));
    }
  }
  all.insert(tables.begin(), tables.end());
  tables_.assign(tables.begin(), tables.end());
  all_.assign(all.begin(), all.end());
}

std::vector<std::string> Names::tables(const std::string& start) const {
  return starting_with(tables_, start);
}

std::vector<std::string> Names::all(const std::string& start) const {
  return starting_with(all_, start);
}

std::vector<Names::Found> Names::find(const std::string& name) const {
  std::vector<Found> found;
  for (const auto& [datasource, entry] : entries_) {
    for (const auto& table : entry->database->tables) {
      const bool is_it = iequals(table.name, name) ||
                         iequals(table.schema + "." + table.name, name) ||
                         iequals(datasource + "." + table.name, name);
      if (is_it) found.push_back({entry->database.get(), &table});
    }
  }
  return found;
}

std::string Names::nearest_table(const std::string& name) const { return nearest(name, tables_); }

}  // namespace askdb
