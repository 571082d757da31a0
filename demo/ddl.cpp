#include <algorithm>

#include "base/text.hpp"
#include "writers.hpp"

namespace askdb::demo {

std::string create_table_sql(const Table& table) {
  std::string sql = "CREATE TABLE " + table.name + " (\n";
  bool is_first = true;
  for (const auto& column : table.columns) {
    sql += (is_first ? "  " : ",\n  ") + column.name + " " + column.type;
    sql += is_first ? " PRIMARY KEY" : column.is_nullable ? "" : " NOT NULL";
    if (column.reference && column.reference->database.empty()) {
      sql += " REFERENCES " + column.reference->table + " (" + column.reference->column + ")";
    }
    is_first = false;
  }
  return sql + "\n);\n";
}

std::string create_indexes_sql(const Table& table) {
  std::string sql;
  const auto add = [&](const std::string& column) {
    sql += "CREATE INDEX " + table.name + "_" + column + "_idx ON " + table.name + " (" + column +
           ");\n";
  };
  for (const auto& column : table.columns) {
    const bool is_listed =
        std::find(table.indexed.begin(), table.indexed.end(), column.name) != table.indexed.end();
    if (is_listed || (column.reference && column.reference->database.empty())) {
      add(column.name);
    }
  }
  return sql;
}

std::string comments_sql(const Table& table) {
  std::string sql =
      "COMMENT ON TABLE " + table.name + " IS " + quoted_literal(table.comment) + ";\n";
  for (const auto& column : table.columns) {
    sql += "COMMENT ON COLUMN " + table.name + "." + column.name + " IS " +
           quoted_literal(column.comment) + ";\n";
  }
  return sql;
}

namespace {

struct CopyText {
  std::string& out;
  void operator()(std::monostate) const { out += "\\N"; }
  void operator()(bool value) const { out += value ? "t" : "f"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  void operator()(Money value) const { out += to_text(value); }
  void operator()(Date value) const { out += to_text(value); }
  void operator()(const std::string& value) const {
    for (const char byte : value) {
      if (byte == '\\') {
        out += "\\\\";
      } else if (byte == '\t') {
        out += "\\t";
      } else if (byte == '\n') {
        out += "\\n";
      } else if (byte == '\r') {
        out += "\\r";
      } else {
        out += byte;
      }
    }
  }
};

}  // namespace

void append_copy_line(const Row& row, std::string& out) {
  for (std::size_t index = 0; index < row.size(); ++index) {
    if (index > 0) {
      out += '\t';
    }
    std::visit(CopyText{out}, row[index]);
  }
  out += '\n';
}

}  // namespace askdb::demo
