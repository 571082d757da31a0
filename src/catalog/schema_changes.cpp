#include "catalog/schema_changes.hpp"

#include "base/described.hpp"
#include "catalog/link_terms.hpp"

namespace askdb {

namespace {

std::string exact_key(const std::string& schema, const std::string& table) {
  return schema + '\n' + table;
}

std::string counted_tables(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " table" : " tables");
}

/// The parts of a table that its definition makes up, one after the other.
std::string structure_text(const Table& table) {
  std::string text = table.is_view ? "view" : "table";
  const auto add = [&](std::string_view part) { text.append(1, '\x1f').append(part); };
  add(table.comment);
  for (const auto& column : table.columns) {
    for (const auto* part : {&column.name, &column.type, &column.default_value, &column.comment}) {
      add(*part);
    }
    add(column.is_nullable ? "null" : "not null");
  }
  for (const auto& name : table.primary_key) add(name);
  for (const auto& key : table.foreign_keys) {
    for (const auto& name : key.columns) add(name);
    add(key.to_schema);
    add(key.to_table);
    for (const auto& name : key.to_columns) add(name);
  }
  for (const auto& index : table.indexes) {
    add(index.name);
    add(index.is_unique ? "unique" : "index");
    for (const auto& name : index.columns) add(name);
  }
  return text;
}

}  // namespace

std::string text_of(const SchemaChanges& changes) {
  if (changes.failure) return *changes.failure;
  std::string text;
  const auto add = [&](std::int64_t count, const std::string& what) {
    if (count == 0) return;
    text += text.empty() ? counted_tables(count) + " " : ", " + std::to_string(count) + " ";
    text += what;
  };
  add(changes.changed, "changed");
  add(changes.added, "new");
  add(changes.removed, "gone");
  add(changes.unchanged, "unchanged");
  return text.empty() ? "no tables" : text;
}

namespace catalog {

TableDigests digests_of(const Database& database) {
  TableDigests digests;
  for (const auto& table : database.tables) {
    const auto data = std::to_string(table.row_estimate.value_or(-1)) + '/' +
                      std::to_string(table.size_bytes.value_or(-1));
    digests[exact_key(table.schema, table.name)] = {hash_of(structure_text(table)), hash_of(data)};
  }
  return digests;
}

SchemaChanges compared(const TableDigests* before, const TableDigests& after) {
  SchemaChanges changes;
  std::int64_t known_count = 0;
  for (const auto& [key, digest] : after) {
    const auto known = before == nullptr ? after.end() : before->find(key);
    if (before == nullptr || known == before->end()) {
      ++changes.added;
      continue;
    }
    ++known_count;
    ++(known->second.structure == digest.structure ? changes.unchanged : changes.changed);
  }
  if (before != nullptr) changes.removed = static_cast<std::int64_t>(before->size()) - known_count;
  return changes;
}

std::vector<ColumnValues> values_kept(const std::vector<ColumnValues>& known,
                                      const TableDigests& before, const TableDigests& after,
                                      const Database& database, Database& rest) {
  const auto is_same = [&](const std::string& key) {
    const auto then = before.find(key);
    const auto now = after.find(key);
    return then != before.end() && now != after.end() &&
           then->second.structure == now->second.structure && then->second.data == now->second.data;
  };
  std::vector<ColumnValues> kept;
  for (const auto& one : known) {
    if (is_same(exact_key(one.schema, one.table))) kept.push_back(one);
  }
  rest.name = database.name;
  rest.dialect = database.dialect;
  rest.default_schema = database.default_schema;
  for (const auto& table : database.tables) {
    if (!is_same(exact_key(table.schema, table.name))) rest.tables.push_back(table);
  }
  return kept;
}

}  // namespace catalog

}  // namespace askdb
