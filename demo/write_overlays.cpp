#include <fstream>
#include <set>
#include <stdexcept>

#include "writers.hpp"

namespace askdb::demo {

namespace {

/// A double-quoted YAML scalar.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      out += '\\';
    }
    out += byte;
  }
  return out + "\"";
}

std::string samples(const Table& table, std::size_t column) {
  std::set<std::string> distinct;
  for (const auto& row : table.rows) {
    if (const auto* text = std::get_if<std::string>(&row[column])) {
      distinct.insert(*text);
    }
  }
  std::string out;
  for (const auto& value : distinct) {
    out += (out.empty() ? "" : ", ") + quoted(value);
  }
  return "[" + out + "]";
}

std::string column_yaml(const Table& table, std::size_t index) {
  const Column& column = table.columns[index];
  const std::string indent(14, ' ');
  std::string out = "            - name: " + column.name + "\n";
  out += indent + "type: " + column.type + "\n";
  out += indent + "nullable: " + (column.is_nullable ? "true" : "false") + "\n";
  out += indent + "description: " + quoted(column.comment) + "\n";
  if (column.is_category) {
    out += indent + "sample_values: " + samples(table, index) + "\n";
  }
  if (column.reference) {
    const auto& to = *column.reference;
    const bool is_own = to.database.empty();
    out += indent + (is_own ? "foreign_key:\n" : "cross_db_reference:\n");
    out += indent + "  table: " + (is_own ? "" : to.database + ".") + to.table + "\n";
    out += indent + "  column: " + to.column + "\n";
    if (!is_own) {
      out += indent + "  description: " + quoted("The same " + to.table + " as in " + to.database) +
             "\n";
    }
  }
  return out;
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) {
    throw std::runtime_error("Cannot write " + path.string() + ".");
  }
}

}  // namespace

void write_overlays(const std::vector<Dataset>& bank, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const std::string origin = "# Written by `askdb_demo --knowledge`; change demo/*.cpp instead.\n";
  std::string summary = origin + "databases:\n";
  for (const auto& dataset : bank) {
    summary += "  - id: " + dataset.name + "\n    name: " + dataset.title +
               "\n    short_description: " + quoted(dataset.short_description) +
               "\n    description: " + quoted(dataset.description) + "\n    icon: " + dataset.icon +
               "\n    datasource: " + dataset.name + "\n";
    std::string yaml = origin + "databases:\n  " + dataset.name +
                       ":\n    schemas:\n      public:\n" + "        tables:\n";
    for (const auto& table : dataset.tables) {
      yaml += "          " + table.name + ":\n            description: " + quoted(table.comment) +
              "\n            columns:\n";
      for (std::size_t index = 0; index < table.columns.size(); ++index) {
        std::string column = column_yaml(table, index);
        yaml += column;
      }
    }
    write_file(folder / (dataset.name + ".yaml"), yaml);
  }
  write_file(folder / "summary.yaml", summary);
}

}  // namespace askdb::demo
