#include "schema_text.hpp"

#include <stdexcept>

#include "base/text.hpp"
#include "catalog/overlay.hpp"

namespace askdb {

namespace {

ValueKind kind_of(const std::string& type) {
  const std::string lower = to_lower(type);
  if (lower.substr(0, 3) == "int") return ValueKind::kInteger;
  if (lower.substr(0, 3) == "num" || lower.substr(0, 3) == "dec") return ValueKind::kDecimal;
  if (lower == "date") return ValueKind::kDate;
  return ValueKind::kText;
}

std::string cut_after(std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return "";
  std::string rest(trim(std::string_view(text).substr(at + mark.size())));
  text = std::string(trim(std::string_view(text).substr(0, at)));
  return rest;
}

void add_column(Table& table, std::string text) {
  Column column;
  const std::string samples = cut_after(text, " = ");
  for (const auto value : split(samples, '|')) {
    if (!value.empty()) column.samples.emplace_back(value);
  }
  const std::string target = cut_after(text, " -> ");
  const auto blank = text.find(' ');
  column.name = text.substr(0, blank);
  column.type = blank == std::string::npos ? "text" : text.substr(blank + 1);
  column.kind = kind_of(column.type);
  if (!target.empty()) {
    const auto dot = target.find('.');
    table.foreign_keys.push_back(
        {{column.name}, "public", target.substr(0, dot), {target.substr(dot + 1)}, false});
  }
  table.columns.push_back(std::move(column));
}

}  // namespace

Database schema_from_text(const std::string& text) {
  Database database;
  database.name = "test";
  database.default_schema = "public";
  for (const auto raw : split(text, '\n')) {
    std::string line(trim(raw));
    if (line.empty()) continue;
    Table table;
    table.schema = "public";
    table.comment = cut_after(line, " # ");
    const std::string columns = cut_after(line, ":");
    table.name = line;
    if (columns.empty()) throw std::runtime_error("no columns in: " + line);
    for (const auto column : split(columns, ',')) {
      add_column(table, std::string(trim(column)));
    }
    table.primary_key = {table.columns.front().name};
    database.tables.push_back(std::move(table));
  }
  return database;
}

std::vector<Database> demo_databases() {
  auto overlays = load_overlays(ASKDB_SOURCE_DIR "/demo/knowledge");
  std::vector<Database> databases;
  for (const auto& summary : overlays->summaries) {
    Database database = overlays->databases.at(summary.id);
    database.default_schema = "public";
    for (auto& table : database.tables) {
      table.primary_key = {table.columns.front().name};
      for (auto& column : table.columns) {
        column.kind = kind_of(column.type);
      }
      for (auto& key : table.foreign_keys) {
        key.to_schema = "public";
      }
    }
    // The summary's description, as for a database that was introspected.
    Overlays only_summaries;
    only_summaries.summaries = overlays->summaries;
    databases.push_back(merged(std::move(database), only_summaries, nullptr));
  }
  return databases;
}

}  // namespace askdb
