/// What a store that outlives the process must do besides.

#include <atomic>
#include <thread>

#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

TEST_P(StoreTest, ShowsAnotherStoreAtOnceWhatWasWritten) {
  if (!GetParam().is_lasting) GTEST_SKIP() << "ends with its process";
  const auto other = opened();
  add_thread("t1");
  add_message("m1", "t1");
  EXPECT_TRUE(get(other->message("m1")));
  EXPECT_TRUE(get(other->delete_thread("t1")));
  EXPECT_FALSE(get(store_->message("m1")));
}

TEST_P(StoreTest, OpensOneAfterTheOther) {
  if (!GetParam().is_lasting) GTEST_SKIP() << "ends with its process";
  add_thread("t1");
  store_.reset();
  store_ = opened();
  EXPECT_TRUE(get(store_->thread("t1")));
  get(store_->check());
}

TEST_P(StoreTest, IsMadeOnceWhenManyOpenItAtOnce) {
  if (!GetParam().is_lasting) GTEST_SKIP() << "ends with its process";
  const auto fresh = GetParam().make();
  std::vector<std::jthread> openers;
  std::atomic<int> opened_well = 0;
  for (int i = 0; i < 6; ++i) {
    openers.emplace_back([&, i] {
      BlockingPool threads(2);
      const auto store = make_store(fresh->settings(), threads).value();
      const auto result = run_task(store->open());
      if (!result) {
        ADD_FAILURE() << one_line(result.error()) << " " << result.error().detail;
        return;
      }
      const auto made = run_task(store->create_thread(a_thread("t" + std::to_string(i))));
      EXPECT_TRUE(made) << one_line(made.error());
      if (made) ++opened_well;
    });
  }
  openers.clear();
  EXPECT_EQ(opened_well, 6);
  const auto store = make_store(fresh->settings(), threads_).value();
  get(store->open());
  EXPECT_EQ(get(store->threads({})).size(), 6U);
}

TEST_P(StoreTest, WritesManyThingsAtOnce) {
  constexpr int kThreads = 40;
  asio::io_context io;
  int done = 0;
  int refused = 0;
  const auto asking = [&](int number) -> Task<void> {
    const auto id = "t" + std::to_string(number);
    auto creating = store_->create_thread(a_thread(id));
    const auto created = co_await std::move(creating);
    if (!created) co_return;
    std::vector<Message> messages{a_message("m" + id, id)};
    auto adding = store_->add_messages(std::move(messages));
    const auto added = co_await std::move(adding);
    if (!added || !*added) co_return;
    // One that fails takes no other with it, though they are written together.
    auto again = store_->create_thread(a_thread("t0"));
    const auto failed = co_await std::move(again);
    if (!failed) ++refused;
    ++done;
  };
  for (int i = 0; i < kThreads; ++i) asio::co_spawn(io, asking(i), asio::detached);
  io.run();
  EXPECT_EQ(done, kThreads);
  EXPECT_EQ(refused, kThreads);
  EXPECT_EQ(get(store_->threads({.limit = 100})).size(), static_cast<std::size_t>(kThreads));
  for (int i = 0; i < kThreads; ++i) {
    EXPECT_TRUE(get(store_->message("mt" + std::to_string(i))));
  }
}

TEST_P(StoreTest, OrdersMessagesOfOneThreadThatTwoStoresAdd) {
  if (!GetParam().is_lasting) GTEST_SKIP() << "ends with its process";
  const auto other = opened();
  add_thread("t1");
  asio::io_context io;
  const auto adding = [&](Store& store, std::string prefix) -> Task<void> {
    for (int i = 0; i < 20; ++i) {
      const auto id = prefix + std::to_string(i);
      std::vector<Message> pair{a_message(id + "q", "t1"), a_message(id + "a", "t1")};
      auto task = store.add_messages(std::move(pair));
      const auto added = co_await std::move(task);
      EXPECT_TRUE(added && *added);
    }
  };
  asio::co_spawn(io, adding(*store_, "x"), asio::detached);
  asio::co_spawn(io, adding(*other, "y"), asio::detached);
  io.run();
  const auto messages = get(store_->messages("t1", "", 100));
  ASSERT_EQ(messages.size(), 80U);
  for (std::size_t i = 0; i < messages.size(); i += 2) {
    const auto pair = messages[i].id.substr(0, messages[i].id.size() - 1);
    EXPECT_EQ(messages[i].id, pair + "q");
    EXPECT_EQ(messages[i + 1].id, pair + "a");
  }
}

TEST_P(StoreTest, SaysThatItIsNotOpen) {
  if (!GetParam().is_lasting) GTEST_SKIP() << "needs no opening";
  const auto store = unopened();
  EXPECT_EQ(failure(store->thread("t1")).fault, Fault::kOther);
  EXPECT_EQ(failure(store->create_thread(a_thread("t1"))).fault, Fault::kOther);
}

}  // namespace
}  // namespace askdb::testing
