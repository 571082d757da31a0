#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sql/strict_shops.hpp"

namespace askdb {
namespace {

using testing::outcome;
using testing::strict_cases;
using testing::StrictDialect;

class StrictGuard : public ::testing::TestWithParam<std::size_t> {
 protected:
  const StrictDialect& dialect() const { return testing::strict_dialects()[GetParam()]; }
  std::unique_ptr<Guard> guard() const { return dialect().make(testing::shop_of(dialect())); }

  std::vector<std::string> bodies(bool attacks) const {
    std::vector<std::string> found;
    for (const auto& file : testing::strict_files()) {
      if (testing::is_attack_file(file) != attacks) continue;
      for (const auto& example : strict_cases(dialect(), file)) {
        // WITH TIES is fine anywhere but at the end of all.
        if (example.head != "refuse limit") found.push_back(example.body);
      }
    }
    return found;
  }
};

INSTANTIATE_TEST_SUITE_P(All, StrictGuard, ::testing::Range<std::size_t>(0, 3));

TEST_P(StrictGuard, GivesEachCaseTheVerdictItSays) {
  const auto guard = this->guard();
  for (const auto& file : testing::strict_files()) {
    for (const auto& example : strict_cases(dialect(), file)) {
      SCOPED_TRACE(std::string(dialect().name) + "/" + file + ":" + std::to_string(example.line) +
                   "\n" + example.body);
      const auto verdict = guard->check(example.body, testing::shop_policy());
      const bool accepts = example.head.starts_with("accept");
      if (verdict) {
        EXPECT_TRUE(accepts) << "expected " << example.head;
      } else {
        const Refusal& refusal = verdict.error();
        EXPECT_EQ("refuse " + refusal.rule, example.head) << refusal.message;
        EXPECT_FALSE(refusal.message.empty());
        EXPECT_FALSE(refusal.instead.empty());
      }
    }
  }
}

TEST_P(StrictGuard, AcceptsHonestQueriesWithoutASchemaToo) {
  const auto guard = dialect().make(nullptr);
  for (const auto& sql : bodies(false)) {
    const auto verdict = guard->check(sql, testing::open_policy());
    EXPECT_TRUE(verdict) << sql << "\n" << (verdict ? "" : verdict.error().message);
  }
}

// Comments, white space and case change nothing about what a statement does.
std::vector<std::string> same_meaning(const std::string& sql) {
  return {"/* SELECT 1; */ " + sql, "\n\t " + sql + "\n", sql + "\n-- the end", sql + "\n;\n",
          "-- first\r\n" + sql};
}

TEST_P(StrictGuard, AttacksStayRefusedInOtherDress) {
  const auto guard = this->guard();
  for (const auto& sql : bodies(true)) {
    for (const auto& variant : same_meaning(sql)) {
      EXPECT_NE(outcome(*guard, variant), "accept") << variant;
    }
  }
}

TEST_P(StrictGuard, AttacksStayRefusedInsideAnotherQuery) {
  const auto guard = this->guard();
  for (const auto& sql : bodies(true)) {
    for (const auto& [before, after] :
         {std::pair{"SELECT * FROM (", "\n) AS q"}, std::pair{"WITH w AS (", "\n) SELECT * FROM w"},
          std::pair{"SELECT 1 WHERE 1 IN (", "\n)"}, std::pair{"SELECT (", "\n)"},
          std::pair{"SELECT 1 UNION ALL ", "\n"}, std::pair{"(", "\n)"}}) {
      // A semicolon ends the other query; what is left of it is refused for another reason.
      EXPECT_NE(outcome(*guard, before + sql + after), "accept") << before << sql;
    }
  }
}

TEST_P(StrictGuard, HonestQueriesStayAcceptedInOtherDress) {
  const auto guard = this->guard();
  for (const auto& sql : bodies(false)) {
    if (sql.find(';') != std::string::npos) continue;
    for (const auto& variant : same_meaning(sql)) {
      EXPECT_EQ(outcome(*guard, variant), "accept") << variant;
    }
    EXPECT_EQ(outcome(*guard, "SELECT * FROM (" + sql + "\n) AS wrapped"), "accept") << sql;
  }
}

TEST_P(StrictGuard, WhatIsLimitedIsAcceptedAgain) {
  const auto guard = this->guard();
  for (const auto& sql : bodies(false)) {
    const auto first = guard->check(sql, testing::shop_policy());
    ASSERT_TRUE(first) << sql;
    const auto again = guard->check(first->runnable(), testing::shop_policy());
    ASSERT_TRUE(again) << first->runnable() << "\n" << again.error().message;
    EXPECT_EQ(again->runnable(), first->runnable());
    EXPECT_EQ(again->relations(), first->relations());
  }
}

TEST_P(StrictGuard, PutsTheLimitWhereItChangesNothing) {
  const auto guard = this->guard();
  const auto runnable = [&](const std::string& sql) {
    const auto verdict = guard->check(sql, testing::shop_policy(10));
    return verdict ? verdict->runnable() : verdict.error().message;
  };
  const std::string query = "SELECT id, id FROM orders ORDER BY id";
  EXPECT_EQ(runnable("  " + query + " ;\n"), query + "\nLIMIT 11");
  EXPECT_EQ(runnable(query + " -- end ; \n ; \n"), query + " -- end ;\nLIMIT 11");
  EXPECT_EQ(runnable(query + " LIMIT 11 -- few"), query + " LIMIT 11 -- few");
  EXPECT_EQ(runnable(query + " LIMIT 12 -- many"), query + " LIMIT 11 -- many");
  EXPECT_EQ(runnable(query + " LIMIT 99999999999999999999"), query + " LIMIT 11");
  EXPECT_EQ(runnable("(" + query + ")"), "(" + query + "\nLIMIT 11\n)");
  EXPECT_EQ(runnable("((" + query + " LIMIT 50))"), "((" + query + " LIMIT 11))");
  EXPECT_EQ(runnable("WITH w AS (" + query + " LIMIT 50) SELECT id FROM w"),
            "WITH w AS (" + query + " LIMIT 50) SELECT id FROM w\nLIMIT 11");
  const std::string both = "SELECT id FROM orders UNION ALL SELECT id FROM people";
  switch (dialect().dialect) {
    case Dialect::kMysql:
      EXPECT_EQ(runnable(query + " LIMIT 5, 50"), query + " LIMIT 5, 11");
      EXPECT_EQ(runnable(query + " LIMIT 50 OFFSET 500"), query + " LIMIT 11 OFFSET 500");
      EXPECT_EQ(runnable(both + " # end"), both + " # end\nLIMIT 11");
      break;
    case Dialect::kClickhouse:
      EXPECT_EQ(runnable(query + " LIMIT 5, 50"), query + " LIMIT 5, 11");
      EXPECT_EQ(runnable(query + " LIMIT 2 BY id"), query + " LIMIT 2 BY id\nLIMIT 11");
      EXPECT_EQ(runnable(query + " OFFSET 5"), query + " \nLIMIT 11\nOFFSET 5");
      EXPECT_EQ(runnable(both + " LIMIT 5"), "SELECT * FROM (\n" + both + " LIMIT 5\n) LIMIT 11");
      break;
    default:
      EXPECT_EQ(runnable(query + " OFFSET 5"), query + " OFFSET 5\nLIMIT 11");
      EXPECT_EQ(runnable(query + " LIMIT ALL"), query + " LIMIT 11");
      EXPECT_EQ(runnable(query + " OFFSET 5 ROWS FETCH FIRST 50 ROWS ONLY"),
                query + " OFFSET 5 ROWS FETCH FIRST 11 ROWS ONLY");
      EXPECT_EQ(runnable(query + " FETCH FIRST ROW ONLY"), query + " FETCH FIRST ROW ONLY");
      EXPECT_EQ(runnable(both), both + "\nLIMIT 11");
      EXPECT_EQ(runnable("VALUES 1, 2"), "VALUES 1, 2\nLIMIT 11");
  }
}

TEST_P(StrictGuard, SaysWhatWhereAndWhatInstead) {
  const auto verdict =
      guard()->check("SELECT name,\n  sleep(1) FROM people", testing::shop_policy());
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().message, "Function `sleep` may not be called (line 2, column 3).");
  EXPECT_EQ(verdict.error().offset, 15U);
  const auto column = guard()->check("SELECT nam FROM people", testing::shop_policy());
  EXPECT_EQ(column.error().instead, "Did you mean `name`?");
  const auto table = guard()->check("SELECT 1 FROM peoples", testing::shop_policy());
  EXPECT_EQ(table.error().instead, "Did you mean `people`?");
}

TEST_P(StrictGuard, NamesTheRelationsThatAreRead) {
  const auto verdict = guard()->check(
      "WITH o AS (SELECT * FROM orders) SELECT o.id FROM o JOIN shop.people p ON o.id = p.id",
      testing::shop_policy());
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_EQ(verdict->relations(), (std::vector<std::string>{"shop.orders", "shop.people"}));
}

TEST_P(StrictGuard, RefusesFunctionsThatAUserMade) {
  auto shop = testing::shop_of(dialect());
  shop->routines = {{"shop", "Lower", false, {}}};
  const auto guard = dialect().make(shop);
  EXPECT_EQ(outcome(*guard, "SELECT lower(name) FROM people"), "refuse user_function");
  EXPECT_EQ(outcome(*guard, "SELECT upper(name) FROM people"), "accept");
}

}  // namespace
}  // namespace askdb
