#include <fstream>
#include <stdexcept>

#include "base/text.hpp"
#include "writers.hpp"

namespace askdb::demo {
namespace {

/// Rows of one INSERT: few enough for any server's packet size.
constexpr std::size_t kRowsPerInsert = 500;

/// In single quotes; a backslash is an escape in MySQL.
std::string literal(const std::string& text) {
  return "'" + replace_all(replace_all(text, "\\", "\\\\"), "'", "''") + "'";
}

std::string value_sql(const Cell& cell) {
  struct Visitor {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(bool value) const { return value ? "TRUE" : "FALSE"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(Money value) const { return to_text(value); }
    std::string operator()(Date value) const { return "'" + to_text(value) + "'"; }
    std::string operator()(const std::string& value) const { return literal(value); }
  };
  return std::visit(Visitor(), cell);
}

std::string table_sql(const Table& table) {
  std::string sql = "CREATE TABLE " + table.name + " (\n";
  std::string keys = "  PRIMARY KEY (" + table.columns.front().name + ")";
  for (const auto& column : table.columns) {
    sql += "  " + column.name + " " + column.type + (column.is_nullable ? "" : " NOT NULL") +
           " COMMENT " + literal(column.comment) + ",\n";
    if (column.reference && column.reference->database.empty()) {
      keys += ",\n  FOREIGN KEY (" + column.name + ") REFERENCES " + column.reference->table +
              " (" + column.reference->column + ")";
    } else if (column.reference) {
      keys += ",\n  KEY (" + column.name + ")";
    }
  }
  for (const auto& column : table.indexed) keys += ",\n  KEY (" + column + ")";
  return sql + keys + "\n) COMMENT " + literal(table.comment) + ";\n";
}

void append_rows(const Table& table, std::string& sql) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const bool is_first = i % kRowsPerInsert == 0;
    const bool is_last = (i + 1) % kRowsPerInsert == 0 || i + 1 == table.rows.size();
    if (is_first) sql += "INSERT INTO " + table.name + " VALUES\n";
    sql += '(';
    for (std::size_t column = 0; column < table.rows[i].size(); ++column) {
      if (column > 0) sql += ',';
      sql += value_sql(table.rows[i][column]);
    }
    sql += is_last ? ");\n" : "),\n";
  }
}

}  // namespace

void write_mysql(const Dataset& dataset, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::string sql = "SET NAMES utf8mb4;\nDROP DATABASE IF EXISTS " + dataset.name +
                    ";\nCREATE DATABASE " + dataset.name + " CHARACTER SET utf8mb4;\nUSE " +
                    dataset.name + ";\n";
  for (const auto& table : dataset.tables) {
    sql += table_sql(table) + "START TRANSACTION;\n";
    append_rows(table, sql);
    sql += "COMMIT;\nANALYZE TABLE " + table.name + ";\n";
  }
  std::ofstream file(folder / (dataset.name + ".mysql.sql"), std::ios::binary);
  file << sql;
  if (!file.flush()) throw std::runtime_error("Cannot write to " + folder.string() + ".");
}

}  // namespace askdb::demo
