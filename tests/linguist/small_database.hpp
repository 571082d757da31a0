#pragma once

/// Databases of a few tables, and the questions over them in tests/cases/linguist.

#include <fstream>
#include <string>
#include <vector>

#include "linguist/linguist.hpp"

namespace askdb::testing {

inline Column column(std::string name, ValueKind kind) {
  Column made;
  made.name = std::move(name);
  made.kind = kind;
  return made;
}

inline Table table(std::string name, std::vector<Column> columns,
                   std::vector<ForeignKey> keys = {}) {
  Table made;
  made.schema = "main";
  made.name = std::move(name);
  made.primary_key = {columns[0].name};
  made.columns = std::move(columns);
  made.foreign_keys = std::move(keys);
  return made;
}

inline ForeignKey key(std::string from, std::string to_table, std::string to) {
  return ForeignKey{{std::move(from)}, "main", std::move(to_table), {std::move(to)}};
}

struct Case {
  std::string question;
  std::string sql;
};

/// tests/cases/linguist/<name>.case: blocks of "? question" and "= SQL"; lines with # are remarks.
inline std::vector<Case> cases_of(const std::string& name) {
  std::ifstream file(std::string(ASKDB_SOURCE_DIR) + "/tests/cases/linguist/" + name + ".case");
  std::vector<Case> cases;
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("? ")) cases.push_back({line.substr(2), {}});
    if (line.starts_with("= ")) cases.back().sql = line.substr(2);
  }
  return cases;
}

}  // namespace askdb::testing
