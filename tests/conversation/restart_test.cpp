#include "conversation_fixture.hpp"

namespace askdb {
namespace {

class RestartTest : public ConversationTest {
 protected:
  /// A question that waits for a person; then the program is started again, and its model writes
  /// something else this time.
  std::string waiting_message() {
    customers->on(kGraz, one_value("count", std::int64_t{7}));
    auto posted = post("How many customers do we have?", ApprovalMode::kOn);
    until(posted.listener, "approval_request");
    before = seen;
    seen.clear();
    const auto id = posted.server.id;
    { const Listener gone = std::move(posted.listener); }
    start();
    reasoner.sql[1] = "SELECT 'something else'";
    return id;
  }

  std::vector<std::string> before;
};

TEST_F(RestartTest, ARunningQuestionIsMarkedAsStopped) {
  customers->hang_on(kCount);
  const auto id = post("How many customers do we have?").server.id;
  start();
  const auto kept = message(id);
  EXPECT_EQ(kept.status, MessageStatus::kStopped);
  EXPECT_EQ(kept.content, "askdb was restarted while this question was running. Ask it again.");
  EXPECT_EQ(message_json(kept).at("type"), "error");
  customers->hang_on("");
  auto again = post("How many customers do we have now?");
  EXPECT_EQ(until_end(again).at("status"), "done");
}

TEST_F(RestartTest, WhatWaitedStillWaits) {
  const auto id = waiting_message();
  EXPECT_EQ(message(id).status, MessageStatus::kWaiting);
  EXPECT_EQ(message_json(message(id)).at("approval").at("sql"), kCount);
}

TEST_F(RestartTest, WhatIsApprovedThenRunsExactly) {
  const auto id = waiting_message();
  auto listener = listen(id);
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kTaken);
  const auto message = until(listener, "message");
  EXPECT_EQ(message.at("status"), "done");
  EXPECT_EQ(message.at("content"), "There are 1234 customers.");
  EXPECT_THAT(customers->ran, ElementsAre(kCount));
  // The events go on where they were.
  ASSERT_GT(seen.size(), before.size());
  EXPECT_TRUE(std::equal(before.begin(), before.end(), seen.begin()));
  EXPECT_EQ(seen.at(before.size()), "approval_answered");
}

TEST_F(RestartTest, WhatIsEditedThenRunsExactly) {
  const auto id = waiting_message();
  auto listener = listen(id);
  answer(id, {ApprovalAction::kEdit, kGraz, {}});
  EXPECT_EQ(until(listener, "message").at("status"), "done");
  EXPECT_THAT(customers->ran, ElementsAre(kGraz));
}

TEST_F(RestartTest, WhatIsRejectedThenDoesNotRun) {
  const auto id = waiting_message();
  auto listener = listen(id);
  answer(id, {ApprovalAction::kReject, {}, {}});
  const auto message = until(listener, "message");
  EXPECT_EQ(message.at("status"), "stopped");
  EXPECT_THAT(std::string(message.at("content").as_string()), HasSubstr("was rejected"));
  EXPECT_THAT(customers->ran, IsEmpty());
}

TEST_F(RestartTest, WhatIsRejectedWithAReasonIsWrittenAgainAndAskedFor) {
  const auto id = waiting_message();
  auto listener = listen(id);
  reasoner.analyses.push_back({.is_recoverable = true, .reasoning = "r", .suggested_sql = kGraz});
  // Whatever is written first is refused by the same word; then the new one is shown.
  reasoner.sql[1] = kCount;
  answer(id, {ApprovalAction::kReject, {}, "only those in Graz"});
  until(listener, "approval_answered");
  EXPECT_EQ(until(listener, "approval_request").at("sql"), kGraz);
  answer(id, {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(until(listener, "message").at("status"), "done");
  EXPECT_THAT(customers->ran, ElementsAre(kGraz));
}

TEST_F(RestartTest, ASecondRestartFindsItToo) {
  const auto id = waiting_message();
  { const Listener passing = listen(id); }
  start();
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kTaken);
  auto listener = listen(id);
  EXPECT_EQ(until(listener, "message").at("status"), "done");
}

TEST_F(RestartTest, AnApprovedQuestionThatRanIsMarkedAsStopped) {
  const auto id = waiting_message();
  customers->hang_on(kCount);
  answer(id, {ApprovalAction::kApprove, {}, {}});
  start();
  EXPECT_EQ(message(id).status, MessageStatus::kStopped);
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kNotWaiting);
}

TEST_F(RestartTest, WhatWaitsCanBeStoppedAfterwards) {
  const auto id = waiting_message();
  auto listener = listen(id);
  stop_message(id);
  EXPECT_EQ(until(listener, "message").at("status"), "stopped");
}

TEST_F(RestartTest, ShuttingDownLeavesWhatWaits) {
  const auto id = waiting_message();
  auto listener = listen(id);
  auto all_ended = [](Conversations& conversations) -> Task<bool> {
    co_await conversations.shut_down();
    co_return true;
  };
  process->wait(all_ended(process->conversations));
  EXPECT_TRUE(until(listener, "message").is_null());
  start();
  EXPECT_EQ(message(id).status, MessageStatus::kWaiting);
}

TEST_F(RestartTest, WhatAnotherProcessAnsweredIsNotAskedAgain) {
  const auto id = waiting_message();
  auto listener = listen(id);
  // The other process has answered and finished it in the store that both share.
  auto kept = process->wait(store.message(id)).value().value();
  kept.status = MessageStatus::kDone;
  kept.content = "Done elsewhere.";
  EXPECT_TRUE(process->wait(store.update_message({.message = kept})).value());
  EXPECT_EQ(message(id).content, "Done elsewhere.");
  EXPECT_TRUE(until(listener, "message").is_null());
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kNotWaiting);
  auto again = listen(id);
  EXPECT_EQ(until(again, "message").at("content"), "Done elsewhere.");
}

}  // namespace
}  // namespace askdb
