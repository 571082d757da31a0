#include "face/terminal/evaluation/predictions.hpp"

#include <gmock/gmock.h>

#include <sstream>
#include <vector>

namespace askdb::evaluation {
namespace {

std::vector<json::object> predicted(const std::string& lines, std::size_t* unusable) {
  Database database{.name = "shop", .default_schema = "main", .fingerprint = "f"};
  database.tables.push_back({.schema = "main", .name = "customers"});
  database.tables.back().columns.push_back(
      {.name = "city", .type = "TEXT", .kind = ValueKind::kText});
  const Linguist linguist(std::make_shared<const Database>(std::move(database)), {});
  std::istringstream in(lines);
  std::ostringstream out;
  *unusable = predict_lines(in, out, linguist, Clock::WallTime());
  std::vector<json::object> answers;
  std::istringstream written(out.str());
  for (std::string line; std::getline(written, line);) {
    answers.push_back(json::parse(line).as_object());
  }
  return answers;
}

TEST(Predictions, AnswerEveryQuestionInItsOrder) {
  std::size_t unusable = 0;
  const auto answers = predicted(
      "{\"id\":\"a\",\"question\":\"How many customers are there?\"}\n\n"
      "{\"id\":7,\"question\":\"\"}\n",
      &unusable);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].at("id"), "a");
  EXPECT_EQ(answers[0].at("sql"), "SELECT count(*) FROM customers");
  EXPECT_EQ(answers[0].at("answerable"), true);
  EXPECT_EQ(answers[1].at("id"), 7);
  EXPECT_EQ(answers[1].at("answerable"), false);
  for (const char* key : {"confidence", "explanation", "micros"}) {
    EXPECT_TRUE(answers[1].contains(key)) << key;
  }
  EXPECT_EQ(unusable, 0U);
}

TEST(Predictions, AMalformedLineIsNamedAndTheRestAnswered) {
  std::size_t unusable = 0;
  const auto answers = predicted(
      "{\n[1]\n{\"id\":3,\"question\":4}\n{\"id\":4,\"question\":\"How many customers?\"}\n",
      &unusable);
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_THAT(std::string(answers[0].at("error").as_string()), ::testing::HasSubstr("Line 1"));
  EXPECT_THAT(std::string(answers[1].at("error").as_string()), ::testing::HasSubstr("Line 2"));
  EXPECT_EQ(answers[2].at("id"), 3);
  EXPECT_FALSE(answers[3].contains("error"));
  EXPECT_EQ(unusable, 3U);
}

}  // namespace
}  // namespace askdb::evaluation
