#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "base/text.hpp"
#include "fixtures/case_file.hpp"
#include "sql/guard.hpp"

namespace askdb {
namespace {

const std::string kCases = std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard/";

/// The schema of shop.sql, as introspection would find it.
std::shared_ptr<const Database> shop() {
  auto database = std::make_shared<Database>();
  database->dialect = Dialect::kPostgresql;
  database->default_schema = "public";
  std::ifstream file(kCases + "shop_names.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    Table table;
    const auto dot = name.find('.');
    table.schema = name.substr(0, dot);
    table.name = replace_all(name.substr(dot + 1), "_", table.schema == "public" ? " " : "_");
    table.row_estimate = 3'000;
    if (table.name == "shops" || table.name == "kinds") table.row_estimate = 12;
    for (std::string column; words >> column;) {
      const auto colon = column.find(':');
      Column added;
      added.name = column.substr(0, colon);
      if (table.name == "Till Log") added.name = replace_all(added.name, "_", " ");
      added.type = column.substr(colon + 1);
      table.columns.push_back(added);
    }
    database->tables.push_back(table);
  }
  database->routines = {{"public", "leak", false, {"orders"}},
                        {"public", "upper", false, {"integer"}},
                        {"public", "wipe", false, {}},
                        {"public", "+", true, {"text", "text"}},
                        {"public", "=~=", true, {"text", "text"}}};
  database->types = {{"public", "stage", "enum"}, {"public", "small", "domain"}};
  return database;
}

std::string shop_outcome(const Guard& guard, const std::string& sql) {
  const auto verdict = guard.check(sql, {.allow = {"public.*", "report.*"}, .deny = {}});
  return verdict ? "accept" : "refuse " + verdict.error().rule;
}

class CatalogCases : public ::testing::TestWithParam<const char*> {};

TEST_P(CatalogCases, HaveTheVerdictTheySay) {
  const auto guard = make_postgresql_guard(shop());
  const auto cases = testing::read_cases(kCases + GetParam());
  ASSERT_GT(cases.size(), 20U);
  for (const auto& example : cases) {
    EXPECT_EQ(shop_outcome(*guard, example.body), example.head)
        << GetParam() << ":" << example.line << "\n"
        << example.body;
  }
}

INSTANTIATE_TEST_SUITE_P(PostgresqlGuard, CatalogCases,
                         ::testing::Values("catalog_attacks.case", "catalog_benign.case"));

// What needs no catalogue to be judged is judged the same with one.
TEST(PostgresqlGuard, JudgesTheSameWithACatalogue) {
  const auto guard = make_postgresql_guard(shop());
  for (const auto* file : {"attack_statements.case", "attack_names.case", "attack_cost.case"}) {
    for (const auto& example : testing::read_cases(kCases + file)) {
      EXPECT_NE(shop_outcome(*guard, example.body), "accept") << example.body;
    }
  }
  for (const auto* file : {"benign_queries.case", "benign_functions.case"}) {
    for (const auto& example : testing::read_cases(kCases + file)) {
      EXPECT_EQ(shop_outcome(*guard, example.body), "accept") << example.body;
    }
  }
}

TEST(PostgresqlGuard, SuggestsTheNearestName) {
  const auto guard = make_postgresql_guard(shop());
  const GuardPolicy policy;
  EXPECT_EQ(guard->check("SELECT * FROM ordrs", policy).error().instead, "Did you mean `orders`?");
  EXPECT_EQ(guard->check("SELECT totl FROM orders", policy).error().instead,
            "Did you mean `total`?");
  EXPECT_EQ(guard->check("SELECT o.totl FROM orders o", policy).error().message,
            "Column `totl` is not in `o` (line 1, column 8).");
  EXPECT_EQ(guard->check("SELECT lenght('a')", policy).error().instead, "Did you mean `length`?");
}

}  // namespace
}  // namespace askdb
