#include "mixed_schema.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb::bench {

namespace {

constexpr const char* kPrefixes[] = {"stg",  "hist", "dwh", "legacy", "bak",  "erp",
                                     "crm",  "mart", "tmp", "arch",   "test", "ops",
                                     "repl", "sap",  "web", "ext",    "old",  "mirror"};

/// `table` in schema `schema`, its keys led there, its name and its targets' after `prefix`.
Table moved(const Table& table, const std::string& schema, const std::string& prefix) {
  Table copy = table;
  copy.schema = schema;
  copy.name = prefix + table.name;
  for (auto& key : copy.foreign_keys) {
    key.to_schema = schema;
    key.to_table = prefix + key.to_table;
  }
  return copy;
}

/// As loading jobs add them.
void add_own_columns(Table& table, const std::string& prefix) {
  table.columns.push_back({prefix + "_batch", "integer", ValueKind::kInteger});
  table.columns.push_back({prefix + "_loaded", "timestamp", ValueKind::kTimestamp});
}

}  // namespace

MixedSchema mixed_schema(const std::vector<std::shared_ptr<const CatalogEntry>>& all,
                         const std::string& own, std::size_t tables, bool is_varied) {
  auto mixed = std::make_shared<Database>();
  mixed->name = "mixed";
  mixed->dialect = Dialect::kSqlite;
  mixed->default_schema = "public";
  MixedSchema result;
  for (const auto& entry : all) {
    for (const auto& table : entry->database->tables) {
      mixed->tables.push_back(moved(table, entry->database->name, ""));
    }
    for (auto values : entry->values) {
      values.schema = entry->database->name;
      result.values.push_back(std::move(values));
    }
  }
  for (const std::string prefix : kPrefixes) {
    for (const auto& entry : all) {
      if (entry->database->name == own) continue;
      for (const auto& table : entry->database->tables) {
        if (mixed->tables.size() >= tables) break;
        mixed->tables.push_back(moved(table, prefix + "_" + entry->database->name, prefix + "_"));
        if (is_varied) add_own_columns(mixed->tables.back(), prefix);
      }
    }
  }
  std::stable_sort(mixed->tables.begin(), mixed->tables.end(), [](const Table& a, const Table& b) {
    return fingerprint(a.schema) < fingerprint(b.schema);
  });
  result.database = std::move(mixed);
  return result;
}

}  // namespace askdb::bench
