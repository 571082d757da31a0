#include "agent/routing.hpp"

#include <gtest/gtest.h>

#include "fixtures/demo_bank.hpp"

namespace askdb {
namespace {

Route route(std::size_t database, double confidence, std::vector<std::string> not_understood = {}) {
  Route route;
  route.database = database;
  route.translation.sql = "SELECT 1";
  route.translation.is_answerable = true;
  route.translation.confidence = confidence;
  route.translation.not_understood = std::move(not_understood);
  return route;
}

SchemaContext linked(std::vector<std::pair<std::string, double>> scores) {
  SchemaContext schema;
  for (auto& [name, score] : scores) {
    LinkedDatabase database;
    database.name = name;
    database.score = score;
    schema.databases.push_back(std::move(database));
  }
  return schema;
}

TEST(Routing, TakesTheDatabaseThatExplainsMore) {
  const auto schema = linked({{"loans", 3.4}, {"accounts", 2.1}});
  EXPECT_EQ(best_route({route(0, 0.6), route(1, 0.8)}, schema, {}), 0U);
  EXPECT_EQ(best_route({route(0, 0.6, {"credit", "type"}), route(1, 0.8)},
                       linked({{"loans", 2.2}, {"accounts", 2.1}}), {}),
            1U);
}

TEST(Routing, PrefersATranslationThatCanRun) {
  auto none = route(0, 0.05);
  none.translation.is_answerable = false;
  EXPECT_EQ(best_route({none, route(1, 0.5)}, linked({{"a", 2}, {"b", 1.5}}), {}), 1U);
}

TEST(Routing, StaysWithTheConversationUnlessAnotherExplainsClearlyMore) {
  const auto schema = linked({{"a", 2}, {"b", 1.8}});
  const std::vector<Route> routes{route(0, 0.7), route(1, 0.7)};
  EXPECT_EQ(best_route(routes, schema, {"b", {{"a", 0.9}, {"b", 0.8}}}), 1U);
  EXPECT_EQ(best_route(routes, schema, {"b", {{"a", 1.9}, {"b", 0.2}}}), 0U);
}

TEST(Routing, CallsNothingSureThatWasNotUnderstood) {
  EXPECT_EQ(confidence_of(route(0, 0.9).translation), Confidence::kHigh);
  EXPECT_EQ(confidence_of(route(0, 0.9, {"churn"}).translation), Confidence::kMedium);
  EXPECT_EQ(confidence_of(route(0, 0.6).translation), Confidence::kMedium);
  EXPECT_EQ(confidence_of(route(0, 0.4, {"churn"}).translation), Confidence::kLow);
}

using testing::database_of;

/// The demo bank, asked without a model.
class DemoRouting : public testing::DemoBank {};

TEST_F(DemoRouting, SendsEachStarterQuestionToItsDatabase) {
  const std::map<std::string, std::string> expected{
      {"How many customers do we have?", "customer_db"},
      {"Top 5 customers by account balance", "accounts_db"},
      {"What is the average loan amount per loan type?", "loans_db"},
      {"Which branches opened the most accounts last year?", "accounts_db"},
      {"How many complaints are still open, by category?", "customer_db"},
      {"How many claims were rejected this year?", "insurance_db"},
      {"What is the average salary per department?", "employees_db"},
      {"Which loan payments are overdue?", "loans_db"},
      {"Total loan amount per customer segment", "customer_db + loans_db"},
      {"Which customers have both loans and insurance policies?",
       "customer_db + insurance_db + loans_db"},
      {"Employees who handled complaints of customers with overdue loans",
       "customer_db + employees_db + loans_db"},
      {"Show customers with their account balances", "accounts_db"}};
  std::vector<Turn> history;
  for (const auto& question : testing::starter_questions()) {
    ASSERT_TRUE(expected.contains(question)) << question;
    const auto alone = ask(question);
    EXPECT_EQ(database_of(alone), expected.at(question)) << question;
    // In a conversation about something else, too.
    const auto answer = ask(question, history);
    EXPECT_EQ(database_of(answer), expected.at(question)) << question << " after others";
    history.push_back(testing::turn(question, answer));
  }
  EXPECT_EQ(history.size(), expected.size());
}

TEST_F(DemoRouting, FollowsUpWhereTheConversationIs) {
  std::vector<Turn> history;
  std::vector<std::string> sql;
  for (const char* question :
       {"How many customers do we have in Vienna?", "and in Graz?", "by segment"}) {
    const auto answer = ask(question, history);
    EXPECT_EQ(answer.outcome, Outcome::kAnswer) << question << ": " << answer.text;
    EXPECT_EQ(database_of(answer), "customer_db") << question;
    ASSERT_FALSE(answer.steps.empty());
    sql.push_back(answer.steps[0].sql.value_or(""));
    history.push_back(testing::turn(question, answer));
  }
  EXPECT_NE(sql[0].find("Vienna"), std::string::npos) << sql[0];
  EXPECT_NE(sql[1].find("Graz"), std::string::npos) << sql[1];
  EXPECT_EQ(sql[1].find("Vienna"), std::string::npos) << sql[1];
  EXPECT_NE(sql[2].find("Graz"), std::string::npos) << sql[2];
  EXPECT_NE(sql[2].find("GROUP BY"), std::string::npos) << sql[2];
  EXPECT_NE(history[1].answer.find("customers in Graz."), std::string::npos) << history[1].answer;
  EXPECT_EQ(history[2].understood_as, "How many customers do we have in Graz per segment");
}

TEST_F(DemoRouting, LeavesTheConversationForADatabaseThatExplainsMore) {
  const std::string first = "How many claims were rejected this year?";
  const std::vector<Turn> history{testing::turn(first, ask(first))};
  const auto answer = ask("and how many loans do we have?", history);
  EXPECT_EQ(database_of(answer), "loans_db");
  EXPECT_TRUE(answer.not_understood.empty());
  EXPECT_EQ(answer.steps.at(0).sql->find("rejected"), std::string::npos);
}

}  // namespace
}  // namespace askdb
