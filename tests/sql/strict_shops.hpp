#pragma once

/// The strict guards and the shops that their cases are about: one folder of tests/cases each.

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "fixtures/case_file.hpp"
#include "sql/guard.hpp"

namespace askdb::testing {

struct StrictDialect {
  const char* name;  ///< "mysql": the folder is tests/cases/guard_mysql.
  Dialect dialect;
  std::unique_ptr<Guard> (*make)(std::shared_ptr<const Database>);
};

inline const std::vector<StrictDialect>& strict_dialects() {
  static const std::vector<StrictDialect> kAll{
      {"mysql", Dialect::kMysql, make_mysql_guard},
      {"clickhouse", Dialect::kClickhouse, make_clickhouse_guard},
      {"trino", Dialect::kTrino, make_trino_guard}};
  return kAll;
}

inline std::string folder(const StrictDialect& dialect) {
  return std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard_" + dialect.name + "/";
}

/// shop_names.txt, a table a line: "shop.order~log order~id"; "~" is a blank.
inline std::shared_ptr<Database> shop_of(const StrictDialect& dialect) {
  auto database = std::make_shared<Database>();
  database->dialect = dialect.dialect;
  database->default_schema = "shop";
  std::ifstream file(folder(dialect) + "shop_names.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(replace_all(line, "~", "\x1f"));
    std::string name;
    words >> name;
    name = replace_all(name, "\x1f", " ");
    Table table;
    table.schema = name.substr(0, name.find('.'));
    table.name = name.substr(name.find('.') + 1);
    for (std::string column; words >> column;) {
      Column added;
      added.name = replace_all(column, "\x1f", " ");
      table.columns.push_back(added);
    }
    database->tables.push_back(table);
  }
  EXPECT_GT(database->tables.size(), 4U) << dialect.name;
  return database;
}

inline GuardPolicy shop_policy(std::size_t max_rows = 10) {
  return {.allow = {"shop.*"}, .deny = {"shop.secrets"}, .max_rows = max_rows};
}

/// All that the text alone tells: nothing is known but what may not be read.
inline GuardPolicy open_policy() { return {.allow = {"*"}, .deny = {"secrets"}, .max_rows = 10}; }

inline std::string outcome(const Guard& guard, const std::string& sql,
                           const GuardPolicy& policy = shop_policy()) {
  const auto verdict = guard.check(sql, policy);
  return verdict ? "accept" : "refuse " + verdict.error().rule;
}

inline bool is_attack_file(const std::string& file) { return file.starts_with("attack"); }

inline std::vector<Case> strict_cases(const StrictDialect& dialect, const std::string& file) {
  auto found = read_cases(folder(dialect) + file);
  EXPECT_GT(found.size(), 10U) << dialect.name << " " << file;
  return found;
}

inline const std::vector<std::string>& strict_files() {
  static const std::vector<std::string> kFiles{"attack_statements.case", "attack_names.case",
                                               "attack_cost.case", "benign_queries.case",
                                               "benign_functions.case"};
  return kFiles;
}

}  // namespace askdb::testing
