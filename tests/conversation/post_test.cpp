#include "conversation_fixture.hpp"

namespace askdb {
namespace {

TEST_F(ConversationTest, TellsWhatHappensAndEndsWithTheMessage) {
  auto posted = post("How many customers do we have?");
  const auto message = until_end(posted);
  EXPECT_EQ(seen.front(), "accepted");
  EXPECT_EQ(seen.back(), "message");
  EXPECT_THAT(seen, ::testing::IsSupersetOf(
                        {"stage_started", "plan_made", "sql_written", "step_finished"}));
  EXPECT_THAT(seen, ::testing::Not(::testing::Contains("answer")));
  EXPECT_EQ(message.at("content"), "There are 1234 customers.");
  EXPECT_EQ(message.at("status"), "done");
  EXPECT_EQ(message.at("type"), "answer");
  EXPECT_EQ(message.at("answers"), json::string(posted.user.id));
  const auto& step = message.at("metadata").at("steps").at(0);
  EXPECT_EQ(json::serialize(step.at("rows")), "[[1234]]");
  EXPECT_EQ(json::serialize(step.at("columns")),
            R"([{"name":"count","kind":"integer","type":""}])");
  EXPECT_EQ(step.at("rows_kept"), 1);
  EXPECT_EQ(json::serialize(step.at("tables")), R"(["main.customers"])");
  EXPECT_EQ(json::serialize(message.at("metadata").at("databases")), R"(["customers_db"])");
}

TEST_F(ConversationTest, RemembersEverythingOfTheQuestion) {
  auto posted = post("How many customers do we have?");
  until_end(posted);
  const auto kept = process->wait(store.message(posted.server.id)).value().value();
  EXPECT_EQ(kept.status, MessageStatus::kDone);
  EXPECT_EQ(kept.content, "There are 1234 customers.");
  const auto result = process->wait(store.result(posted.server.id, 1)).value().value();
  EXPECT_EQ(json::serialize(result.rows), "[[1234]]");
  EXPECT_EQ(process->wait(store.databases(thread_id)).value(),
            std::vector<std::string>{"customers_db"});
  const auto logs = process->wait(store.run_logs(10)).value();
  ASSERT_EQ(logs.size(), 1U);
  EXPECT_EQ(logs[0].question, "How many customers do we have?");
  EXPECT_EQ(logs[0].sql_executed, std::vector<std::string>{kCount});
  EXPECT_EQ(logs[0].rows_returned, std::vector<std::int64_t>{1});
  EXPECT_EQ(logs[0].outcome, "answer");
}

TEST_F(ConversationTest, IsStoredBeforeItIsAcknowledged) {
  reasoner.hangs = true;
  const auto posted = post("How many?");
  const auto kept = process->wait(store.messages(thread_id, "", 10)).value();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].content, "How many?");
  EXPECT_EQ(kept[1].status, MessageStatus::kRunning);
  EXPECT_EQ(kept[1].id, posted.server.id);
}

TEST_F(ConversationTest, AnEndedMessageIsReplayedFromTheStoreAsItWasLive) {
  auto posted = post("How many customers do we have?");
  until_end(posted);
  const auto live = std::exchange(seen, {});
  start();
  auto again = listen(posted.server.id);
  EXPECT_EQ(until(again, "message").at("content"), "There are 1234 customers.");
  EXPECT_EQ(seen, live);
  seen.clear();
  auto rest = listen(posted.server.id, static_cast<std::int64_t>(live.size()) - 2);
  until(rest, "message");
  EXPECT_THAT(seen, ElementsAre(live[live.size() - 2], "message"));
}

TEST_F(ConversationTest, TheNextQuestionKnowsWhatWasSaid) {
  auto first = post("How many customers do we have?");
  until_end(first);
  auto second = post("And of them in Graz?");
  until_end(second);
  ASSERT_EQ(reasoner.context->history.size(), 1U);
  const auto& turn = reasoner.context->history[0];
  EXPECT_EQ(turn.question, "How many customers do we have?");
  EXPECT_EQ(turn.answer, "There are 1234 customers.");
  EXPECT_THAT(turn.sql, ElementsAre(kCount));
  EXPECT_THAT(turn.databases, ElementsAre("customers_db"));
}

TEST_F(ConversationTest, QuestionsOfOneThreadWaitForEachOther) {
  asio::steady_timer gate(process->io, asio::steady_timer::time_point::max());
  auto held = std::shared_ptr<asio::steady_timer>(&gate, [](auto*) {});
  customers->on_start = [&](const std::string&) { return std::exchange(held, nullptr); };
  auto first = post("first");
  auto second = post("second");
  until(second.listener, "notice");
  settle();
  EXPECT_EQ(customers->ran.size(), 1U);
  EXPECT_EQ(message(second.server.id).status, MessageStatus::kRunning);
  gate.cancel();
  EXPECT_EQ(until_end(second).at("status"), "done");
  EXPECT_EQ(message(first.server.id).status, MessageStatus::kDone);
  EXPECT_EQ(customers->ran.size(), 2U);
}

TEST_F(ConversationTest, ThreadsRunSideBySide) {
  asio::steady_timer gate(process->io, asio::steady_timer::time_point::max());
  auto held = std::shared_ptr<asio::steady_timer>(&gate, [](auto*) {});
  customers->on_start = [&](const std::string&) { return std::exchange(held, nullptr); };
  const auto other = process->wait(process->conversations.create_thread({}, "Other")).value().id;
  auto first = post("first");
  auto second = post("second", ApprovalMode::kOff, other);
  EXPECT_EQ(until_end(second).at("status"), "done");
  EXPECT_EQ(message(first.server.id).status, MessageStatus::kRunning);
  gate.cancel();
  EXPECT_EQ(until_end(first).at("status"), "done");
}

TEST_F(ConversationTest, AnAnswerThatCannotBeSavedIsStillGivenAndSaysSo) {
  store.fills_with_question = true;
  auto posted = post("How many customers do we have?");
  const auto message = until_end(posted);
  EXPECT_EQ(message.at("content"), "There are 1234 customers.");
  EXPECT_THAT(json::serialize(message.at("metadata").at("notes")),
              HasSubstr("could not be saved: The disk is full."));
  EXPECT_THAT(seen, ::testing::Contains("notice"));
}

TEST_F(ConversationTest, NothingIsAcknowledgedThatIsNotStored) {
  store.is_full = true;
  const auto posted =
      process->wait(process->conversations.post({}, thread_id, NewQuestion{"How many?", {}}));
  ASSERT_FALSE(posted);
  EXPECT_EQ(posted.error().message, "The disk is full.");
  EXPECT_THAT(customers->ran, IsEmpty());
}

TEST_F(ConversationTest, AFailureIsAMessageToo) {
  customers->fail_to_connect();
  auto posted = post("How many customers do we have?");
  const auto message = until_end(posted);
  EXPECT_EQ(message.at("status"), "failed");
  EXPECT_EQ(message.at("type"), "datasource_error");
  EXPECT_THAT(std::string(message.at("content").as_string()), HasSubstr("Cannot reach"));
}

TEST_F(ConversationTest, OtherPeoplesThreadsAreNotThere) {
  const Caller eve{"eve"};
  auto posted = post("How many customers do we have?");
  until_end(posted);
  auto& conversations = process->conversations;
  EXPECT_FALSE(process->wait(conversations.thread(eve, thread_id)).value());
  EXPECT_FALSE(process->wait(conversations.message(eve, posted.server.id)).value());
  EXPECT_FALSE(process->wait(conversations.listen(eve, posted.server.id, 0)).value());
  EXPECT_FALSE(process->wait(conversations.delete_thread(eve, thread_id)).value());
  EXPECT_THAT(process->wait(conversations.threads(eve, {})).value(), IsEmpty());
}

TEST_F(ConversationTest, AThreadWithoutANameGetsOne) {
  const auto thread = process->wait(process->conversations.create_thread({}, "")).value();
  EXPECT_THAT(thread.name,
              ::testing::MatchesRegex("[A-Z][a-z]+ [A-Z][a-z]+ [0-9][0-9]:[0-9][0-9]"));
  EXPECT_EQ(thread.created_at, "2026-11-20T12:00:00.000Z");
}

TEST_F(ConversationTest, ARatingIsKeptWithItsAnswer) {
  auto posted = post("How many customers do we have?");
  until_end(posted);
  Rating rating;
  rating.rating = Thumb::kDown;
  rating.reason = Correction::kWrongSql;
  const auto rated =
      process->wait(process->conversations.rate({}, posted.server.id, rating)).value().value();
  EXPECT_EQ(json::serialize(message_json(rated).at("rating")),
            R"({"rating":"down","reason":"wrong_sql"})");
  EXPECT_EQ(process->wait(store.run_logs(1)).value().at(0).user_rating, 1);
  EXPECT_TRUE(process->wait(process->conversations.rate({}, posted.server.id, std::nullopt)));
  EXPECT_TRUE(message(posted.server.id).rating.is_null());
}

}  // namespace
}  // namespace askdb
