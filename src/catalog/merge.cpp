#include <algorithm>

#include "base/text.hpp"
#include "catalog/overlay.hpp"

namespace askdb {

namespace {

/// Samples shown for one column: real ones first, then those people wrote.
constexpr std::size_t kMaxSamples = 40;

Table* find_table(Database& database, const std::string& schema, const std::string& name) {
  const bool is_default = schema.empty() || schema == "public" || schema == "main";
  const Table* found = database.table(schema, name);
  if (found == nullptr && is_default) {
    found = database.table("", name);
  }
  return const_cast<Table*>(found);  // `database` is ours and not const.
}

void add_samples(Column& column, const std::vector<std::string>& written) {
  for (const auto& sample : written) {
    const bool is_known =
        std::find(column.samples.begin(), column.samples.end(), sample) != column.samples.end();
    if (!is_known && column.samples.size() < kMaxSamples) {
      column.samples.push_back(sample);
    }
  }
}

void merge_table(Database& database, Table& table, const Table& written,
                 std::vector<std::string>& skipped) {
  if (!written.comment.empty()) {
    table.comment = written.comment;
  }
  for (const auto& column : written.columns) {
    auto* known = const_cast<Column*>(table.column(column.name));  // `table` is not const.
    if (known == nullptr) {
      skipped.push_back(table.name + "." + column.name);
      continue;
    }
    if (!column.comment.empty()) {
      known->comment = column.comment;
    }
    add_samples(*known, column.samples);
  }
  if (table.primary_key.empty()) {
    for (const auto& name : written.primary_key) {
      if (const Column* column = table.column(name)) {
        table.primary_key.push_back(column->name);
      }
    }
  }
  for (const auto& key : written.foreign_keys) {
    const Column* from = table.column(key.columns.front());
    const Table* to = find_table(database, key.to_schema, key.to_table);
    if (from == nullptr) continue;  // Named above already.
    std::string target = key.to_columns.empty() ? "" : key.to_columns.front();
    if (to != nullptr && target.empty() && to->primary_key.size() == 1) {
      target = to->primary_key.front();
    }
    const Column* column = to == nullptr ? nullptr : to->column(target);
    if (column == nullptr) {
      skipped.push_back(table.name + "." + from->name + " -> " + key.to_table +
                        (target.empty() ? "" : "." + target));
      continue;
    }
    const bool is_known =
        std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                    [&](const ForeignKey& one) { return one.columns == std::vector{from->name}; });
    if (!is_known) {
      table.foreign_keys.push_back({{from->name}, to->schema, to->name, {column->name}, false});
    }
  }
}

void merge_one(Database& database, const Database& written, std::vector<std::string>& skipped) {
  if (!written.comment.empty()) {
    database.comment = written.comment;
  }
  for (const auto& table : written.tables) {
    Table* known = find_table(database, table.schema, table.name);
    if (known == nullptr) {
      skipped.push_back(table.name);
      continue;
    }
    merge_table(database, *known, table, skipped);
  }
  for (auto reference : written.cross_references) {
    const Table* table = find_table(database, reference.schema, reference.table);
    const Column* column = table == nullptr ? nullptr : table->column(reference.column);
    if (column == nullptr) continue;
    reference.schema = table->schema;
    reference.table = table->name;
    reference.column = column->name;
    database.cross_references.push_back(std::move(reference));
  }
}

}  // namespace

Database merged(Database database, const Overlays& overlays, std::vector<std::string>* unknown) {
  std::vector<std::string> skipped;
  std::vector<std::string> ids{database.name};
  for (const auto& summary : overlays.summaries) {
    if (summary.id != database.name && summary.datasource != database.name) continue;
    if (summary.id != database.name) {
      ids.push_back(summary.id);
    }
    const auto& text =
        summary.description.empty() ? summary.short_description : summary.description;
    if (!text.empty()) {
      database.comment = text;
    }
  }
  for (const auto& id : ids) {
    const auto found = overlays.databases.find(id);
    if (found != overlays.databases.end()) {
      merge_one(database, found->second, skipped);
    }
  }
  if (unknown != nullptr) {
    unknown->insert(unknown->end(), skipped.begin(), skipped.end());
  }
  return database;
}

}  // namespace askdb
