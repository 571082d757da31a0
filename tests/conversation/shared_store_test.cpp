#include "conversation_fixture.hpp"

namespace askdb {
namespace {

/// A second process on the same store, which has its own questions and its own lanes.
class SharedStoreTest : public ConversationTest {
 protected:
  SharedStoreTest() { store.is_for_several = true; }

  std::unique_ptr<Process> other_process() {
    return std::make_unique<Process>(*this, std::chrono::hours(1));
  }
  static void tend(Process& process) { EXPECT_TRUE(process.wait(process.conversations.tend())); }
};

TEST_F(SharedStoreTest, AQuestionCanBeStoppedThroughAnotherProcess) {
  customers->hang_on(kCount);
  auto posted = post("How many customers do we have?");
  until(posted.listener, "sql_written");
  settle();
  auto other = other_process();
  const auto seen_there = other->wait(other->conversations.stop({}, posted.server.id));
  EXPECT_EQ(seen_there.value().value().status, MessageStatus::kStopped);

  tend(*process);
  const auto message = until_end(posted);
  EXPECT_EQ(message.at("status"), "stopped");
  EXPECT_EQ(message.at("content"), "The question was stopped.");
  EXPECT_EQ(customers->cancelled, 1);
}

TEST_F(SharedStoreTest, WhatRunsElsewhereIsLeftAlone) {
  customers->hang_on(kCount);
  auto posted = post("How many customers do we have?");
  until(posted.listener, "sql_written");
  auto other = other_process();
  EXPECT_TRUE(other->wait(other->conversations.recover()));
  tend(*other);
  EXPECT_EQ(message(posted.server.id).status, MessageStatus::kRunning);
  tend(*process);
  EXPECT_THAT(store.kept_alive, ElementsAre(posted.server.id));
  EXPECT_EQ(message(posted.server.id).status, MessageStatus::kRunning);
  stop_message(posted.server.id);
  until_end(posted);
}

TEST_F(SharedStoreTest, WhatACrashedProcessLeftIsMarkedWhileOthersRun) {
  customers->hang_on(kCount);
  const auto id = post("How many customers do we have?").server.id;
  auto other = other_process();
  process.reset();
  store.abandoned = {id};
  tend(*other);
  const auto kept = other->wait(other->conversations.message({}, id)).value().value();
  EXPECT_EQ(kept.status, MessageStatus::kStopped);
  EXPECT_THAT(kept.content, HasSubstr("Ask it again"));
}

}  // namespace
}  // namespace askdb
