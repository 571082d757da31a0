#include "agent/hybrid_reasoner.hpp"

#include <gmock/gmock.h>

#include "fixtures/fake_reasoner.hpp"
#include "fixtures/run_task.hpp"

namespace askdb {
namespace {

using testing::run_task;

/// Two scripted engines; the first is sure of its SQL.
class Hybrid : public ::testing::Test {
 protected:
  Hybrid() {
    for (auto* engine : {offline, llm}) engine->understanding = planned({step_on(1, "bank")});
    offline->understanding->sql = SqlGenerationResult{.sql = "SELECT 1"};
    offline->understanding->confidence = Confidence::kHigh;
    offline->conclusions = {final_answer("offline says 1")};
    llm->conclusions = {final_answer("the model says 1")};
  }

  Understanding understand() {
    return run_task(hybrid.understand(context, [](const Event&) {})).value();
  }
  std::string conclude() {
    const auto concluded =
        run_task(hybrid.conclude(context, {}, {}, 3, [](const Event&) {})).value();
    return concluded.summary->answer;
  }

  std::shared_ptr<const QuestionContext> context = std::make_shared<QuestionContext>();
  FakeReasoner* offline = new FakeReasoner;
  FakeReasoner* llm = new FakeReasoner;
  HybridReasoner hybrid{std::unique_ptr<Reasoner>(offline), std::unique_ptr<Reasoner>(llm)};
};

TEST_F(Hybrid, LetsTheOfflineEngineAnswerWhatItIsSureOf) {
  EXPECT_TRUE(understand().sql.has_value());
  EXPECT_EQ(llm->context, nullptr);
  EXPECT_EQ(conclude(), "offline says 1");
}

TEST_F(Hybrid, AsksTheModelWhenTheOfflineEngineIsNotSure) {
  offline->understanding->confidence = Confidence::kMedium;
  EXPECT_FALSE(understand().sql.has_value());
  EXPECT_EQ(conclude(), "the model says 1");
}

TEST_F(Hybrid, AsksTheModelWhenWordsWereNotUnderstood) {
  offline->understanding->not_understood = {"churn"};
  understand();
  EXPECT_NE(llm->context, nullptr);
}

TEST_F(Hybrid, LetsTheModelMendAndThenConclude) {
  understand();
  llm->analyses = {{true, "typo", "SELECT 2", ErrorType::kSyntax}};
  const auto analysed = run_task(hybrid.analyse_error(context, {}, {})).value();
  EXPECT_EQ(analysed.value.suggested_sql, "SELECT 2");
  EXPECT_EQ(conclude(), "the model says 1");
}

}  // namespace
}  // namespace askdb
