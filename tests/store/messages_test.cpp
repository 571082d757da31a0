#include <limits>

#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ids(const std::vector<Message>& messages) {
  std::vector<std::string> found;
  for (const auto& message : messages) found.push_back(message.id);
  return found;
}

TEST_P(StoreTest, KeepsAMessageAsItWas) {
  add_thread("t1");
  Message message = a_message("m1", "t1", "It's \"so\": \\ 🦊\nline\ttab — ü");
  message.sender = Sender::kServer;
  message.status = MessageStatus::kWaiting;
  message.answers = "m0";
  message.details = json::parse(R"({"b": [1, 2.5, null, true, "x\u0000y"], "a": {"": -7}})");
  message.debug = json::array{json::object{{"stage", "plan"}}};
  message.rating = json::object{{"rating", "up"}};
  ASSERT_TRUE(get(store_->add_messages({message})));
  EXPECT_EQ(to_json(*get(store_->message("m1"))), to_json(message));

  ASSERT_TRUE(get(store_->add_messages({a_message("m2", "t1", "")})));
  EXPECT_EQ(to_json(*get(store_->message("m2"))), to_json(a_message("m2", "t1", "")));
}

TEST_P(StoreTest, KeepsNumbersBitForBit) {
  add_thread("t1");
  Message message = a_message("m1", "t1");
  const json::array numbers{0.1,
                            1234.56,
                            -4.2791636929363763e8,
                            1.3376322418061137e7,
                            std::numeric_limits<double>::max(),
                            std::numeric_limits<double>::denorm_min(),
                            -0.0,
                            std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max(),
                            std::numeric_limits<std::uint64_t>::max()};
  message.details = numbers;
  ASSERT_TRUE(get(store_->add_messages({message})));
  const auto kept = get(store_->message("m1"))->details;
  EXPECT_EQ(json::serialize(kept), json::serialize(numbers));
  EXPECT_EQ(kept, json::value(numbers));
}

TEST_P(StoreTest, KeepsNumbersThatAreNotFiniteAsNull) {
  add_thread("t1");
  Message message = a_message("m1", "t1");
  message.details = json::object{{"a", std::nan("")}, {"b", json::array{HUGE_VAL, 1}}};
  ASSERT_TRUE(get(store_->add_messages({message})));
  EXPECT_EQ(json::serialize(get(store_->message("m1"))->details), R"({"a":null,"b":[null,1]})");
}

TEST_P(StoreTest, MarksWhatIsNoText) {
  get(store_->create_thread(a_thread("t1", "2026-11-20T10:00:00.000Z",
                                     "a\xFF"
                                     "b")));
  Message message = a_message("m1", "t1", std::string("a\0b\xC3(", 5));
  message.details = json::object{{"x", "\xE2\x82"}};
  ASSERT_TRUE(get(store_->add_messages({message})));
  EXPECT_EQ(get(store_->thread("t1"))->name,
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(get(store_->message("m1"))->content,
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD(");
  EXPECT_EQ(json::serialize(get(store_->message("m1"))->details),
            "{\"x\":\"\xEF\xBF\xBD\xEF\xBF\xBD\"}");
}

TEST_P(StoreTest, KeepsAMessageOfAMegabyte) {
  add_thread("t1");
  std::string text;
  while (text.size() < 1'000'000) text += "0123456789 'quoted' \\ ü 🦊 ";
  Message message = a_message("m1", "t1", text);
  message.details = json::object{{"text", text}};
  ASSERT_TRUE(get(store_->add_messages({message})));
  EXPECT_EQ(get(store_->message("m1"))->content, text);
  EXPECT_EQ(get(store_->message("m1"))->details, message.details);
}

TEST_P(StoreTest, KnowsNoMessageThatIsNotThere) {
  EXPECT_FALSE(get(store_->message("nobody")));
  EXPECT_FALSE(get(store_->message("' OR 1=1 --")));
  EXPECT_THAT(get(store_->messages("nobody", "", 10)), IsEmpty());
  EXPECT_THAT(get(store_->last_messages("nobody", 10)), IsEmpty());
  EXPECT_THAT(get(store_->unfinished_messages()), IsEmpty());
  EXPECT_THAT(get(store_->events("nobody", 0)), IsEmpty());
  EXPECT_FALSE(get(store_->result("nobody", 1)));
  EXPECT_FALSE(get(store_->approval("nobody")));
  EXPECT_FALSE(get(store_->answer_approval("nobody", true)));
  EXPECT_FALSE(get(store_->rate("nobody", nullptr)));
  EXPECT_FALSE(get(store_->update_message({.message = a_message("nobody", "t1")})));
  EXPECT_FALSE(get(store_->add_messages({a_message("m1", "nobody")})));
  EXPECT_TRUE(get(store_->add_messages({})));
  EXPECT_THAT(get(store_->run_logs(10)), IsEmpty());
}

TEST_P(StoreTest, ListsMessagesInTheOrderInWhichTheyCame) {
  add_thread("t1");
  add_thread("t2");
  // Ids and times would order them otherwise.
  ASSERT_TRUE(get(store_->add_messages({a_message("z", "t1", "1", "2026-11-20T10:00:05.000Z"),
                                        a_message("a", "t1", "2", "2026-11-20T10:00:05.000Z")})));
  add_message("other", "t2");
  add_message("m", "t1");
  add_message("b", "t1");
  EXPECT_THAT(ids(get(store_->messages("t1", "", 10))), ElementsAre("z", "a", "m", "b"));
  EXPECT_THAT(ids(get(store_->messages("t1", "", 3))), ElementsAre("z", "a", "m"));
  EXPECT_THAT(ids(get(store_->messages("t1", "a", 10))), ElementsAre("m", "b"));
  EXPECT_THAT(ids(get(store_->messages("t1", "a", 1))), ElementsAre("m"));
  EXPECT_THAT(get(store_->messages("t1", "b", 10)), IsEmpty());
  EXPECT_THAT(get(store_->messages("t1", "", 0)), IsEmpty());
  EXPECT_THAT(get(store_->messages("t1", "nobody", 10)), IsEmpty());
  EXPECT_THAT(get(store_->messages("t1", "other", 10)), IsEmpty());
  EXPECT_THAT(ids(get(store_->last_messages("t1", 2))), ElementsAre("m", "b"));
  EXPECT_THAT(ids(get(store_->last_messages("t1", 10))), ElementsAre("z", "a", "m", "b"));
  EXPECT_THAT(get(store_->last_messages("t1", 0)), IsEmpty());
}

TEST_P(StoreTest, MovesAThreadToTheTimeOfItsNewestMessage) {
  add_thread("t1");
  ASSERT_TRUE(get(store_->add_messages({a_message("m1", "t1", "x", "2026-11-20T10:00:07.000Z"),
                                        a_message("m2", "t1", "x", "2026-11-20T10:00:06.000Z")})));
  EXPECT_EQ(get(store_->thread("t1"))->updated_at, "2026-11-20T10:00:07.000Z");
  ASSERT_TRUE(get(store_->add_messages({a_message("m3", "t1", "x", "2020-01-01T00:00:00.000Z")})));
  EXPECT_EQ(get(store_->thread("t1"))->updated_at, "2026-11-20T10:00:07.000Z");
  EXPECT_EQ(get(store_->thread("t1"))->created_at, "2026-11-20T10:00:00.000Z");
}

TEST_P(StoreTest, AddsAllMessagesOrNone) {
  add_thread("t1");
  add_message("m1", "t1");
  EXPECT_EQ(
      failure(store_->add_messages({a_message("m2", "t1"), a_message("m1", "t1", "again")})).fault,
      Fault::kInput);
  EXPECT_EQ(failure(store_->add_messages({a_message("m3", "t1"), a_message("m3", "t1")})).fault,
            Fault::kInput);
  EXPECT_THAT(ids(get(store_->messages("t1", "", 10))), ElementsAre("m1"));
  EXPECT_EQ(get(store_->message("m1"))->content, "How many?");
}

TEST_P(StoreTest, NamesTheMessagesThatRunOrWait) {
  add_thread("t1");
  add_thread("t2");
  std::vector<Message> added;
  for (const auto status : {MessageStatus::kRunning, MessageStatus::kDone, MessageStatus::kWaiting,
                            MessageStatus::kStopped, MessageStatus::kFailed}) {
    auto message = a_message("m" + std::to_string(added.size()), "t1");
    message.status = status;
    added.push_back(message);
  }
  ASSERT_TRUE(get(store_->add_messages(added)));
  auto running = a_message("a", "t2");
  running.status = MessageStatus::kRunning;
  ASSERT_TRUE(get(store_->add_messages({running})));
  EXPECT_THAT(ids(get(store_->unfinished_messages())), ElementsAre("m0", "m2", "a"));
}

}  // namespace
}  // namespace askdb::testing
