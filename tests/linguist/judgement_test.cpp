#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linguist/judgement.hpp"
#include "linguist/linguist.hpp"

namespace askdb {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Customers with a city, and what they ordered.
Translation judged(const std::string& question) {
  auto database = std::make_shared<Database>();
  database->default_schema = "main";
  const auto column = [](std::string name, ValueKind kind) {
    Column made;
    made.name = std::move(name);
    made.kind = kind;
    return made;
  };
  Table customers{.schema = "main", .name = "customers", .primary_key = {"customer_id"}};
  customers.columns = {column("customer_id", ValueKind::kInteger), column("name", ValueKind::kText),
                       column("city", ValueKind::kText)};
  Table orders{.schema = "main", .name = "orders", .primary_key = {"order_id"}};
  orders.columns = {column("order_id", ValueKind::kInteger),
                    column("customer_id", ValueKind::kInteger),
                    column("total", ValueKind::kDecimal)};
  orders.foreign_keys = {{{"customer_id"}, "main", "customers", {"customer_id"}}};
  database->tables = {customers, orders};
  const Linguist linguist(database, {{"main", "customers", "city", {"Vienna", "Graz"}}});
  return linguist.translate(
      question, {.previous_question = {}, .now = Clock::WallTime(std::chrono::hours(480'000))});
}

TEST(Judgement, AClearQuestionIsSure) {
  const auto answer = judged("How many customers are from Vienna?");
  EXPECT_TRUE(answer.is_answerable);
  EXPECT_GE(answer.confidence, 0.8);
  EXPECT_THAT(answer.not_understood, IsEmpty());
}

TEST(Judgement, AWordThatNothingExplainsIsNamedAndTheGuessIsKept) {
  const auto answer = judged("How many customers in Vienna have a Platinum membership?");
  EXPECT_FALSE(answer.is_answerable);
  EXPECT_LT(answer.confidence, 0.5);
  EXPECT_THAT(answer.not_understood, Contains("Platinum"));
  EXPECT_THAT(answer.sql, Not(IsEmpty()));
}

TEST(Judgement, ADateThatTheQueryLeavesOutIsNamed) {
  const auto answer = judged("How many customers are from Vienna since March 2021?");
  EXPECT_FALSE(answer.is_answerable);
  EXPECT_THAT(answer.not_understood, Contains(HasSubstr("March 2021")));
}

TEST(Judgement, EvidenceOfGapsLowersConfidence) {
  linguist::Evidence whole{.share = 0.9, .surprise = 0.1, .known = 3, .words = 2};
  auto gap = whole;
  gap.missing = 1;
  EXPECT_LT(linguist::confidence_of(gap), linguist::confidence_of(whole));
  gap = whole;
  gap.unknown = 1;
  EXPECT_LT(linguist::confidence_of(gap), linguist::confidence_of(whole));
}

}  // namespace
}  // namespace askdb
