/// Whole questions without a model: real SQLite files, catalogue, guard and linguist.

#include <gmock/gmock.h>

#include "agent/make_reasoner.hpp"
#include "agent/orchestrator.hpp"
#include "fixtures/fixed_clock.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::run_task;
using testing::SqliteFile;

constexpr const char* kShop = R"(
  CREATE TABLE customers(customer_id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
  CREATE TABLE orders(order_id INTEGER PRIMARY KEY, amount REAL, status TEXT,
    customer_id INTEGER REFERENCES customers(customer_id));
  INSERT INTO customers VALUES (1, 'Anna Huber', 'Graz'), (2, 'Karl Maier', 'Vienna'),
    (3, 'Eva Gruber', 'Vienna');
  INSERT INTO orders VALUES (1, 100, 'open', 1), (2, 50.5, 'paid', 1), (3, 20, 'open', 2);
)";
constexpr const char* kStaff = R"(
  CREATE TABLE employees(employee_id INTEGER PRIMARY KEY, name TEXT NOT NULL, salary REAL);
  INSERT INTO employees VALUES (1, 'Ute Boss', 9000), (2, 'Max Klein', 3000);
)";

class Offline : public ::testing::Test {
 protected:
  Offline() {
    for (const auto& [name, file] : {std::pair("shop", &shop_), {"staff", &staff_}}) {
      DatasourceConfig source;
      source.name = name;
      source.connection = file->path();
      config.datasources.push_back(source);
    }
    config.llm.engine = EngineChoice::kOffline;
    sources = DatasourceManager::create(config.datasources, pool).value();
    catalog = std::make_unique<Catalog>(*sources, Overlays{}, "");
    reasoner = make_reasoner(config, *catalog, *sources, {}, pool, clock).value();
    orchestrator = std::make_unique<Orchestrator>(*reasoner, *catalog, *sources, config, clock);
  }

  Answer ask(const std::string& text, std::vector<Turn> history = {}) {
    Question question;
    question.text = text;
    question.history = std::move(history);
    question.approval = ApprovalMode::kOff;
    return run_task(orchestrator->answer(question, [](const Event&) {}));
  }

  SqliteFile shop_{kShop};
  SqliteFile staff_{kStaff};
  Config config;
  FixedClock clock;
  BlockingPool pool{2};
  std::unique_ptr<DatasourceManager> sources;
  std::unique_ptr<Catalog> catalog;
  std::unique_ptr<Reasoner> reasoner;
  std::unique_ptr<Orchestrator> orchestrator;
};

TEST_F(Offline, CountsAndSaysSo) {
  const auto answer = ask("How many customers do we have?");
  EXPECT_EQ(answer.outcome, Outcome::kAnswer) << answer.text;
  EXPECT_EQ(answer.text, "There are 3 customers.");
  EXPECT_EQ(answer.engine, "offline");
  EXPECT_EQ(answer.steps.at(0).database, "shop");
  EXPECT_THAT(answer.ungrounded, IsEmpty());
  EXPECT_EQ(answer.tokens.calls, 0);
}

TEST_F(Offline, PicksTheDatabaseThatHoldsTheThings) {
  const auto answer = ask("How many employees are there?");
  EXPECT_EQ(answer.text, "There are 2 employees.");
  EXPECT_EQ(answer.steps.at(0).database, "staff");
}

TEST_F(Offline, FindsStoredValues) {
  EXPECT_EQ(ask("How many customers are in Vienna?").text, "2 customers are in Vienna.");
}

TEST_F(Offline, GroupsWithNumbers) {
  const auto answer = ask("How many customers per city?");
  EXPECT_THAT(answer.text, HasSubstr("Vienna: 2"));
  EXPECT_THAT(answer.text, HasSubstr("Graz: 1"));
}

TEST_F(Offline, AveragesWithTheWordsOfTheQuestion) {
  EXPECT_EQ(ask("What is the average salary of employees?").text,
            "The average salary of employees is 6,000.");
}

TEST_F(Offline, TurnsDownChitChatAndWrites) {
  EXPECT_EQ(ask("hello").outcome, Outcome::kRejection);
  const auto answer = ask("Delete all customers");
  EXPECT_EQ(answer.outcome, Outcome::kRejection);
  EXPECT_EQ(answer.text, "I only read data and change nothing. Ask what you want to know.");
}

TEST_F(Offline, SaysThatNothingMatches) {
  const auto answer = ask("List the names of customers whose name is Vienna");
  if (answer.outcome == Outcome::kAnswer && answer.steps.at(0).row_count == 0) {
    EXPECT_THAT(answer.text, HasSubstr("No rows match"));
  }
}

TEST_F(Offline, NeedsAModelForTheEnginesThatUseOne) {
  config.llm.engine = EngineChoice::kLlm;
  const auto made = make_reasoner(config, *catalog, *sources, {}, pool, clock);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().fault, Fault::kConfig);
  EXPECT_THAT(made.error().next_step, HasSubstr("ANTHROPIC_API_KEY"));
}

}  // namespace
}  // namespace askdb
