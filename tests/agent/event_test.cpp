#include "agent/event.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

TEST(Event, HasTheNameOfItsTypeInSnakeCase) {
  EXPECT_EQ(event_name(StageStarted{}), "stage_started");
  EXPECT_EQ(event_name(ApprovalRequest{}), "approval_request");
  EXPECT_EQ(event_name(Answer{}), "answer");
}

TEST(Event, IsJsonWithTheSeedsNames) {
  const SqlRefused refused{.step = 2,
                           .attempt = 1,
                           .sql = "DROP TABLE t",
                           .rule = "read_only",
                           .message = "It writes.",
                           .instead = "Use SELECT."};
  EXPECT_EQ(json::serialize(event_json(refused)),
            R"({"step":2,"attempt":1,"sql":"DROP TABLE t","rule":"read_only",)"
            R"("message":"It writes.","instead":"Use SELECT."})");
}

TEST(Event, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(json::serialize(event_json(StageStarted{.stage = Stage::kSqlGeneration, .step = {}})),
            R"({"stage":"sql_generation"})");
}

TEST(Event, DoesNotWriteTheRowsOfAStep) {
  StepFinished finished;
  finished.result.success = true;
  finished.result.rows.rows.push_back({std::string("secret")});
  EXPECT_THAT(json::serialize(event_json(finished)),
              ::testing::Not(::testing::HasSubstr("secret")));
}

}  // namespace
}  // namespace askdb
