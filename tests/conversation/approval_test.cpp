#include "conversation_fixture.hpp"

namespace askdb {
namespace {

class ApprovalTest : public ConversationTest {
 protected:
  ApprovalTest() {
    customers->on(kGraz, one_value("count", std::int64_t{7}));
    posted.emplace(post("How many customers do we have?", ApprovalMode::kOn));
    request = until(posted->listener, "approval_request");
    id = posted->server.id;
  }

  std::optional<Posted> posted;
  json::value request;
  std::string id;
};

TEST_F(ApprovalTest, IsSavedBeforeItIsTold) {
  EXPECT_EQ(request.at("sql"), kCount);
  const auto kept = process->wait(store.message(id)).value().value();
  EXPECT_EQ(kept.status, MessageStatus::kWaiting);
  EXPECT_EQ(message_json(kept).at("approval"), request);
  EXPECT_TRUE(process->wait(store.approval(id)).value().has_value());
  EXPECT_THAT(customers->ran, IsEmpty());
}

TEST_F(ApprovalTest, ApprovingRunsTheStatement) {
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kTaken);
  EXPECT_EQ(until_end(*posted).at("status"), "done");
  EXPECT_THAT(seen, ::testing::Contains("approval_answered"));
  EXPECT_THAT(customers->ran, ElementsAre(kCount));
}

TEST_F(ApprovalTest, RejectingEndsTheQuestion) {
  answer(id, {ApprovalAction::kReject, {}, {}});
  const auto message = until_end(*posted);
  EXPECT_EQ(message.at("status"), "stopped");
  EXPECT_THAT(std::string(message.at("content").as_string()), HasSubstr("was rejected"));
  EXPECT_THAT(customers->ran, IsEmpty());
}

TEST_F(ApprovalTest, AnEditedStatementRunsInItsPlace) {
  answer(id, {ApprovalAction::kEdit, kGraz, {}});
  EXPECT_EQ(until_end(*posted).at("metadata").at("steps").at(0).at("sql"), kGraz);
  EXPECT_THAT(customers->ran, ElementsAre(kGraz));
}

TEST_F(ApprovalTest, AnEditThatTheGuardRefusesLeavesItWaiting) {
  const auto reply = answer(id, {ApprovalAction::kEdit, "DELETE FROM customers", {}});
  EXPECT_EQ(reply.kind, ApprovalReply::Kind::kRefused);
  EXPECT_EQ(reply.refusal.value().rule, "select_only");
  EXPECT_EQ(message(id).status, MessageStatus::kWaiting);
  answer(id, {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(until_end(*posted).at("status"), "done");
}

TEST_F(ApprovalTest, OnlyTheFirstWordCounts) {
  answer(id, {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(answer(id, {ApprovalAction::kReject, {}, {}}).kind, ApprovalReply::Kind::kNotWaiting);
  EXPECT_EQ(until_end(*posted).at("status"), "done");
  EXPECT_EQ(answer(id, {ApprovalAction::kApprove, {}, {}}).kind, ApprovalReply::Kind::kNotWaiting);
}

TEST_F(ApprovalTest, AWordOnAnotherRequestDoesNotCount) {
  auto other = process->conversations.answer({}, id, "another", {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(process->wait(std::move(other)).value().kind, ApprovalReply::Kind::kNotWaiting);
  EXPECT_EQ(message(id).status, MessageStatus::kWaiting);
}

TEST_F(ApprovalTest, ItLetsTheNextQuestionPass) {
  auto next = post("And now?");
  EXPECT_EQ(until_end(next).at("status"), "done");
  EXPECT_EQ(message(id).status, MessageStatus::kWaiting);
  answer(id, {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(until_end(*posted).at("status"), "done");
}

TEST_F(ApprovalTest, StoppingEndsIt) {
  stop_message(id);
  EXPECT_EQ(until_end(*posted).at("status"), "stopped");
  EXPECT_FALSE(process->wait(store.approval(id)).value().has_value());
}

TEST_F(ConversationTest, AnApprovalCanBeGivenThoughItCouldNotBeSaved) {
  store.fills_with_question = true;
  auto posted = post("How many customers do we have?", ApprovalMode::kOn);
  until(posted.listener, "notice");
  EXPECT_THAT(seen, ::testing::Contains("approval_request"));
  store.is_full = false;
  const auto reply = answer(posted.server.id, {ApprovalAction::kApprove, {}, {}});
  EXPECT_EQ(reply.kind, ApprovalReply::Kind::kTaken);
  EXPECT_EQ(until_end(posted).at("status"), "done");
}

}  // namespace
}  // namespace askdb
