#include <atomic>

#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_P(StoreTest, UpdatesAMessageWithEverythingThatBelongsToIt) {
  add_thread("t1");
  add_message("m1", "t1");
  MessageUpdate update;
  update.message = a_message("m1", "t1", "42 customers.");
  update.message.sender = Sender::kServer;                 // Stays as it was.
  update.message.created_at = "1999-01-01T00:00:00Z";      // Stays as it was.
  update.message.rating = json::object{{"rating", "up"}};  // Only `rate` changes it.
  update.message.status = MessageStatus::kFailed;
  update.message.answers = "m0";
  update.message.details = json::object{{"outcome", "answer"}};
  update.message.debug = json::array{1};
  update.events = {{1, "accepted", "{\"a\":1}"}, {2, "notice", "{}"}, {3, "message", "[]"}};
  update.results = {{.step = 2,
                     .columns = json::array{"n"},
                     .rows = json::array{json::array{1.5}},
                     .row_count = 7,
                     .is_truncated = true}};
  update.databases = {"shop", "bank", "shop"};
  ASSERT_TRUE(get(store_->update_message(update)));

  Message expected = a_message("m1", "t1", "42 customers.");
  expected.status = MessageStatus::kFailed;
  expected.answers = "m0";
  expected.details = update.message.details;
  expected.debug = update.message.debug;
  EXPECT_EQ(to_json(*get(store_->message("m1"))), to_json(expected));

  const auto events = get(store_->events("m1", 1));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].number, 2);
  EXPECT_EQ(events[0].name, "notice");
  EXPECT_EQ(events[1].number, 3);
  EXPECT_EQ(events[1].data, "[]");
  EXPECT_THAT(get(store_->events("m1", 3)), IsEmpty());
  EXPECT_EQ(get(store_->events("m1", 0)).size(), 3U);

  const auto result = get(store_->result("m1", 2));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->columns, update.results[0].columns);
  EXPECT_EQ(result->rows, update.results[0].rows);
  EXPECT_EQ(result->row_count, 7);
  EXPECT_TRUE(result->is_truncated);
  EXPECT_FALSE(get(store_->result("m1", 1)));
  EXPECT_THAT(get(store_->databases("t1")), ElementsAre("bank", "shop"));
}

TEST_P(StoreTest, TakesTheSameUpdateTwiceAndFurtherOnes) {
  add_thread("t1");
  add_message("m1", "t1");
  MessageUpdate update;
  update.message = a_message("m1", "t1");
  update.events = {{1, "a", "1"}};
  update.results = {{.step = 1, .columns = json::array(), .rows = json::array(), .row_count = 1}};
  update.tokens = {{.stage = "plan", .model = "x", .input_tokens = 10}};
  update.databases = {"bank"};
  update.run_log = RunLog{.message_id = "m1", .question = "q", .created_at = "2026"};
  ASSERT_TRUE(get(store_->update_message(update)));
  ASSERT_TRUE(get(store_->update_message(update)));
  update.events = {{2, "b", "2"}};
  update.results[0].row_count = 5;
  update.tokens[0].input_tokens = 30;
  update.databases = {"shop"};
  update.run_log->question = "q2";
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_EQ(get(store_->events("m1", 0)).size(), 2U);
  EXPECT_EQ(get(store_->result("m1", 1))->row_count, 5);
  EXPECT_EQ(get(store_->tokens("t1"))[0].input_tokens, 30);
  EXPECT_THAT(get(store_->databases("t1")), ElementsAre("bank", "shop"));
  ASSERT_EQ(get(store_->run_logs(10)).size(), 1U);
  EXPECT_EQ(get(store_->run_logs(10))[0].question, "q2");
}

TEST_P(StoreTest, SumsTokensByStageAndModel) {
  add_thread("t1");
  add_thread("t2");
  for (const auto* id : {"m1", "m2"}) add_message(id, "t1");
  add_message("m3", "t2");
  const auto used = [](const std::string& stage, const std::string& model, std::int64_t scale,
                       bool is_known) {
    return TokenRecord{.stage = stage,
                       .model = model,
                       .input_tokens = 100 * scale,
                       .output_tokens = 10 * scale,
                       .calls = scale,
                       .price_usd = 0.25 * static_cast<double>(scale),
                       .is_price_known = is_known,
                       .elapsed_ms = 7 * scale};
  };
  const auto update = [&](const std::string& id, const std::string& thread_id,
                          std::vector<TokenRecord> tokens) {
    MessageUpdate made;
    made.message = a_message(id, thread_id);
    made.tokens = std::move(tokens);
    ASSERT_TRUE(get(store_->update_message(made)));
  };
  update("m1", "t1", {used("sql", "x", 1, true), used("plan", "y", 1, true)});
  update("m2", "t1", {used("sql", "x", 2, false), used("plan", "x", 4, true)});
  update("m3", "t2", {used("sql", "x", 9, true)});
  const auto sums = get(store_->tokens("t1"));
  ASSERT_EQ(sums.size(), 3U);
  EXPECT_EQ(to_json(sums[0]), to_json(used("plan", "x", 4, true)));
  EXPECT_EQ(to_json(sums[1]), to_json(used("plan", "y", 1, true)));
  EXPECT_EQ(to_json(sums[2]), to_json(used("sql", "x", 3, false)));
}

TEST_P(StoreTest, KeepsAnApprovalUntilItsMessageIsFinished) {
  add_thread("t1");
  add_message("m1", "t1");
  MessageUpdate update;
  update.message = a_message("m1", "t1");
  update.message.status = MessageStatus::kWaiting;
  update.approval =
      PendingApproval{.id = "a1", .message_id = "m1", .request = json::object{{"sql", "SELECT 1"}}};
  ASSERT_TRUE(get(store_->update_message(update)));
  auto waiting = get(store_->approval("m1"));
  ASSERT_TRUE(waiting);
  EXPECT_EQ(waiting->id, "a1");
  EXPECT_EQ(waiting->message_id, "m1");
  EXPECT_EQ(waiting->request, update.approval->request);
  EXPECT_FALSE(waiting->answer);

  EXPECT_TRUE(get(store_->answer_approval("a1", json::object{{"action", "approve"}})));
  EXPECT_FALSE(get(store_->answer_approval("a1", json::object{{"action", "reject"}})));
  EXPECT_EQ(get(store_->approval("m1"))->answer, json::value(json::object{{"action", "approve"}}));

  update.approval = PendingApproval{.id = "a2", .message_id = "m1", .request = "second"};
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_FALSE(get(store_->answer_approval("a1", "late")));
  EXPECT_EQ(get(store_->approval("m1"))->id, "a2");

  update.approval.reset();
  update.message.status = MessageStatus::kRunning;
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_EQ(get(store_->approval("m1"))->id, "a2");
  update.message.status = MessageStatus::kDone;
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_FALSE(get(store_->approval("m1")));
  EXPECT_FALSE(get(store_->answer_approval("a2", "late")));
}

TEST_P(StoreTest, TakesNullForAnAnswer) {
  add_thread("t1");
  add_message("m1", "t1");
  MessageUpdate update;
  update.message = a_message("m1", "t1");
  update.message.status = MessageStatus::kWaiting;
  update.approval = PendingApproval{.id = "a1", .message_id = "m1", .request = nullptr};
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_TRUE(get(store_->answer_approval("a1", nullptr)));
  EXPECT_FALSE(get(store_->answer_approval("a1", nullptr)));
  ASSERT_TRUE(get(store_->approval("m1"))->answer);
  EXPECT_TRUE(get(store_->approval("m1"))->answer->is_null());
}

TEST_P(StoreTest, GivesAnApprovalToOneOfManyThatAnswerAtOnce) {
  add_thread("t1");
  add_message("m1", "t1");
  const auto second = GetParam().is_lasting ? opened() : nullptr;
  for (int round = 0; round < 10; ++round) {
    MessageUpdate update;
    update.message = a_message("m1", "t1");
    update.message.status = MessageStatus::kWaiting;
    update.approval =
        PendingApproval{.id = "a" + std::to_string(round), .message_id = "m1", .request = nullptr};
    ASSERT_TRUE(get(store_->update_message(update)));
    asio::io_context io;
    int winners = 0;
    int answered_by = -1;
    const auto answering = [&](Store& store, int number) -> Task<void> {
      auto task = store.answer_approval("a" + std::to_string(round), number);
      const auto won = co_await std::move(task);
      if (won && *won) {
        ++winners;
        answered_by = number;
      }
    };
    for (int caller = 0; caller < 8; ++caller) {
      auto& store = second && caller % 2 == 1 ? *second : *store_;
      asio::co_spawn(io, answering(store, caller), asio::detached);
    }
    io.run();
    EXPECT_EQ(winners, 1);
    EXPECT_EQ(get(store_->approval("m1"))->answer, json::value(answered_by));
  }
}

TEST_P(StoreTest, RatesAMessageAndItsRunLog) {
  add_thread("t1");
  add_message("m1", "t1");
  MessageUpdate update;
  update.message = a_message("m1", "t1");
  update.run_log = RunLog{.message_id = "m1",
                          .question = "How many?",
                          .sql_generated = {"SELECT 'a'", "SELECT \"b\""},
                          .sql_executed = {"SELECT 1"},
                          .rows_returned = {1, 2},
                          .durations_ms = {30},
                          .outcome = "answer",
                          .engine = "offline",
                          .created_at = "2026-11-20T10:00:00.000Z"};
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_EQ(to_json(get(store_->run_logs(10))), to_json(std::vector{*update.run_log}));

  const json::value down = json::object{{"rating", "down"},
                                        {"reason", "wrong_sql"},
                                        {"comment", "it's 43"},
                                        {"corrected_sql", "SELECT 43"}};
  EXPECT_TRUE(get(store_->rate("m1", down)));
  EXPECT_EQ(get(store_->message("m1"))->rating, down);
  RunLog rated = *update.run_log;
  rated.was_corrected = true;
  rated.correction_type = "wrong_sql";
  rated.user_feedback = "it's 43";
  rated.user_rating = 1;
  EXPECT_EQ(to_json(get(store_->run_logs(10))), to_json(std::vector{rated}));

  // A later update of the message loses neither.
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_EQ(get(store_->message("m1"))->rating, down);
  EXPECT_EQ(to_json(get(store_->run_logs(10))), to_json(std::vector{rated}));

  EXPECT_TRUE(get(store_->rate("m1", json::object{{"rating", "up"}})));
  EXPECT_EQ(get(store_->run_logs(10))[0].user_rating, 5);
  EXPECT_TRUE(get(store_->rate("m1", nullptr)));
  EXPECT_TRUE(get(store_->message("m1"))->rating.is_null());
  EXPECT_EQ(to_json(get(store_->run_logs(10))), to_json(std::vector{*update.run_log}));
}

TEST_P(StoreTest, ListsRunLogsNewestFirst) {
  add_thread("t1");
  const std::vector<std::string> times = {"2026-01-02", "2026-01-03", "2026-01-01", "2026-01-03"};
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto id = "m" + std::to_string(i);
    add_message(id, "t1");
    MessageUpdate update;
    update.message = a_message(id, "t1");
    update.run_log = RunLog{.message_id = id, .created_at = times[i]};
    ASSERT_TRUE(get(store_->update_message(update)));
  }
  std::vector<std::string> found;
  for (const auto& log : get(store_->run_logs(3))) found.push_back(log.message_id);
  EXPECT_THAT(found, ElementsAre("m3", "m1", "m0"));
  EXPECT_THAT(get(store_->run_logs(0)), IsEmpty());
}

}  // namespace
}  // namespace askdb::testing
