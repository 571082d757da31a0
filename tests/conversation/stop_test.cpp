#include "conversation_fixture.hpp"

namespace askdb {
namespace {

TEST_F(ConversationTest, StoppingCancelsTheStatement) {
  customers->hang_on(kCount);
  auto posted = post("How many customers do we have?");
  until(posted.listener, "sql_written");
  settle();
  stop_message(posted.server.id);
  const auto message = until_end(posted);
  EXPECT_EQ(message.at("status"), "stopped");
  EXPECT_EQ(message.at("content"), "The question was stopped.");
  EXPECT_EQ(customers->cancelled, 1);
}

TEST_F(ConversationTest, AWaitingQuestionCanBeStoppedBeforeItsTurn) {
  customers->hang_on(kCount);
  auto first = post("first");
  auto second = post("second");
  stop_message(second.server.id);
  EXPECT_EQ(until_end(second).at("status"), "stopped");
  EXPECT_EQ(message(first.server.id).status, MessageStatus::kRunning);
  stop_message(first.server.id);
  EXPECT_EQ(until_end(first).at("status"), "stopped");
}

TEST_F(ConversationTest, AQuestionThatNobodyWaitsForIsCancelled) {
  start(std::chrono::milliseconds(1));
  customers->hang_on(kCount);
  std::string id;
  {
    auto posted = post("How many customers do we have?");
    until(posted.listener, "sql_written");
    id = posted.server.id;
  }
  while (message(id).status == MessageStatus::kRunning) process->io.run_one();
  EXPECT_EQ(message(id).status, MessageStatus::kStopped);
  EXPECT_THAT(message(id).content, HasSubstr("nobody waited"));
  EXPECT_EQ(customers->cancelled, 1);
}

TEST_F(ConversationTest, ASecondListenerKeepsItGoing) {
  start(std::chrono::milliseconds(1));
  auto gate = std::make_shared<asio::steady_timer>(process->io, std::chrono::milliseconds(30));
  customers->on_start = [&](const std::string&) { return gate; };
  auto posted = std::make_unique<Posted>(post("How many customers do we have?"));
  auto other = listen(posted->server.id);
  posted.reset();
  EXPECT_EQ(until(other, "message").at("status"), "done");
}

TEST_F(ConversationTest, DeletingAThreadStopsWhatRunsInIt) {
  customers->hang_on(kCount);
  auto posted = post("How many customers do we have?");
  until(posted.listener, "sql_written");
  settle();
  EXPECT_TRUE(process->wait(process->conversations.delete_thread({}, thread_id)).value());
  EXPECT_EQ(until_end(posted).at("status"), "stopped");
  EXPECT_EQ(customers->cancelled, 1);
  EXPECT_FALSE(process->wait(process->conversations.message({}, posted.server.id)).value());
}

TEST_F(ConversationTest, ShuttingDownStopsWhatRunsAndSaysSo) {
  customers->hang_on(kCount);
  auto posted = post("How many customers do we have?");
  until(posted.listener, "sql_written");
  auto all_ended = [](Conversations& conversations) -> Task<bool> {
    co_await conversations.shut_down();
    co_return true;
  };
  EXPECT_TRUE(process->wait(all_ended(process->conversations)));
  const auto kept = process->wait(store.message(posted.server.id)).value().value();
  EXPECT_EQ(kept.status, MessageStatus::kStopped);
  EXPECT_THAT(kept.content, HasSubstr("Ask it again"));
}

}  // namespace
}  // namespace askdb
