// What joins tables: verbs, roles, what things have and lack; and figures per group.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "linguist/small_database.hpp"

namespace askdb {
namespace {

using testing::cases_of;
using testing::column;
using testing::key;
using testing::table;

constexpr auto kInteger = ValueKind::kInteger;
constexpr auto kText = ValueKind::kText;

Column described(Column made, std::string comment) {
  made.comment = std::move(comment);
  return made;
}

/// A bank in one database: employees sell, handle and manage.
Linguist bank() {
  auto database = std::make_shared<Database>();
  database->default_schema = "main";
  database->dialect = Dialect::kSqlite;
  database->tables = {
      table("customers",
            {column("customer_id", kInteger), column("name", kText), column("segment", kText)}),
      table("employees",
            {column("employee_id", kInteger), column("name", kText), column("branch_id", kInteger)},
            {key("branch_id", "branches", "branch_id")}),
      table("branches",
            {column("branch_id", kInteger), column("city", kText), column("manager_id", kInteger)},
            {key("manager_id", "employees", "employee_id")}),
      table("loans",
            {column("loan_id", kInteger), column("customer_id", kInteger),
             column("loan_officer_id", kInteger), column("amount", ValueKind::kDecimal),
             column("status", kText)},
            {key("customer_id", "customers", "customer_id"),
             key("loan_officer_id", "employees", "employee_id")}),
      table("policies",
            {column("policy_id", kInteger), column("customer_id", kInteger),
             described(column("agent_id", kInteger), "Employee who sold it")},
            {key("customer_id", "customers", "customer_id"),
             key("agent_id", "employees", "employee_id")}),
      table("complaints",
            {column("complaint_id", kInteger), column("customer_id", kInteger),
             described(column("employee_id", kInteger), "Who handles it; empty until then")},
            {key("customer_id", "customers", "customer_id"),
             key("employee_id", "employees", "employee_id")})};
  for (auto& one : database->tables) {
    for (auto& each : one.columns) each.is_nullable = false;
  }
  return Linguist(database, {{"main", "branches", "city", {"Vienna", "Graz"}},
                             {"main", "customers", "segment", {"retail", "premium"}},
                             {"main", "loans", "status", {"active", "overdue"}}});
}

/// One file of sales, opened as a table without keys.
Linguist sales() {
  auto database = std::make_shared<Database>();
  database->default_schema = "main";
  database->dialect = Dialect::kDuckdb;
  database->tables = {table(
      "sales", {column("date", ValueKind::kDate), column("region", kText), column("product", kText),
                column("amount", ValueKind::kDecimal), column("unit_price", ValueKind::kDecimal)})};
  database->tables[0].primary_key.clear();
  return Linguist(database, {{"main", "sales", "region", {"North", "South"}}});
}

TranslationContext for_people() {
  TranslationContext context;
  context.now = Clock::WallTime(std::chrono::hours(24 * 20'000));
  context.wants_measure = true;
  return context;
}

TEST(Relations, WritesTheSqlOfTheCaseFile) {
  const auto cases = cases_of("relations");
  ASSERT_GE(cases.size(), 10U);
  const auto linguist = bank();
  for (const auto& one : cases) {
    const auto answer = linguist.translate(one.question, for_people());
    EXPECT_EQ(answer.sql, one.sql) << one.question;
    EXPECT_TRUE(answer.is_answerable) << one.question;
  }
}

TEST(OneFile, WritesTheSqlOfTheCaseFile) {
  const auto cases = cases_of("sales");
  ASSERT_GE(cases.size(), 5U);
  const auto linguist = sales();
  for (const auto& one : cases) {
    const auto answer = linguist.translate(one.question, for_people());
    EXPECT_EQ(answer.sql, one.sql) << one.question;
    EXPECT_TRUE(answer.is_answerable) << one.question;
  }
}

TEST(Relations, AVerbThatNoKeyTellsStaysUnknown) {
  const auto answer = bank().translate("Employees who rejected complaints", for_people());
  EXPECT_THAT(answer.not_understood, ::testing::Contains("rejected"));
}

}  // namespace
}  // namespace askdb
