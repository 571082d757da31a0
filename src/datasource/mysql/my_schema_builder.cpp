#include "datasource/mysql/my_schema_builder.hpp"

#include <algorithm>
#include <cstdlib>

#include "datasource/mysql/my_types.hpp"

namespace askdb::mysql {
namespace {

std::string text(const TextRow& row, std::size_t column) {
  return column < row.size() ? row[column].value_or("") : std::string();
}

std::optional<std::int64_t> number(const TextRow& row, std::size_t column) {
  const auto& cell = row[column];
  if (!cell || cell->empty()) return std::nullopt;
  return std::strtoll(cell->c_str(), nullptr, 10);
}

}  // namespace

Table* SchemaBuilder::find(const TextRow& row) {
  const auto found = places_.find({text(row, 0), text(row, 1)});
  return found == places_.end() ? nullptr : &database_.tables[found->second];
}

void SchemaBuilder::add_tables(const std::vector<TextRow>& rows) {
  for (const auto& row : rows) {
    Table table;
    table.schema = text(row, 0);
    table.name = text(row, 1);
    table.is_view = text(row, 2) == "VIEW";
    if (!table.is_view) {
      table.comment = text(row, 3);
      table.row_estimate = number(row, 4);
      table.size_bytes = number(row, 5);
    }
    places_[{table.schema, table.name}] = database_.tables.size();
    database_.tables.push_back(std::move(table));
  }
}

void SchemaBuilder::add_columns(const std::vector<TextRow>& rows) {
  for (const auto& row : rows) {
    Table* table = find(row);
    if (table == nullptr) continue;
    Column column;
    column.name = text(row, 2);
    column.type = text(row, 4);
    column.kind = kind_of_type(text(row, 3), column.type);
    column.is_nullable = text(row, 5) == "YES";
    // MariaDB writes the word for the missing default of a column that may be NULL.
    column.default_value = text(row, 6) == "NULL" ? "" : text(row, 6);
    column.comment = text(row, 7);
    table->columns.push_back(std::move(column));
  }
}

void SchemaBuilder::add_keys(const std::vector<TextRow>& rows) {
  std::string last;
  for (const auto& row : rows) {
    Table* table = find(row);
    const std::string column = text(row, 3);
    if (table == nullptr || table->column(column) == nullptr) continue;
    if (!row[5]) {
      table->primary_key.push_back(column);
      continue;
    }
    const std::string constraint = table->schema + '\0' + table->name + '\0' + text(row, 2);
    if (constraint != last) {
      table->foreign_keys.push_back({.to_schema = text(row, 4), .to_table = text(row, 5)});
    }
    last = constraint;
    table->foreign_keys.back().columns.push_back(column);
    table->foreign_keys.back().to_columns.push_back(text(row, 6));
  }
  // Keys to tables that the user may not read lead nowhere.
  for (auto& table : database_.tables) {
    std::erase_if(table.foreign_keys, [&](const ForeignKey& key) {
      return places_.count({key.to_schema, key.to_table}) == 0;
    });
  }
}

void SchemaBuilder::add_indexes(const std::vector<TextRow>& rows) {
  for (const auto& row : rows) {
    Table* table = find(row);
    if (table == nullptr) continue;
    const std::string name = text(row, 2);
    auto& indexes = table->indexes;
    if (indexes.empty() || indexes.back().name != name) {
      indexes.push_back({.name = name, .columns = {}, .is_unique = text(row, 4) == "0"});
    }
    // An expression, or the first characters of a text: not an index of columns.
    const bool is_whole = row[3] && !row[5];
    indexes.back().columns.push_back(is_whole ? *row[3] : std::string());
  }
  for (auto& table : database_.tables) {
    std::erase_if(table.indexes, [](const Index& index) {
      return std::find(index.columns.begin(), index.columns.end(), "") != index.columns.end();
    });
  }
}

void SchemaBuilder::add_routines(const std::vector<TextRow>& rows) {
  for (const auto& row : rows) {
    database_.routines.push_back({text(row, 0), text(row, 1), false, {}});
  }
}

void SchemaBuilder::add_json_checks(const std::vector<TextRow>& rows) {
  for (const auto& row : rows) {
    Table* table = find(row);
    if (table == nullptr) continue;
    for (auto& column : table->columns) {
      if (text(row, 2) != "json_valid(`" + column.name + "`)") continue;
      column.kind = ValueKind::kJson;
      column.type = "json";
    }
  }
}

}  // namespace askdb::mysql
