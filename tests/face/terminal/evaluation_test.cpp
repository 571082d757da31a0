#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "face/terminal/evaluation/compare.hpp"
#include "face/terminal/evaluation/gold.hpp"
#include "face/terminal/evaluation/questions.hpp"
#include "face/terminal/evaluation/scoreboard.hpp"

namespace askdb::evaluation {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Rows rows(std::size_t columns, std::vector<Row> rows) {
  return {.columns = std::vector<ResultColumn>(columns), .rows = std::move(rows)};
}

TEST(Comparison, RowsMayComeInAnyOrderUnlessTheGoldIsOrdered) {
  const Rows gold = rows(1, {{std::int64_t{1}}, {std::int64_t{2}}, {std::int64_t{2}}});
  const Rows turned = rows(1, {{std::int64_t{2}}, {std::int64_t{1}}, {std::int64_t{2}}});
  const Rows fewer = rows(1, {{std::int64_t{1}}, {std::int64_t{1}}, {std::int64_t{2}}});
  EXPECT_TRUE(is_same_result(gold, turned, false));
  EXPECT_FALSE(is_same_result(gold, turned, true));
  EXPECT_FALSE(is_same_result(gold, fewer, false));
}

TEST(Comparison, ColumnsMustStandInTheSameOrder) {
  const Rows gold = rows(2, {{std::string("a"), std::int64_t{1}}});
  EXPECT_FALSE(is_same_result(gold, rows(2, {{std::int64_t{1}, std::string("a")}}), false));
  EXPECT_FALSE(is_same_result(gold, rows(1, {{std::string("a")}}), false));
  EXPECT_FALSE(is_same_result(rows(2, {}), rows(1, {}), false));
}

TEST(Comparison, NumbersMayDifferByARoundingErrorOnly) {
  EXPECT_TRUE(is_same_value(std::int64_t{3}, 3.0));
  EXPECT_TRUE(is_same_value(1e9, 1e9 + 100));
  EXPECT_FALSE(is_same_value(1.0, 1.00001));
  EXPECT_FALSE(is_same_value(0.0, 1e-9));
  EXPECT_TRUE(is_same_value(Value{}, Value{}));
  EXPECT_FALSE(is_same_value(Value{}, std::int64_t{0}));
  EXPECT_FALSE(is_same_value(std::string("3"), std::int64_t{3}));
  EXPECT_FALSE(is_same_value(std::string("a"), std::string("A")));
}

TEST(Comparison, RoundingErrorsDoNotDisturbTheMatching) {
  const Rows gold = rows(2, {{1.0000001, std::string("b")}, {1.0, std::string("a")}});
  const Rows predicted = rows(2, {{1.0, std::string("b")}, {1.0000001, std::string("a")}});
  EXPECT_TRUE(is_same_result(gold, predicted, false));
}

TEST(Comparison, KnowsAnOuterOrderFromAnInnerOne) {
  EXPECT_TRUE(has_top_level_order("SELECT a FROM t ORDER BY a"));
  EXPECT_FALSE(has_top_level_order("SELECT a FROM (SELECT a FROM t ORDER BY a)"));
  EXPECT_FALSE(has_top_level_order("SELECT a FROM t WHERE a = ' ORDER BY '"));
}

TEST(Comparison, NamesTheClausesOfAStatement) {
  EXPECT_EQ(clause_class("SELECT name FROM t"), "plain select");
  EXPECT_EQ(clause_class("SELECT count(*) FROM t JOIN u ON t.a = u.a WHERE b = 'x'"),
            "filter + aggregate + join");
  EXPECT_EQ(clause_class("SELECT a FROM t GROUP BY a HAVING count(*) > 1"), "group having");
  EXPECT_EQ(clause_class("SELECT a FROM t EXCEPT SELECT b FROM u"), "set operation");
  EXPECT_EQ(clause_class("SELECT a FROM t WHERE b IN (SELECT c FROM u)"), "nested");
  EXPECT_EQ(clause_class("SELECT a FROM t ORDER BY b LIMIT 1"), "superlative");
}

GoldQuestion question(std::string id, std::string db_id) {
  return {.id = std::move(id), .db_id = std::move(db_id)};
}

std::vector<std::string> ids(const std::vector<GoldQuestion>& questions) {
  std::vector<std::string> found;
  for (const GoldQuestion& one : questions) found.push_back(one.id);
  return found;
}

TEST(Selecting, SplitsByDatabaseAndKeepsDatabasesTogether) {
  const std::vector<GoldQuestion> all{question("1", "a"), question("2", "b"), question("3", "a"),
                                      question("4", "c")};
  EXPECT_THAT(ids(selected(all, {"b"}, Selection::kDevelopment, 0)), ElementsAre("1", "3", "4"));
  EXPECT_THAT(ids(selected(all, {"b"}, Selection::kHeldOut, 0)), ElementsAre("2"));
  EXPECT_THAT(ids(selected(all, {}, Selection::kAll, 0)), ElementsAre("1", "3", "2", "4"));
  EXPECT_THAT(ids(selected(all, {}, Selection::kAll, 2)), ElementsAre("1", "3"));
}

TEST(Selecting, ABrokenQuestionFileIsNamed) {
  EXPECT_THAT(load_questions("/nowhere.json").error().message, HasSubstr("/nowhere.json"));
  const std::string path = ASKDB_BINARY_DIR "/broken_questions.json";
  std::ofstream(path) << R"([{"id": "1"}])";
  EXPECT_THAT(load_questions(path).error().message, HasSubstr("query"));
  std::ofstream(path) << "[{";
  EXPECT_THAT(load_questions(path).error().message, HasSubstr("not JSON"));
}

Scored scored(Outcome outcome, double confidence, bool is_gold_empty = false) {
  return {.hardness = "easy",
          .clause_class = "filter",
          .db_id = "shop",
          .is_gold_empty = is_gold_empty,
          .outcome = outcome,
          .confidence = confidence,
          .is_answerable = confidence > 0.5,
          .elapsed = std::chrono::microseconds(2500)};
}

TEST(Scoreboard, CountsWithAndWithoutEmptyGoldResults) {
  Scoreboard board;
  board.add(scored(Outcome::kRight, 0.95, true));
  board.add(scored(Outcome::kRight, 0.95));
  board.add(scored(Outcome::kRefused, 0.25));
  board.add(scored(Outcome::kWrong, 0.25));
  const std::string report = board.report(true);
  EXPECT_THAT(report, HasSubstr("overall                           4    50.0 %       3    33.3 %"));
  EXPECT_THAT(report, HasSubstr("answered 50.0 %, right among these 100.0 %"));
  EXPECT_THAT(report, HasSubstr("expected calibration error 0.150"));
  EXPECT_THAT(report, HasSubstr("p50 2.50 ms"));
  EXPECT_THAT(report, HasSubstr("right 2, wrong 1, no_sql 0, refused 1"));
  EXPECT_THAT(report, HasSubstr("  shop "));
}

TEST(Scoreboard, KeepsSilentAboutDatabasesWhenTold) {
  Scoreboard board;
  board.add(scored(Outcome::kWrong, 0.5));
  EXPECT_THAT(board.report(false), Not(HasSubstr("shop")));
  EXPECT_NO_THROW(Scoreboard().report(true));
}

TEST(GoldDatabase, RunsStatementsAndStopsSlowOnes) {
  const std::string path = ASKDB_BINARY_DIR "/gold_test.sqlite";
  std::filesystem::remove(path);
  std::ofstream{path};
  auto database = GoldDatabase::open(path);
  ASSERT_TRUE(database.has_value());
  const auto answer = database->run("SELECT 1, 2.5, 'x', NULL", std::chrono::seconds(5));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->rows, (std::vector<Row>{{std::int64_t{1}, 2.5, std::string("x"), Value{}}}));
  EXPECT_EQ(database->run("SELECT nothing", std::chrono::seconds(5)).error().fault, Fault::kSyntax);
  const std::string endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  EXPECT_EQ(database->run(endless, std::chrono::milliseconds(20)).error().fault, Fault::kTimeout);
  EXPECT_EQ(GoldDatabase::open("/nowhere/x.sqlite").error().fault, Fault::kConnection);
}

}  // namespace
}  // namespace askdb::evaluation
