#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ids(const std::vector<Thread>& threads) {
  std::vector<std::string> found;
  for (const auto& thread : threads) found.push_back(thread.id);
  return found;
}

TEST_P(StoreTest, KeepsAThreadAsItWas) {
  Thread thread = a_thread("t1", "2026-11-20T10:00:00.123Z", "O'Neil \"quoted\" \\ % _ 🦊");
  thread.owner = "ann";
  thread.share_token = "token";
  get(store_->create_thread(thread));
  const auto found = get(store_->thread("t1"));
  ASSERT_TRUE(found);
  EXPECT_EQ(to_json(*found), to_json(thread));
}

TEST_P(StoreTest, KnowsNoThreadThatIsNotThere) {
  EXPECT_FALSE(get(store_->thread("nobody")));
  EXPECT_FALSE(get(store_->thread("")));
  EXPECT_FALSE(get(store_->thread(std::string("no\0body", 7))));
  EXPECT_FALSE(get(store_->thread("' OR 1=1 --")));
  EXPECT_FALSE(get(store_->shared_thread("")));
  EXPECT_FALSE(get(store_->update_thread(a_thread("nobody"))));
  EXPECT_FALSE(get(store_->delete_thread("nobody")));
  EXPECT_THAT(get(store_->threads({})), IsEmpty());
  EXPECT_THAT(get(store_->databases("nobody")), IsEmpty());
  EXPECT_THAT(get(store_->tokens("nobody")), IsEmpty());
}

TEST_P(StoreTest, RefusesASecondThreadOfTheSameId) {
  add_thread("t1");
  EXPECT_EQ(failure(store_->create_thread(a_thread("t1", "x", "other"))).fault, Fault::kInput);
  EXPECT_EQ(get(store_->thread("t1"))->name, "Swift Talk");
}

TEST_P(StoreTest, ListsThreadsNewestFirst) {
  get(store_->create_thread(a_thread("b", "2026-11-20T10:00:00.001Z")));
  get(store_->create_thread(a_thread("c", "2026-11-20T10:00:00.000Z")));
  get(store_->create_thread(a_thread("a", "2026-11-20T10:00:00.000Z")));
  get(store_->create_thread(a_thread("d", "2025-01-01T00:00:00.000Z")));
  EXPECT_THAT(ids(get(store_->threads({}))), ElementsAre("b", "c", "a", "d"));
  EXPECT_THAT(ids(get(store_->threads({.limit = 2}))), ElementsAre("b", "c"));
  EXPECT_THAT(ids(get(store_->threads(
                  {.limit = 2, .after_time = "2026-11-20T10:00:00.000Z", .after_id = "c"}))),
              ElementsAre("a", "d"));
  EXPECT_THAT(get(store_->threads({.after_time = "2025-01-01T00:00:00.000Z", .after_id = "d"})),
              IsEmpty());
  EXPECT_THAT(get(store_->threads({.limit = 0})), IsEmpty());
}

TEST_P(StoreTest, ListsThreadsOfTheirOwnerOnly) {
  Thread thread = a_thread("t1");
  thread.owner = "ann";
  get(store_->create_thread(thread));
  add_thread("t2");
  EXPECT_THAT(ids(get(store_->threads({.owner = "ann"}))), ElementsAre("t1"));
  EXPECT_THAT(ids(get(store_->threads({}))), ElementsAre("t2"));
  EXPECT_THAT(ids(get(store_->threads({.owner = "Ann"}))), IsEmpty());
}

TEST_P(StoreTest, FindsThreadsByNameAndByWhatWasSaid) {
  get(store_->create_thread(a_thread("t1", "2026-11-20T10:00:03.000Z", "Loans of ZÜRICH")));
  get(store_->create_thread(a_thread("t2", "2026-11-20T10:00:02.000Z")));
  get(store_->create_thread(a_thread("t3", "2026-11-20T10:00:01.000Z")));
  add_message("m1", "t2", "Kunden in Zürich");
  add_message("m2", "t3", "100% of a_b are Ж and Ω");
  const auto found = [&](const std::string& text) {
    return ids(get(store_->threads({.text = text})));
  };
  EXPECT_THAT(found("zürich"), ElementsAre("t1", "t2"));
  EXPECT_THAT(found("ZÜRICH"), ElementsAre("t1", "t2"));
  EXPECT_THAT(found("kunden"), ElementsAre("t2"));
  EXPECT_THAT(found("0% OF A_B"), ElementsAre("t3"));
  EXPECT_THAT(found("ж and ω"), ElementsAre("t3"));
  EXPECT_THAT(found("%"), ElementsAre("t3"));
  EXPECT_THAT(found("_"), ElementsAre("t3"));
  EXPECT_THAT(found("a%b"), IsEmpty());
  EXPECT_THAT(found("*"), IsEmpty());
  EXPECT_THAT(found("\\"), IsEmpty());
  EXPECT_THAT(found("'; DROP TABLE threads; --"), IsEmpty());
  EXPECT_THAT(found(""), ElementsAre("t1", "t2", "t3"));
  EXPECT_THAT(ids(get(store_->threads({.text = "zürich", .limit = 1}))), ElementsAre("t1"));
}

TEST_P(StoreTest, FindsAThreadUnderItsNewNameAndText) {
  add_thread("t1");
  add_message("m1", "t1", "old words");
  Thread renamed = a_thread("t1");
  renamed.name = "Bright Idea";
  ASSERT_TRUE(get(store_->update_thread(renamed)));
  MessageUpdate update;
  update.message = a_message("m1", "t1", "new words");
  ASSERT_TRUE(get(store_->update_message(update)));
  EXPECT_THAT(get(store_->threads({.text = "swift"})), IsEmpty());
  EXPECT_THAT(get(store_->threads({.text = "old words"})), IsEmpty());
  EXPECT_THAT(ids(get(store_->threads({.text = "bright"}))), ElementsAre("t1"));
  EXPECT_THAT(ids(get(store_->threads({.text = "NEW"}))), ElementsAre("t1"));
}

TEST_P(StoreTest, RenamesAndSharesAndNothingElse) {
  add_thread("t1");
  Thread changed = a_thread("t1", "1999-01-01T00:00:00.000Z", "Bright Idea");
  changed.share_token = "s1";
  changed.owner = "eve";
  ASSERT_TRUE(get(store_->update_thread(changed)));
  Thread expected = a_thread("t1");
  expected.name = "Bright Idea";
  expected.share_token = "s1";
  EXPECT_EQ(to_json(*get(store_->thread("t1"))), to_json(expected));
  EXPECT_EQ(get(store_->shared_thread("s1"))->id, "t1");
  EXPECT_FALSE(get(store_->shared_thread("S1")));
  changed.share_token.reset();
  ASSERT_TRUE(get(store_->update_thread(changed)));
  EXPECT_FALSE(get(store_->shared_thread("s1")));
}

TEST_P(StoreTest, RefusesAnotherThreadsShareToken) {
  Thread first = a_thread("t1");
  first.share_token = "s1";
  get(store_->create_thread(first));
  add_thread("t2");
  Thread second = a_thread("t2");
  second.share_token = "s1";
  EXPECT_EQ(failure(store_->update_thread(second)).fault, Fault::kInput);
  EXPECT_EQ(get(store_->shared_thread("s1"))->id, "t1");
  EXPECT_TRUE(get(store_->update_thread(first)));
}

TEST_P(StoreTest, DeletesAThreadWithEverythingInIt) {
  add_thread("t1");
  add_thread("t2");
  add_message("m1", "t1");
  add_message("m2", "t2");
  MessageUpdate update;
  update.message = a_message("m1", "t1");
  update.message.status = MessageStatus::kWaiting;
  update.events = {{1, "notice", "{}"}};
  update.results = {{.step = 1, .columns = json::array(), .rows = json::array()}};
  update.tokens = {{.stage = "plan", .model = "m", .input_tokens = 1}};
  update.databases = {"bank"};
  update.approval = PendingApproval{.id = "a1", .message_id = "m1", .request = "r"};
  update.run_log = RunLog{.message_id = "m1", .created_at = "2026-11-20T10:00:00.000Z"};
  ASSERT_TRUE(get(store_->update_message(update)));
  ASSERT_EQ(get(store_->run_logs(10)).size(), 1U);

  EXPECT_TRUE(get(store_->delete_thread("t1")));
  EXPECT_FALSE(get(store_->delete_thread("t1")));
  EXPECT_FALSE(get(store_->thread("t1")));
  EXPECT_FALSE(get(store_->message("m1")));
  EXPECT_THAT(get(store_->messages("t1", "", 10)), IsEmpty());
  EXPECT_THAT(get(store_->events("m1", 0)), IsEmpty());
  EXPECT_FALSE(get(store_->result("m1", 1)));
  EXPECT_THAT(get(store_->tokens("t1")), IsEmpty());
  EXPECT_THAT(get(store_->databases("t1")), IsEmpty());
  EXPECT_FALSE(get(store_->approval("m1")));
  EXPECT_FALSE(get(store_->answer_approval("a1", true)));
  EXPECT_THAT(get(store_->run_logs(10)), IsEmpty());
  EXPECT_THAT(get(store_->unfinished_messages()), IsEmpty());
  EXPECT_FALSE(get(store_->update_message(update)));
  EXPECT_FALSE(get(store_->rate("m1", json::object{{"rating", "up"}})));
  EXPECT_FALSE(get(store_->add_messages({a_message("m3", "t1")})));
  EXPECT_TRUE(get(store_->message("m2")));
  // The same id may come again, without anything of the old one.
  add_thread("t1");
  add_message("m1", "t1");
  EXPECT_THAT(get(store_->events("m1", 0)), IsEmpty());
}

}  // namespace
}  // namespace askdb::testing
