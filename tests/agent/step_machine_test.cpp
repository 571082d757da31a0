#include "agent/step_machine.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::VariantWith;

Error error(Fault fault, std::string message) {
  return {.fault = fault, .message = std::move(message), .next_step = {}, .detail = {}};
}

template <class T>
T as(const step::Action& action) {
  EXPECT_TRUE(std::holds_alternative<T>(action)) << "another action: " << action.index();
  return std::holds_alternative<T>(action) ? std::get<T>(action) : T{};
}

step::Analysed mended(std::string sql) {
  return {{.is_recoverable = true, .reasoning = {}, .suggested_sql = std::move(sql)}};
}

/// A machine whose first statement is under check.
StepMachine checking(std::string sql = "SELECT 1", int max_attempts = 5) {
  StepMachine machine(max_attempts);
  machine.next(step::Begin{});
  machine.next(step::Wrote{std::move(sql)});
  return machine;
}

StepMachine running(std::string sql = "SELECT 1", int max_attempts = 5) {
  auto machine = checking(std::move(sql), max_attempts);
  machine.next(step::Passed{});
  return machine;
}

StepMachine asking(std::string sql = "SELECT 1") {
  auto machine = checking(std::move(sql));
  machine.next(step::Passed{.needs_approval = true});
  return machine;
}

TEST(StepMachine, WritesSqlFirst) {
  StepMachine machine(5);
  as<step::WriteSql>(machine.next(step::Begin{}));
}

TEST(StepMachine, ChecksTheSqlThatTheReasonerAlreadyWrote) {
  StepMachine machine(5);
  EXPECT_EQ(as<step::CheckSql>(machine.next(step::Begin{"SELECT 2"})).sql, "SELECT 2");
  EXPECT_EQ(machine.attempt(), 1);
}

TEST(StepMachine, ChecksWhatWasWritten) {
  StepMachine machine(5);
  machine.next(step::Begin{});
  EXPECT_EQ(as<step::CheckSql>(machine.next(step::Wrote{"SELECT 3"})).sql, "SELECT 3");
}

TEST(StepMachine, FailsWhenNoSqlCanBeWritten) {
  StepMachine machine(5);
  machine.next(step::Begin{});
  const auto failed = step::WriteFailed{error(Fault::kModel, "overloaded")};
  EXPECT_EQ(as<step::Fail>(machine.next(failed)).error.message, "overloaded");
}

TEST(StepMachine, RunsWhatPassedTheGuard) {
  auto machine = checking();
  as<step::Run>(machine.next(step::Passed{.needs_approval = false}));
  as<step::Succeed>(machine.next(step::Ran{}));
}

TEST(StepMachine, AsksBeforeItRunsWhenApprovalIsNeeded) {
  auto machine = checking();
  as<step::AskApproval>(machine.next(step::Passed{.needs_approval = true}));
  as<step::Run>(machine.next(step::Approved{}));
}

TEST(StepMachine, EndsWhenTheStatementIsRejectedWithoutAReason) {
  auto machine = asking();
  const auto failed = as<step::Fail>(machine.next(step::Rejected{}));
  EXPECT_EQ(failed.error.fault, Fault::kCancelled);
  EXPECT_THAT(failed.error.message, HasSubstr("rejected"));
}

TEST(StepMachine, WritesAgainWithTheReasonOfARejection) {
  auto machine = asking();
  const auto analyse = as<step::AnalyseError>(machine.next(step::Rejected{"only open ones"}));
  EXPECT_THAT(analyse.error, HasSubstr("only open ones"));
  as<step::CheckSql>(machine.next(mended("SELECT 2")));
  as<step::AskApproval>(machine.next(step::Passed{.needs_approval = true}));
}

TEST(StepMachine, ChecksAnEditedStatementAgainAndThenRunsItWithoutAskingTwice) {
  auto machine = asking();
  EXPECT_EQ(as<step::CheckSql>(machine.next(step::Edited{"SELECT 9"})).sql, "SELECT 9");
  as<step::Run>(machine.next(step::Passed{.needs_approval = true}));
  EXPECT_EQ(machine.sql(), "SELECT 9");
}

TEST(StepMachine, ShowsTheOldStatementAgainWhenTheEditIsRefused) {
  auto machine = asking("SELECT 1");
  machine.next(step::Edited{"DROP TABLE t"});
  const auto again = as<step::AskApproval>(
      machine.next(step::Refused{{"read_only", "It writes.", "Use SELECT.", {}}}));
  EXPECT_THAT(again.note, HasSubstr("It writes."));
  EXPECT_EQ(machine.sql(), "SELECT 1");
}

TEST(StepMachine, GivesUpAfterManyRefusedEdits) {
  auto machine = asking();
  const auto refused = step::Refused{{"read_only", "It writes.", "Use SELECT.", {}}};
  for (int i = 0; i < 4; ++i) {
    machine.next(step::Edited{"DROP TABLE t"});
    as<step::AskApproval>(machine.next(refused));
  }
  machine.next(step::Edited{"DROP TABLE t"});
  EXPECT_EQ(as<step::Fail>(machine.next(refused)).error.fault, Fault::kRefused);
}

TEST(StepMachine, EndsClearlyWhenNobodyCanBeAsked) {
  auto machine = asking();
  const auto failed = as<step::Fail>(machine.next(step::NobodyToAsk{}));
  EXPECT_EQ(failed.error.fault, Fault::kPermission);
  EXPECT_THAT(failed.error.message, HasSubstr("approval"));
}

TEST(StepMachine, TellsTheRepairWhichRuleRefusedAndWhatToWriteInstead) {
  auto machine = checking("SELECT pg_sleep(9)");
  const auto analyse = as<step::AnalyseError>(
      machine.next(step::Refused{{"function", "pg_sleep is not allowed.", "Leave it out.", {}}}));
  EXPECT_EQ(analyse.error,
            "Refused by rule function: pg_sleep is not allowed. Instead: Leave it out.");
  ASSERT_EQ(machine.failures().size(), 1U);
  EXPECT_EQ(machine.failures()[0].sql, "SELECT pg_sleep(9)");
}

class MendableFault : public ::testing::TestWithParam<Fault> {};

TEST_P(MendableFault, IsAnalysedAndTriedAgain) {
  auto machine = running("SELECT nme FROM t");
  const auto failed = step::RunFailed{error(GetParam(), "no column nme")};
  EXPECT_THAT(as<step::AnalyseError>(machine.next(failed)).error, HasSubstr("no column nme"));
  const auto check = as<step::CheckSql>(machine.next(mended("SELECT name FROM t")));
  EXPECT_EQ(check.sql, "SELECT name FROM t");
  EXPECT_EQ(machine.attempt(), 2);
}

INSTANTIATE_TEST_SUITE_P(StepMachine, MendableFault,
                         ::testing::Values(Fault::kSyntax, Fault::kSchema, Fault::kData,
                                           Fault::kTimeout, Fault::kOther));

class FinalFault : public ::testing::TestWithParam<Fault> {};

TEST_P(FinalFault, EndsTheStepAtOnce) {
  auto machine = running();
  const auto failed = step::RunFailed{error(GetParam(), "gone")};
  EXPECT_EQ(as<step::Fail>(machine.next(failed)).error.message, "gone");
}

INSTANTIATE_TEST_SUITE_P(StepMachine, FinalFault,
                         ::testing::Values(Fault::kConnection, Fault::kPermission,
                                           Fault::kCancelled));

TEST(StepMachine, GivesTheDriversWordsToTheRepair) {
  auto machine = running();
  Error failed = error(Fault::kSchema, "A column does not exist.");
  failed.detail = "column \"nme\" does not exist";
  EXPECT_EQ(as<step::AnalyseError>(machine.next(step::RunFailed{failed})).error,
            "A column does not exist. (column \"nme\" does not exist)");
}

TEST(StepMachine, RepairsAnErrorFoundWhileTheCostIsEstimated) {
  auto machine = checking();
  as<step::AnalyseError>(machine.next(step::RunFailed{error(Fault::kSchema, "no table t")}));
}

TEST(StepMachine, WritesAnewWhenTheAnalysisSuggestsNothing) {
  auto machine = running();
  machine.next(step::RunFailed{error(Fault::kData, "division by zero")});
  as<step::WriteSql>(machine.next(step::Analysed{{.is_recoverable = true}}));
  as<step::CheckSql>(machine.next(step::Wrote{"SELECT 2"}));
  EXPECT_EQ(machine.attempt(), 2);
}

TEST(StepMachine, EndsWithTheErrorThatCannotBeMended) {
  auto machine = running();
  machine.next(step::RunFailed{error(Fault::kData, "no such data")});
  const auto failed = as<step::Fail>(machine.next(step::Analysed{{.is_recoverable = false}}));
  EXPECT_EQ(failed.error.message, "no such data");
}

TEST(StepMachine, EndsWithTheFirstErrorWhenItsAnalysisFails) {
  auto machine = running();
  machine.next(step::RunFailed{error(Fault::kSyntax, "near FORM")});
  const auto failed = step::AnalysisFailed{error(Fault::kModel, "overloaded")};
  EXPECT_EQ(as<step::Fail>(machine.next(failed)).error.message, "near FORM");
}

TEST(StepMachine, EndsAsCancelledWhenTheAnalysisIsCancelled) {
  auto machine = running();
  machine.next(step::RunFailed{error(Fault::kSyntax, "near FORM")});
  const auto failed = step::AnalysisFailed{error(Fault::kCancelled, "stopped")};
  EXPECT_EQ(as<step::Fail>(machine.next(failed)).error.fault, Fault::kCancelled);
}

TEST(StepMachine, TriesFiveStatementsAndNoMore) {
  auto machine = running("SELECT 1");
  for (int attempt = 2; attempt <= 5; ++attempt) {
    as<step::AnalyseError>(machine.next(step::RunFailed{error(Fault::kSyntax, "bad")}));
    machine.next(mended("SELECT " + std::to_string(attempt)));
    EXPECT_EQ(machine.attempt(), attempt);
    as<step::Run>(machine.next(step::Passed{}));
  }
  as<step::Fail>(machine.next(step::RunFailed{error(Fault::kSyntax, "still bad")}));
  EXPECT_EQ(machine.failures().size(), 5U);
}

TEST(StepMachine, StopsEarlyWhenTheSameStatementComesAgain) {
  auto machine = running("SELECT nme FROM t");
  machine.next(step::RunFailed{error(Fault::kSchema, "no column nme")});
  const auto failed = as<step::Fail>(machine.next(mended("SELECT  nme\nFROM t ;")));
  EXPECT_EQ(failed.error.message, "no column nme");
  EXPECT_EQ(machine.attempt(), 1);
}

TEST(StepMachine, TakesAnUnexpectedEventForABug) {
  auto machine = checking();
  EXPECT_THROW(machine.next(step::Ran{}), std::logic_error);
}

TEST(ErrorType, FollowsTheFaultOrTheRule) {
  EXPECT_EQ(error_type(Fault::kConnection), ErrorType::kConnection);
  EXPECT_EQ(error_type(Fault::kTimeout), ErrorType::kTimeout);
  EXPECT_EQ(error_type(Fault::kRefused), ErrorType::kOther);
  EXPECT_EQ(error_type(Refusal{"unknown_column", {}, {}, {}}), ErrorType::kSchema);
  EXPECT_EQ(error_type(Refusal{"relation", {}, {}, {}}), ErrorType::kPermission);
  EXPECT_EQ(error_type(Refusal{"syntax", {}, {}, {}}), ErrorType::kSyntax);
}

}  // namespace
}  // namespace askdb
