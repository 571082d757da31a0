/// Approval by a person, time limits and cancelling.

#include <gmock/gmock.h>

#include "fixtures/orchestrator_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(OrchestratorTest, AsksAPersonWithFactsAndRunsWhatIsApproved) {
  approve_with({{ApprovalAction::kApprove, {}, {}}});
  EXPECT_EQ(ask().outcome, Outcome::kAnswer);
  const auto request = all<ApprovalRequest>().at(0);
  EXPECT_EQ(request.sql, "SELECT count(*) FROM customers");
  EXPECT_EQ(request.database, "customers_db");
  EXPECT_EQ(request.confidence_percent, 70);
  EXPECT_THAT(request.facts,
              ElementsAre("Reads customers (about 1,234 rows).", "Reads only, at most 200 rows.",
                          "One row in all.", "Performance risk: low."));
}

TEST_F(OrchestratorTest, RunsNothingThatIsRejected) {
  approve_with({{ApprovalAction::kReject, {}, {}}});
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kExecutionError);
  EXPECT_EQ(answer.fault, "cancelled");
  EXPECT_TRUE(customers->ran.empty());
}

TEST_F(OrchestratorTest, RunsTheEditedStatement) {
  approve_with({{ApprovalAction::kEdit, "SELECT count(*) FROM customers WHERE 1", {}}});
  customers->on("SELECT count(*) FROM customers WHERE 1", one_value("count", std::int64_t{1234}));
  EXPECT_EQ(*ask().steps[0].sql, "SELECT count(*) FROM customers WHERE 1");
}

TEST_F(OrchestratorTest, ChecksTheEditedStatementAndAsksAgain) {
  approve_with(
      {{ApprovalAction::kEdit, "DROP TABLE customers", {}}, {ApprovalAction::kApprove, {}, {}}});
  EXPECT_EQ(*ask().steps[0].sql, "SELECT count(*) FROM customers");
  EXPECT_THAT(all<ApprovalRequest>().at(1).reasons.at(0), HasSubstr("Only SELECT may run."));
  EXPECT_EQ(all<SqlRefused>().at(0).sql, "DROP TABLE customers");
}

TEST_F(OrchestratorTest, RefusesClearlyWhenApprovalIsNeededAndNobodyCanBeAsked) {
  question.approval = ApprovalMode::kOn;
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kExecutionError);
  EXPECT_THAT(answer.text, HasSubstr("needs a person's approval"));
}

TEST_F(OrchestratorTest, SmartRunsByItselfOnlyWithTermsAndConfidence) {
  approve_with({{ApprovalAction::kApprove, {}, {}}});
  question.approval = ApprovalMode::kSmart;
  reasoner.understanding->confidence = Confidence::kHigh;
  reasoner.understanding->semantics_detected = {"active customer"};
  ask();
  EXPECT_TRUE(all<ApprovalRequest>().empty());
  events.clear();
  io.restart();
  reasoner.understanding->semantics_detected.clear();
  ask();
  EXPECT_THAT(all<ApprovalRequest>().at(0).reasons,
              ElementsAre("no defined business term was found in the question"));
}

TEST_F(OrchestratorTest, DoesNotCountTheTimeAPersonTakes) {
  config.limits.question_timeout = 50ms;
  question.approval = ApprovalMode::kOn;
  question.approver = [](ApprovalRequest /*request*/) -> Task<ApprovalAnswer> {
    co_await pause_for(120ms);
    co_return ApprovalAnswer{ApprovalAction::kApprove, {}, {}};
  };
  EXPECT_EQ(ask().outcome, Outcome::kAnswer);
}

TEST_F(OrchestratorTest, StopsTheModelCallWhenTheTimeIsUp) {
  config.limits.question_timeout = 20ms;
  reasoner.hangs = true;
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kError);
  EXPECT_EQ(answer.fault, "timeout");
  EXPECT_EQ(reasoner.cancelled, 1);
  EXPECT_EQ(all<Answer>().size(), 1U);
}

TEST_F(OrchestratorTest, CancelsTheStatementUnderWay) {
  customers->hang_on("SELECT count(*) FROM customers");
  on_event = [this](const Event& event) {
    const auto* stage = std::get_if<StageStarted>(&event);
    if (stage == nullptr || stage->stage != Stage::kExecution) return;
    asio::post(io, [this] { stop.emit(asio::cancellation_type::terminal); });
  };
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kError);
  EXPECT_EQ(answer.fault, "cancelled");
  EXPECT_EQ(customers->cancelled, 1);
  EXPECT_EQ(all<Answer>().size(), 1U);
  EXPECT_EQ(event_name(events.back()), "answer");
}

TEST_F(OrchestratorTest, CancelsAllStepsThatRunSideBySide) {
  reasoner.understanding = planned({step_on(1, "customers_db"), step_on(2, "loans_db")});
  reasoner.sql[2] = "SELECT 2";
  customers->hang_on("SELECT count(*) FROM customers");
  loans->hang_on("SELECT 2");
  on_event = [this](const Event& event) {
    const auto* stage = std::get_if<StageStarted>(&event);
    if (stage == nullptr || stage->stage != Stage::kExecution || *stage->step != 2) return;
    asio::post(io, [this] { stop.emit(asio::cancellation_type::terminal); });
  };
  EXPECT_EQ(ask().fault, "cancelled");
  EXPECT_EQ(customers->cancelled + loans->cancelled, 2);
}

}  // namespace
}  // namespace askdb
