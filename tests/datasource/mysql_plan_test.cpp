#include "datasource/mysql/my_plan.hpp"

#include <gmock/gmock.h>

#include "datasource/mysql/my_probe.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// One line per table: "name rows filtered".
std::string table(const std::string& name, int rows, int filtered = 100) {
  return R"({"table": {"table_name": ")" + name + R"(", "access_type": "ALL", "rows": )" +
         std::to_string(rows) + R"(, "filtered": )" + std::to_string(filtered) + "}}";
}

TEST(MysqlPlan, AJoinCostsTheRowsOfEachCombination) {
  const auto plan = mysql::read_plan(R"({"query_block": {"select_id": 1, "nested_loop": [)" +
                                     table("a", 1000, 50) + R"(, {"block-nl-join": )" +
                                     table("b", 2000) + "}]}}");
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_cost, 1000 + 500 * 2000.0);
  EXPECT_EQ(plan->rows, 500 * 2000.0);
  EXPECT_THAT(plan->plan, HasSubstr("ALL on b  (rows 2000)"));
}

TEST(MysqlPlan, ADerivedTableIsMadeOnce) {
  const auto plan = mysql::read_plan(
      R"({"query_block": {"nested_loop": [)" + table("a", 100) +
      R"(, {"table": {"table_name": "<derived2>", "rows": 10, "filtered": 100, "materialized":
         {"query_block": {"filesort": {"temporary_table": {"nested_loop": [)" +
      table("b", 5000) + "]}}}}}}]}}");
  EXPECT_EQ(plan->total_cost, 5000 + 100 + 100 * 10.0);
}

TEST(MysqlPlan, ADependentSubqueryIsRunForEachRow) {
  const std::string below = R"({"query_block": {"nested_loop": [)" + table("b", 5000) + "]}}";
  const std::string head = R"({"query_block": {"nested_loop": [)" + table("a", 100) + "], ";
  const auto dependent =
      mysql::read_plan(head + R"("subqueries": [{"expression_cache": {"state": "uninitialized", )" +
                       below.substr(1) + "}]}}");
  EXPECT_EQ(dependent->total_cost, 100 + 100 * 5000.0);
  const auto once = mysql::read_plan(head + R"("subqueries": [)" + below + "]}}");
  EXPECT_EQ(once->total_cost, 100 + 5000.0);
}

TEST(MysqlPlan, AUnionIsTheSumOfItsParts) {
  const std::string part = R"({"query_block": {"nested_loop": [)" + table("a", 300) + "]}}";
  const auto plan =
      mysql::read_plan(R"({"query_block": {"union_result": {"query_specifications": [)" + part +
                       ", " + part + "]}}}");
  EXPECT_EQ(plan->rows, 600);
  EXPECT_EQ(plan->total_cost, 600);
}

TEST(MysqlPlan, TakesTheCostThatMysqlGives) {
  const auto plan = mysql::read_plan(
      R"({"query_block": {"select_id": 1, "cost_info": {"query_cost": "12.25"}, "table":
         {"table_name": "a", "access_type": "ALL", "rows_examined_per_scan": 100,
          "rows_produced_per_join": 33, "filtered": "33.33"}}})");
  EXPECT_EQ(plan->total_cost, 12.25);
  EXPECT_NEAR(plan->rows, 33.33, 0.01);
}

TEST(MysqlPlan, SaysWhenThereIsNone) {
  EXPECT_FALSE(mysql::read_plan(""));
  EXPECT_FALSE(mysql::read_plan("[1]"));
  EXPECT_TRUE(mysql::read_plan(R"({"query_block": {"message": "No tables used"}})"));
}

TEST(MysqlGrants, NamesWhatWrites) {
  EXPECT_THAT(mysql::writing_grants({"GRANT USAGE ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*X'",
                                     "GRANT SELECT, SHOW VIEW ON `t`.* TO `a`@`%`"}),
              IsEmpty());
  EXPECT_THAT(
      mysql::writing_grants({"GRANT SELECT (`x`, `y`), INSERT (`x`) ON `t`.`u` TO `a`@`%`",
                             "GRANT ALL PRIVILEGES ON `b`.* TO `a`@`%` WITH GRANT OPTION",
                             "GRANT `role` TO `a`@`%`", "GRANT INSERT (`x`) ON `t`.`u` TO role"}),
      ElementsAre("INSERT on `t`.`u`", "ALL PRIVILEGES on `b`.*"));
}

}  // namespace
}  // namespace askdb
