/// The store on a PostgreSQL server, and what only a server does.

#include <atomic>

#include "fixtures/postgres_server.hpp"
#include "store_fixture.hpp"

namespace askdb::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct PostgresPlace : StorePlace {
  PostgresPlace() {
    static std::atomic<int> count = 0;
    database = "store_" + std::to_string(++count);
    PostgresServer::shared()->create_database(database);
  }
  ~PostgresPlace() override {
    PostgresServer::shared()->execute("DROP DATABASE \"" + database + "\" WITH (FORCE)");
  }
  StoreSettings settings() override {
    return {.url = PostgresServer::shared()->url(database), .folder = {}, .max_connections = 4};
  }

  std::string database;
};

std::unique_ptr<StorePlace> make_place() {
  if (PostgresServer::shared() == nullptr) return nullptr;
  return std::make_unique<PostgresPlace>();
}

std::string why_not() { return PostgresServer::why_not(); }

INSTANTIATE_TEST_SUITE_P(Postgres, StoreTest,
                         ::testing::Values(StoreKind{
                             .name = "postgresql", .make = make_place, .why_not = why_not}));

class PostgresStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = PostgresServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << PostgresServer::why_not();
    place_ = std::make_unique<PostgresPlace>();
  }
  std::unique_ptr<Store> at(const std::string& url) {
    return value_of(make_store({.url = url, .folder = {}}, threads_));
  }
  std::unique_ptr<Store> opened() {
    auto store = at(place_->settings().url);
    value_of(run_task(store->open()));
    return store;
  }
  Error open_failure(const std::string& url) {
    const auto store = at(url);
    const auto opened = run_task(store->open());
    return opened ? Error{.message = "it opened"} : opened.error();
  }

  PostgresServer* server_ = nullptr;
  std::unique_ptr<PostgresPlace> place_;
  BlockingPool threads_{4};
};

TEST_F(PostgresStoreTest, HealsWhenTheServerComesBack) {
  const auto store = opened();
  value_of(run_task(store->create_thread(a_thread("t1"))));
  server_->stop();
  const auto lost = run_task(store->create_thread(a_thread("t2")));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().fault, Fault::kConnection);
  EXPECT_THAT(one_line(lost.error()), HasSubstr("CONTROL_DB_URL"));
  EXPECT_FALSE(run_task(store->check()));
  server_->start();
  value_of(run_task(store->create_thread(a_thread("t2"))));
  EXPECT_EQ(value_of(run_task(store->threads({}))).size(), 2U);
  // One that goes and comes between two calls is not noticed.
  server_->stop();
  server_->start();
  EXPECT_TRUE(value_of(run_task(store->add_messages({a_message("m1", "t2")}))));
  server_->stop();
  server_->start();
  EXPECT_TRUE(value_of(run_task(store->message("m1"))));
}

TEST_F(PostgresStoreTest, HealsWhenItsConnectionsAreEnded) {
  const auto store = opened();
  value_of(run_task(store->create_thread(a_thread("t1"))));
  server_->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" +
                   place_->database + "'");
  EXPECT_TRUE(value_of(run_task(store->add_messages({a_message("m1", "t1")}))));
}

TEST_F(PostgresStoreTest, RefusesANewerVersion) {
  opened();
  server_->execute("INSERT INTO askdb.versions VALUES (99)", place_->database);
  const auto error = open_failure(place_->settings().url);
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(error.message, HasSubstr("is of version 99; this askdb knows versions up to 2."));
}

TEST_F(PostgresStoreTest, RefusesADatabaseThatCannotHoldEveryLetter) {
  server_->execute("DROP DATABASE IF EXISTS latin");
  server_->execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  const auto error = open_failure(server_->url("latin"));
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(one_line(error), HasSubstr("UTF8"));
}

TEST_F(PostgresStoreTest, SaysWhyItCannotBeReachedWithoutThePassword) {
  const auto error = open_failure("postgresql://ann:hush@127.0.0.1:1/nowhere");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("nothing answers there"));
  EXPECT_THAT(one_line(error) + error.detail, Not(HasSubstr("hush")));
}

TEST_F(PostgresStoreTest, IsUsedByAUserWhoMayNotMakeIt) {
  server_->execute("DROP ROLE IF EXISTS clerk");
  server_->execute("CREATE ROLE clerk LOGIN");
  const auto url = server_->url(place_->database, "clerk");
  const auto refused = open_failure(url);
  EXPECT_EQ(refused.fault, Fault::kConnection);
  EXPECT_THAT(refused.next_step, HasSubstr("schema askdb"));
  opened();
  server_->execute(
      "GRANT USAGE ON SCHEMA askdb TO clerk; "
      "GRANT ALL ON ALL TABLES IN SCHEMA askdb TO clerk",
      place_->database);
  const auto store = at(url);
  value_of(run_task(store->open()));
  value_of(run_task(store->create_thread(a_thread("t1"))));
  EXPECT_TRUE(value_of(run_task(store->add_messages({a_message("m1", "t1")}))));
  place_.reset();
  server_->execute("DROP ROLE clerk");
}

TEST_F(PostgresStoreTest, KnowsWhatNoProcessWorksOnAnyMore) {
  const auto store = opened();
  value_of(run_task(store->create_thread(a_thread("t1"))));
  for (const std::string id : {"kept", "left", "waiting", "answered", "done"}) {
    auto message = a_message(id, "t1");
    const bool waits = id == "waiting" || id == "answered";
    message.status = waits ? MessageStatus::kWaiting : MessageStatus::kRunning;
    if (id == "done") message.status = MessageStatus::kDone;
    value_of(run_task(store->add_messages({message})));
    if (!waits) continue;
    MessageUpdate update;
    update.message = message;
    update.approval = PendingApproval{"of " + id, id, json::object{}, {}};
    value_of(run_task(store->update_message(update)));
  }
  EXPECT_TRUE(value_of(run_task(store->answer_approval("of answered", json::object{}))));
  server_->execute("UPDATE askdb.messages SET alive_at = now() - interval '5 minutes'",
                   place_->database);
  auto keeping = store->keep_alive({"kept", "done", "nobody"});
  EXPECT_THAT(value_of(run_task(std::move(keeping))), ::testing::ElementsAre("kept"));
  std::vector<std::string> abandoned;
  for (const auto& message :
       value_of(run_task(store->abandoned_messages(std::chrono::seconds(60))))) {
    abandoned.push_back(message.id);
  }
  EXPECT_THAT(abandoned, ::testing::ElementsAre("left", "answered"));
}

TEST_F(PostgresStoreTest, KeepsOneConnectionForOneCaller) {
  const auto store = opened();
  for (int i = 0; i < 3; ++i) value_of(run_task(store->create_thread(a_thread(std::to_string(i)))));
  EXPECT_EQ(server_->ask("SELECT count(*) FROM pg_stat_activity WHERE datname = '" +
                         place_->database + "'"),
            "1");
}

TEST_F(PostgresStoreTest, DeletesWhileOthersUpdate) {
  const auto store = opened();
  const auto other = opened();
  for (int round = 0; round < 20; ++round) {
    value_of(run_task(store->create_thread(a_thread("t1"))));
    value_of(run_task(store->add_messages({a_message("m1", "t1")})));
    asio::io_context io;
    const auto updating = [&](Store& used) -> Task<void> {
      for (int i = 0; i < 5; ++i) {
        MessageUpdate update;
        update.message = a_message("m1", "t1");
        update.events = {{1, "a", "b"}};
        update.databases = {"bank"};
        auto task = used.update_message(std::move(update));
        const auto done = co_await std::move(task);
        EXPECT_TRUE(done) << one_line(done.error());
      }
    };
    const auto deleting = [&]() -> Task<void> {
      auto task = store->delete_thread("t1");
      const auto done = co_await std::move(task);
      EXPECT_TRUE(done && *done);
    };
    asio::co_spawn(io, updating(*store), asio::detached);
    asio::co_spawn(io, updating(*other), asio::detached);
    asio::co_spawn(io, deleting(), asio::detached);
    io.run();
    EXPECT_FALSE(value_of(run_task(store->message("m1"))));
  }
}

}  // namespace
}  // namespace askdb::testing
