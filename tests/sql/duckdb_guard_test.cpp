/// The DuckDB guard against its corpora; honest queries run on a real DuckDB, too.

#include <gmock/gmock.h>
#include <pthread.h>

#include <set>

#include "base/text.hpp"
#include "duckdb/session.hpp"
#include "fixtures/case_file.hpp"
#include "sql/guard.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;

GuardPolicy shop_policy() { return {.allow = {"main.*"}, .deny = {}, .max_rows = 10}; }

std::string duckdb_outcome(const Guard& guard, const std::string& sql) {
  const auto verdict = guard.check(sql, shop_policy());
  return verdict ? "accept" : "refuse " + verdict.error().rule;
}

std::vector<testing::Case> cases(const std::string& file) {
  auto found =
      testing::read_cases(std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard_duckdb/" + file);
  EXPECT_GT(found.size(), 20U) << file;
  return found;
}

const auto kAttacks = {"attack_statements.case", "attack_names.case", "attack_cost.case"};

class DuckdbCaseFile : public ::testing::TestWithParam<const char*> {};

TEST_P(DuckdbCaseFile, HasTheVerdictItSays) {
  const auto guard = make_duckdb_guard(nullptr);
  for (const auto& example : cases(GetParam())) {
    const auto verdict = guard->check(example.body, shop_policy());
    EXPECT_EQ(verdict ? "accept" : "refuse " + verdict.error().rule, example.head)
        << GetParam() << ":" << example.line << " " << (verdict ? "" : verdict.error().message);
  }
}

INSTANTIATE_TEST_SUITE_P(DuckdbGuard, DuckdbCaseFile,
                         ::testing::Values("attack_cost.case", "attack_names.case",
                                           "attack_statements.case", "benign_queries.case"));

// Comments, white space and brackets change nothing about what a statement does.
std::vector<std::string> same_meaning(const std::string& sql) {
  return {"/* SELECT 1; */ " + sql, "\n\t " + sql + "\n", sql + " -- the end", sql + "\n;\n",
          "-- first\r\n" + sql};
}

TEST(DuckdbGuard, AttacksStayRefusedInOtherDress) {
  const auto guard = make_duckdb_guard(nullptr);
  for (const auto* file : kAttacks) {
    for (const auto& example : cases(file)) {
      for (const auto& variant : same_meaning(example.body)) {
        EXPECT_NE(duckdb_outcome(*guard, variant), "accept") << variant;
      }
    }
  }
}

TEST(DuckdbGuard, AttacksStayRefusedInsideAnotherQuery) {
  const auto guard = make_duckdb_guard(nullptr);
  for (const auto* file : {"attack_names.case", "attack_cost.case"}) {
    for (const auto& example : cases(file)) {
      EXPECT_NE(duckdb_outcome(*guard, "SELECT * FROM (" + example.body + ") AS q"), "accept")
          << example.body;
      EXPECT_NE(duckdb_outcome(*guard, "WITH w AS (" + example.body + ") FROM w"), "accept")
          << example.body;
      EXPECT_NE(duckdb_outcome(*guard, "SELECT ARRAY(" + example.body + ")"), "accept")
          << example.body;
    }
  }
}

TEST(DuckdbGuard, HonestQueriesStayAcceptedInOtherDress) {
  const auto guard = make_duckdb_guard(nullptr);
  for (const auto& example : cases("benign_queries.case")) {
    if (example.body.find(';') != std::string::npos) continue;
    for (const auto& variant : same_meaning(example.body)) {
      EXPECT_EQ(duckdb_outcome(*guard, variant), "accept") << variant;
    }
  }
}

TEST(DuckdbGuard, HonestQueriesMeanTheSameWithTheLimit) {
  const auto guard = make_duckdb_guard(nullptr);
  // With several threads, rows that compare equal come in another order each time.
  auto session = duckdb::Session::open({{"threads", "1"}}).value();
  ASSERT_TRUE(session->execute(
      "SELECT setseed(0.5); CREATE TABLE people AS SELECT i AS id, 'name ' || (i % 7) AS name, "
      "i % 5 AS boss_id, DATE '2024-01-01' + i::int AS day, [i] AS a FROM range(30) t(i); "
      "CREATE TABLE orders AS SELECT i AS id, i % 30 AS person_id, (1 + i * 7 % "
      "100)::decimal(10,2) AS "
      "total, ['open', 'paid'][1 + i % 2] AS state, 'name ' || (i % 3) AS name, "
      "DATE '2024-01-01' + (i % 300)::int AS day FROM range(2000) t(i); "
      "CREATE TABLE quarters AS SELECT 1 AS q1, 2 AS q2, 3 AS q3; "
      "CREATE TABLE events AS SELECT '{\"a\": {\"b\": 1}, \"c\": 2}'::json AS data"));
  std::size_t compared = 0;
  for (const auto& example : cases("benign_queries.case")) {
    const auto verdict = guard->check(example.body, {.max_rows = 100'000});
    ASSERT_TRUE(verdict) << example.body;
    const auto plain = session->rows(verdict->original());
    const auto limited = session->rows(verdict->runnable());
    ASSERT_EQ(bool(plain), bool(limited)) << example.body << "\n"
                                          << (limited ? "" : limited.error().detail);
    if (!plain) {
      ADD_FAILURE() << example.line << " does not run: " << plain.error().detail;
      continue;
    }
    const auto lower = to_lower(example.body);
    const bool is_random =
        lower.find("random") != std::string::npos || lower.find("sample") != std::string::npos ||
        lower.find("now()") != std::string::npos || lower.find("current_time") != std::string::npos;
    if (is_random) continue;
    // What is not ordered may come in any order; what is must keep it.
    const auto order = lower.rfind("order by");
    const bool is_ordered = order != std::string::npos && lower.find(')', order) == lower.npos;
    if (is_ordered) {
      EXPECT_TRUE(*plain == *limited) << example.body;
    } else {
      EXPECT_TRUE(std::multiset<Row>(plain->begin(), plain->end()) ==
                  std::multiset<Row>(limited->begin(), limited->end()))
          << example.body;
    }
    ++compared;
  }
  EXPECT_GT(compared, 100U);
}

TEST(DuckdbGuard, KeepsTheBytesAndSetsTheLimit) {
  const auto guard = make_duckdb_guard(nullptr);
  const auto verdict = guard->check("  SELECT 'a  b' -- end ; \n ; \n", shop_policy());
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_EQ(verdict->original(), "SELECT 'a  b'");
  EXPECT_EQ(verdict->runnable(), "SELECT * FROM (\nSELECT 'a  b'\n) AS q LIMIT 11");
}

TEST(DuckdbGuard, SaysWhatWhereAndWhatInstead) {
  const auto guard = make_duckdb_guard(nullptr);
  const auto verdict = guard->check("SELECT name,\n  getenv('HOME') FROM people", shop_policy());
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().message, "Function `getenv` may not be called (line 2, column 3).");
  EXPECT_EQ(verdict.error().offset, 15U);
}

std::shared_ptr<const Database> shop() {
  auto database = std::make_shared<Database>();
  database->dialect = Dialect::kDuckdb;
  database->default_schema = "main";
  const auto table = [&](std::string schema, std::string name, std::vector<std::string> columns,
                         std::int64_t rows) {
    Table made;
    made.schema = std::move(schema);
    made.name = std::move(name);
    for (auto& column : columns) made.columns.push_back({.name = std::move(column)});
    made.row_estimate = rows;
    database->tables.push_back(std::move(made));
  };
  table("main", "people", {"id", "name", "boss_id"}, 100'000);
  table("main", "orders", {"id", "person_id", "total", "state", "day", "info"}, 1'000'000);
  table("secret", "salaries", {"person_id", "amount"}, 10);
  database->routines.push_back({.schema = "main", .name = "lower"});
  database->types.push_back({.schema = "main", .name = "mood", .kind = "enum"});
  return database;
}

TEST(DuckdbGuard, KnowsNamesWithASchema) {
  const auto guard = make_duckdb_guard(shop());
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT NAME, p.Id FROM People p"), "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT info.a.b, orders.info.a FROM orders"), "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT rowid FROM orders"), "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT x.total FROM (SELECT total FROM orders) x"), "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT 'x'::mood"), "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT total AS t FROM orders WHERE t > 1 ORDER BY t"),
            "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT list_transform([1], x -> x + total) FROM orders"),
            "accept");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT x.nothing FROM (SELECT total FROM orders) x"),
            "refuse unknown_column");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT o.id FROM orders"), "refuse unknown_column");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT current_user FROM orders"), "refuse function");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT amount FROM secret.salaries"), "refuse relation");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT lower(name) FROM people"), "refuse user_function");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT 'x'::money"), "refuse type");
  const auto table = guard->check("SELECT * FROM peopl", shop_policy());
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().rule, "unknown_relation");
  EXPECT_THAT(table.error().instead, HasSubstr("`people`"));
  const auto column = guard->check("SELECT p.nam FROM people p", shop_policy());
  ASSERT_FALSE(column);
  EXPECT_EQ(column.error().rule, "unknown_column");
  EXPECT_THAT(column.error().instead, HasSubstr("`name`"));
}

TEST(DuckdbGuard, NamesTheRelationsThatAreRead) {
  const auto guard = make_duckdb_guard(shop());
  const auto verdict = guard->check(
      "WITH o AS (FROM orders) SELECT * FROM o JOIN PEOPLE p ON p.id = o.person_id", shop_policy());
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_EQ(verdict->relations(), (std::vector<std::string>{"main.orders", "main.people"}));
}

TEST(DuckdbGuard, CountsRowsBeforeItLetsTablesMeetWithoutACondition) {
  const auto guard = make_duckdb_guard(shop());
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT count(*) FROM people, orders"), "refuse cost");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT count(*) FROM people, orders WHERE people.id > 3"),
            "refuse cost");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT count(*) FROM people p, orders WHERE p.id = person_id"),
            "accept");
  EXPECT_EQ(
      duckdb_outcome(*guard, "SELECT count(*) FROM people p JOIN orders o ON p.id < o.person_id"),
      "refuse cost");
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT * FROM people, (SELECT max(total) FROM orders)"),
            "accept");
}

TEST(DuckdbGuard, TakesAnyNestingWithoutFalling) {
  const auto guard = make_duckdb_guard(nullptr);
  const auto times = [](std::size_t count, const std::string& part) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += part;
    return text;
  };
  for (const std::size_t count : {50U, 99U, 290U, 2'000U, 8'000U}) {
    for (const auto& sql :
         {"SELECT " + times(count, "(") + "1" + times(count, ")"),
          "SELECT " + times(count, "(SELECT ") + "1" + times(count, ")"),
          "SELECT 1" + times(count, "+1"), "SELECT " + times(count, "NOT ") + "true",
          "SELECT " + times(count, "CASE WHEN true THEN ") + "1" + times(count, " END"),
          "SELECT 1" + times(count, "::int"), "SELECT " + times(count, "[") + times(count, "]"),
          "SELECT " + times(count, "{'a':") + "1" + times(count, "}"),
          "SELECT * FROM " + times(count, "(SELECT * FROM ") + "t" + times(count, ")"),
          "SELECT 1" + times(count, " UNION ALL SELECT 1"),
          "SELECT 1::" + times(count, "struct(a ") + "int" + times(count, ")"),
          "SELECT a" + times(count, " AND a"), "SELECT 1" + times(count, " OR 1 = 1"),
          "SELECT " + times(count, "- ") + "1", "SELECT a" + times(count, "[1]"),
          "SELECT x" + times(count, " -> x"), "FROM t" + times(count, " JOIN t USING (a)")}) {
      [[maybe_unused]] const auto verdict = guard->check(sql, shop_policy());
    }
  }
  EXPECT_EQ(duckdb_outcome(*guard, "SELECT 1"), "accept");
}

}  // namespace
}  // namespace askdb
