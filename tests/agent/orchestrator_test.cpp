/// How a question goes its way, and how it ends.

#include <gmock/gmock.h>

#include "fixtures/orchestrator_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(OrchestratorTest, IsNoSurerOfTheAnswerThanOfTheQuestion) {
  reasoner.understanding->confidence = Confidence::kLow;
  EXPECT_EQ(ask().confidence, Confidence::kLow);
}

TEST_F(OrchestratorTest, AnswersAQuestionOfOneStep) {
  reasoner.understanding->confidence = Confidence::kHigh;
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kAnswer);
  EXPECT_EQ(answer.text, "There are 1234 customers.");
  EXPECT_EQ(answer.confidence, Confidence::kHigh);
  ASSERT_EQ(answer.steps.size(), 1U);
  EXPECT_EQ(answer.steps[0].result_value, "1234");
  EXPECT_EQ(answer.steps[0].database, "customers_db");
  EXPECT_THAT(answer.summary->data_sources_used, ElementsAre("customers_db"));
  EXPECT_EQ(answer.tokens.input_tokens, 100);
}

TEST_F(OrchestratorTest, TellsEveryStageInOrderAndTheAnswerLastAndOnce) {
  ask();
  std::vector<std::string> names;
  for (const auto& event : events) names.push_back(event_name(event));
  EXPECT_THAT(names, ElementsAre("stage_started", "stage_finished", "plan_made", "stage_started",
                                 "stage_finished", "sql_written", "stage_started", "stage_finished",
                                 "stage_started", "stage_finished", "step_finished", "answer"));
}

TEST_F(OrchestratorTest, RunsTheSqlThatCameWithThePlanWithoutWritingItAgain) {
  reasoner.understanding->sql = SqlGenerationResult{.sql = "SELECT count(*) FROM customers"};
  EXPECT_EQ(ask().outcome, Outcome::kAnswer);
  EXPECT_TRUE(reasoner.tasks.empty());
}

TEST_F(OrchestratorTest, ShowsTheCommunicationOnlyWhenDebugging) {
  ask();
  EXPECT_FALSE(all<StageFinished>()[0].communication.has_value());
  events.clear();
  io.restart();
  question.is_debug = true;
  ask();
  EXPECT_EQ(all<StageFinished>()[0].communication, json::value("secret prompt"));
}

TEST_F(OrchestratorTest, RejectsWhatIsNotAboutTheData) {
  reasoner.understanding->validation = {.is_relevant = false,
                                        .reasoning = {},
                                        .suggested_response = "I answer questions about the bank.",
                                        .relevant_databases = {}};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kRejection);
  EXPECT_EQ(answer.text, "I answer questions about the bank.");
  EXPECT_TRUE(customers->ran.empty());
}

TEST_F(OrchestratorTest, AnswersDirectlyWithoutData) {
  reasoner.understanding->decision =
      DecisionResult{DecisionAction::kAnswerDirectly, {}, "There are two databases."};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kDirectAnswer);
  EXPECT_EQ(answer.text, "There are two databases.");
}

TEST_F(OrchestratorTest, AsksBackWithTheQuestionsNumbered) {
  reasoner.understanding->plan->needs_clarification = true;
  reasoner.understanding->plan->clarification_questions = {{"Which year?", ""},
                                                           {"All of them?", ""}};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kClarification);
  EXPECT_EQ(answer.text,
            "I need some clarification to answer your question:\n1. Which year?\n2. All of them?");
}

TEST_F(OrchestratorTest, AsksWhatIsMeantWhenNothingIsAsked) {
  question.text = "  ";
  EXPECT_EQ(ask().outcome, Outcome::kClarification);
}

TEST_F(OrchestratorTest, MendsAStatementThatFails) {
  reasoner.sql[1] = "SELECT nme FROM customers";
  reasoner.analyses = {{true, "typo", "SELECT count(*) FROM customers", ErrorType::kSchema}};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kAnswer);
  EXPECT_EQ(answer.steps[0].attempts, 2);
  ASSERT_EQ(all<StepFailed>().size(), 1U);
  EXPECT_TRUE(all<StepFailed>()[0].will_retry);
  EXPECT_EQ(all<StepFailed>()[0].error_type, ErrorType::kSchema);
  EXPECT_EQ(reasoner.tasks.back().failed_sql, "SELECT nme FROM customers");
  EXPECT_EQ(reasoner.tasks.back().error, "There is no such table.");
}

TEST_F(OrchestratorTest, GivesUpAfterFiveStatements) {
  reasoner.sql[1] = "SELECT 1 FROM x";
  for (int i = 2; i < 9; ++i) {
    reasoner.analyses.push_back(
        {true, "", "SELECT " + std::to_string(i) + " FROM x", ErrorType::kSchema});
  }
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kExecutionError);
  EXPECT_EQ(answer.text, "customers_db: There is no such table.");
  EXPECT_EQ(answer.fault, "schema");
  EXPECT_EQ(answer.steps[0].attempts, 5);
  EXPECT_EQ(customers->ran.size(), 5U);
}

TEST_F(OrchestratorTest, GivesTheRuleOfTheGuardToTheRepair) {
  reasoner.sql[1] = "DELETE FROM customers";
  reasoner.analyses = {{true, "", "SELECT count(*) FROM customers", ErrorType::kOther}};
  EXPECT_EQ(ask().outcome, Outcome::kAnswer);
  EXPECT_EQ(all<SqlRefused>()[0].rule, "select_only");
  EXPECT_EQ(all<SqlRefused>()[0].sql, "DELETE FROM customers");
  EXPECT_THAT(reasoner.tasks.back().error, HasSubstr("Instead: Write a SELECT."));
}

TEST_F(OrchestratorTest, RefusesWhatCostsTooMuch) {
  customers->cost("SELECT count(*) FROM customers", 1e12);
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kExecutionError);
  EXPECT_THAT(answer.text, HasSubstr("too expensive"));
  EXPECT_THAT(*answer.next_step, HasSubstr("shorter period"));
  EXPECT_TRUE(customers->ran.empty());
}

TEST_F(OrchestratorTest, NamesTheDatabaseThatCannotBeReached) {
  customers->fail_to_connect();
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kDatasourceError);
  EXPECT_EQ(answer.text, "Cannot reach customers_db. Start the server.");
  EXPECT_EQ(answer.fault, "connection");
}

TEST_F(OrchestratorTest, NamesADatabaseThatDoesNotExist) {
  reasoner.understanding->plan->steps[0].databases = {"cars_db"};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kDatasourceError);
  EXPECT_THAT(answer.text, HasSubstr("Database 'cars_db' not found in any datasource"));
}

TEST_F(OrchestratorTest, TellsWhatTheModelDidWrong) {
  reasoner.understanding = Error{.fault = Fault::kModel,
                                 .message = "The key is wrong.",
                                 .next_step = "Set ANTHROPIC_API_KEY.",
                                 .detail = {}};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kError);
  EXPECT_EQ(answer.text, "The key is wrong. Set ANTHROPIC_API_KEY.");
}

TEST_F(OrchestratorTest, RunsIndependentStepsAtTheSameTime) {
  reasoner.understanding = planned({step_on(1, "customers_db"), step_on(2, "loans_db")});
  reasoner.sql[2] = "SELECT sum(amount) FROM loans";
  loans->on("SELECT sum(amount) FROM loans", one_value("sum", std::int64_t{99}));
  // Each waits until the other has started too: one after the other would never end.
  auto gate = std::make_shared<asio::steady_timer>(io, asio::steady_timer::time_point::max());
  auto started = std::make_shared<int>(0);
  const auto meet = [gate, started](const std::string&) {
    if (++*started == 2) gate->cancel();
    return *started == 2 ? nullptr : gate;
  };
  customers->on_start = meet;
  loans->on_start = meet;
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kAnswer);
  EXPECT_EQ(answer.steps.size(), 2U);
}

TEST_F(OrchestratorTest, GivesALaterStepTheResultsItNeeds) {
  reasoner.understanding = planned({step_on(1, "customers_db"), step_on(2, "loans_db", {1})});
  reasoner.sql[2] = "SELECT sum(amount) FROM loans";
  loans->on("SELECT sum(amount) FROM loans", one_value("sum", std::int64_t{99}));
  EXPECT_EQ(ask().outcome, Outcome::kAnswer);
  ASSERT_EQ(reasoner.tasks.size(), 2U);
  ASSERT_EQ(reasoner.tasks[1].previous.size(), 1U);
  EXPECT_EQ(reasoner.tasks[1].previous[0].result_value, "1234");
}

TEST_F(OrchestratorTest, DoesNotRunAStepWhoseBasisFailed) {
  reasoner.understanding = planned({step_on(1, "customers_db"), step_on(2, "loans_db", {1})});
  reasoner.sql[1] = "SELECT nothing";
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kExecutionError);
  EXPECT_TRUE(loans->ran.empty());
  EXPECT_THAT(*answer.steps[1].error, HasSubstr("Not run, because step 1"));
}

TEST_F(OrchestratorTest, AnswersWithWhatIsThereWhenOneDatabaseIsDown) {
  reasoner.understanding = planned({step_on(1, "customers_db"), step_on(2, "loans_db")});
  loans->fail_to_connect();
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kAnswer);
  ASSERT_EQ(answer.notes.size(), 1U);
  EXPECT_THAT(answer.notes[0], HasSubstr("Cannot reach loans_db."));
}

TEST_F(OrchestratorTest, KeepsAStepThatNamesTwoDatasourcesWhole) {
  reasoner.understanding = planned({step_on(1, "customers_db")});
  reasoner.understanding->plan->steps[0].databases = {"customers_db", "loans_db"};
  const auto answer = ask();
  ASSERT_EQ(answer.steps.size(), 1U);
  // Datasources that were made elsewhere have no threads to be joined on.
  EXPECT_THAT(answer.text, HasSubstr("cannot be joined here"));
}

TEST_F(OrchestratorTest, TakesTheFurtherStepThatTheInterpreterAsksFor) {
  reasoner.conclusions = {one_more("Count those in Graz"),
                          final_answer("12 of 1234 live in Graz.")};
  reasoner.sql[2] = "SELECT count(*) FROM customers WHERE city = 'Graz'";
  customers->on(reasoner.sql[2], one_value("count", std::int64_t{12}));
  const auto answer = ask();
  EXPECT_EQ(answer.text, "12 of 1234 live in Graz.");
  EXPECT_EQ(answer.plan->steps.size(), 2U);
  EXPECT_EQ(all<PlanMade>().size(), 2U);
  EXPECT_TRUE(answer.ungrounded.empty());
}

TEST_F(OrchestratorTest, StopsRefiningWhenTheSameStepIsAskedForAgain) {
  reasoner.conclusions = {one_more("Step 1."), final_answer("There are 1234 customers.")};
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::kAnswer);
  EXPECT_EQ(answer.steps.size(), 1U);
}

TEST_F(OrchestratorTest, RefinesThreeTimesAtMost) {
  for (int i = 1; i <= 9; ++i)
    reasoner.conclusions.push_back(one_more("more " + std::to_string(i)));
  reasoner.conclusions.pop_front();
  for (int i = 2; i < 9; ++i) reasoner.sql[i] = "SELECT count(*) FROM customers";
  ask();
  EXPECT_EQ(reasoner.concluded.size(), 4U);
}

TEST_F(OrchestratorTest, MarksWhatTheRowsDoNotHold) {
  reasoner.conclusions = {final_answer("There are 1300 customers.")};
  const auto answer = ask();
  ASSERT_EQ(answer.ungrounded.size(), 1U);
  EXPECT_EQ(answer.ungrounded[0].text, "1300");
  EXPECT_EQ(answer.ungrounded[0].offset, 10);
  EXPECT_EQ(answer.confidence, Confidence::kMedium);
}

TEST_F(OrchestratorTest, SaysWhenThereAreMoreRows) {
  auto rows = one_value("name", std::string("Anna"));
  rows.is_truncated = true;
  customers->on("SELECT count(*) FROM customers", rows);
  reasoner.conclusions = {final_answer("Anna")};
  const auto answer = ask();
  EXPECT_TRUE(answer.steps[0].is_truncated);
  EXPECT_TRUE(answer.assumptions.empty());
  ASSERT_EQ(answer.notes.size(), 1U);
  EXPECT_THAT(answer.notes[0], HasSubstr("Only the first row was fetched; the database has more."));
}

}  // namespace
}  // namespace askdb
