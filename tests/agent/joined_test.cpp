// Questions that no single database of the demo bank answers, without a model.

#include <gmock/gmock.h>

#include "federation/bank_fixture.hpp"
#include "fixtures/demo_bank.hpp"

namespace askdb {
namespace {

using testing::bank_questions;
using testing::DemoBank;
using testing::GoldFile;
using testing::lines_of;

class Joined : public DemoBank {
 protected:
  Joined() {
    std::vector<std::string> files;
    for (const auto& source : config.datasources) files.push_back(source.connection);
    gold = std::make_unique<GoldFile>(files);
    config.limits.max_rows = 100'000;
    config.limits.statement_timeout = std::chrono::seconds(60);
    orchestrator = std::make_unique<Orchestrator>(*reasoner, *catalog, *sources, config, clock);
  }

  std::unique_ptr<GoldFile> gold;
};

TEST_F(Joined, AtLeastTwentyOfThirtyAreRightAndNoneSurelyWrong) {
  int right = 0;
  for (const auto& question : bank_questions()) {
    const auto answer = ask(question.question);
    const bool has_rows = !answer.steps.empty() && answer.steps[0].success;
    const bool is_right =
        has_rows && testing::says(gold->answer(question.gold), lines_of(answer.steps[0].rows.rows));
    right += is_right ? 1 : 0;
    const bool is_surely_wrong = has_rows && !is_right && answer.confidence == Confidence::kHigh;
    EXPECT_FALSE(is_surely_wrong) << question.question;
    if (is_right) continue;
    std::cout << question.question << "\n  " << name_of(answer.confidence) << ": "
              << (has_rows ? *answer.steps[0].sql : answer.text) << "\n";
  }
  std::cout << "offline: " << right << " of 30 right\n";
  EXPECT_GE(right, 20);
}

TEST_F(Joined, AnswersSayWhereTheirRowsCameFrom) {
  const auto answer = ask("Total loan amount per customer segment");
  ASSERT_EQ(answer.outcome, Outcome::kAnswer) << answer.text;
  ASSERT_EQ(answer.steps.size(), 1U);
  const auto databases = databases_of(answer.steps[0]);
  EXPECT_THAT(databases, ::testing::IsSupersetOf({"loans_db", "customer_db"}));
  EXPECT_EQ(answer.summary->data_sources_used, databases);
}

}  // namespace
}  // namespace askdb
