/// Several databases, asked without a model: two that know the same words, one that is down.

#include <gmock/gmock.h>

#include "agent/make_reasoner.hpp"
#include "agent/orchestrator.hpp"
#include "fixtures/demo_bank.hpp"
#include "fixtures/fixed_clock.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

using testing::database_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::run_task;

class ManyDatabases : public ::testing::Test {
 protected:
  void add(const std::string& name, const std::string& path) {
    DatasourceConfig source;
    source.name = name;
    source.connection = path;
    config_.datasources.push_back(source);
  }

  Answer ask(const std::string& text, std::vector<Turn> history = {},
             const std::string& area = "") {
    if (!orchestrator_) start();
    Question question;
    question.text = text;
    question.history = std::move(history);
    question.area = area;
    question.approval = ApprovalMode::kOff;
    return run_task(io_, orchestrator_->answer(question, [](const Event&) {}));
  }

  void start() {
    config_.llm.engine = EngineChoice::kOffline;
    sources_ = DatasourceManager::create(config_.datasources, pool_).value();
    catalog_ = std::make_unique<Catalog>(*sources_, overlays_, "",
                                         std::map<std::string, GuardPolicy>(), &pool_);
    reasoner_ = make_reasoner(config_, *catalog_, *sources_, {}, pool_, clock_).value();
    orchestrator_ =
        std::make_unique<Orchestrator>(*reasoner_, *catalog_, *sources_, config_, clock_);
  }

  testing::SqliteFile shop_{
      "CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer TEXT, total REAL);"
      "INSERT INTO orders VALUES (1, 'Ann', 10), (2, 'Bob', 20);"};
  testing::SqliteFile market_{
      "CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer TEXT, total REAL);"
      "INSERT INTO orders VALUES (1, 'Cid', 5), (2, 'Dan', 6), (3, 'Eve', 7);"};
  testing::SqliteFile staff_{
      "CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, name TEXT, salary REAL);"
      "CREATE TABLE bonuses (bonus_id INTEGER PRIMARY KEY, amount REAL);"
      "INSERT INTO employees VALUES (1, 'Fay', 100); INSERT INTO bonuses VALUES (1, 5), (2, 6);"};
  // One loop for all questions: schemas are read again on the one that read them first.
  asio::io_context io_;
  Config config_;
  Overlays overlays_;
  FixedClock clock_;
  BlockingPool pool_{2};
  std::unique_ptr<DatasourceManager> sources_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Reasoner> reasoner_;
  std::unique_ptr<Orchestrator> orchestrator_;
};

TEST_F(ManyDatabases, AsksWhichOneIsMeantWhenTwoExplainTheQuestion) {
  add("shop_db", shop_.path());
  add("market_db", market_.path());
  add("staff_db", staff_.path());
  const auto asked = ask("How many orders are there?");
  EXPECT_EQ(asked.outcome, Outcome::kClarification);
  EXPECT_THAT(asked.text, HasSubstr("shop_db (orders)"));
  EXPECT_THAT(asked.suggestions, ElementsAre("How many orders are there in shop_db?",
                                             "How many orders are there in market_db?"));
  // A click on an option, and a typed name, both answer.
  const auto clicked = ask(asked.suggestions[1]);
  EXPECT_EQ(database_of(clicked), "market_db");
  EXPECT_THAT(clicked.text, HasSubstr("3"));
  const auto typed = ask("shop_db", {testing::turn("How many orders are there?", asked)});
  EXPECT_EQ(database_of(typed), "shop_db");
  EXPECT_THAT(typed.text, HasSubstr("2"));
}

TEST_F(ManyDatabases, DoesNotAskWhenOneIsClearlyMeantOrWasUsedBefore) {
  add("shop_db", shop_.path());
  add("market_db", market_.path());
  add("staff_db", staff_.path());
  EXPECT_EQ(database_of(ask("How many employees are there?")), "staff_db");
  const auto first = ask("How many orders are there in market_db?");
  const auto second = ask("List the orders", {testing::turn("How many orders are there?", first)});
  EXPECT_EQ(database_of(second), "market_db");
}

TEST_F(ManyDatabases, AReplicaIsNoReasonToAsk) {
  add("shop_db", shop_.path());
  add("copy_db", shop_.path());
  EXPECT_EQ(ask("How many orders are there?").outcome, Outcome::kAnswer);
}

TEST_F(ManyDatabases, OneThatIsDownIsNamedAndTheOthersAnswer) {
  add("shop_db", shop_.path());
  add("gone_db", "/nowhere/gone.sqlite");
  const auto answer = ask("How many orders are there?");
  EXPECT_EQ(answer.outcome, Outcome::kAnswer) << answer.text;
  EXPECT_EQ(database_of(answer), "shop_db");
  ASSERT_EQ(answer.notes.size(), 1U);
  EXPECT_THAT(answer.notes[0], HasSubstr("gone_db could not be asked"));
}

TEST_F(ManyDatabases, WhenAllAreDownTheyAreNamed) {
  add("gone_db", "/nowhere/gone.sqlite");
  add("lost_db", "/nowhere/lost.sqlite");
  const auto answer = ask("How many orders are there?");
  EXPECT_NE(answer.outcome, Outcome::kAnswer);
  EXPECT_THAT(answer.text, HasSubstr("None of the 2 databases can be asked"));
  EXPECT_THAT(answer.text, HasSubstr("lost_db"));
}

TEST_F(ManyDatabases, ASubjectAreaNarrowsTheQuestion) {
  add("shop_db", shop_.path());
  add("market_db", market_.path());
  add("staff_db", staff_.path());
  overlays_.areas = {{"sales", "", {"orders"}, {"market_db"}}, {"pay", "", {"bonus*"}, {}}};
  EXPECT_EQ(database_of(ask("How many orders are there?", {}, "sales")), "market_db");
  EXPECT_EQ(database_of(ask("How many orders are there (area: sales)?")), "market_db");
  const auto answer = ask("How many bonuses are there?", {}, "pay");
  EXPECT_EQ(database_of(answer), "staff_db");
  EXPECT_THAT(answer.text, HasSubstr("2"));
  const auto unknown = ask("How many orders are there?", {}, "sale");
  EXPECT_THAT(unknown.text, HasSubstr("There is no subject area \"sale\""));
  EXPECT_THAT(unknown.next_step.value_or(""), HasSubstr("sales, pay"));
}

}  // namespace
}  // namespace askdb
