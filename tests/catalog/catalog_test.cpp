#include "catalog/catalog.hpp"

#include <gmock/gmock.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "fake_datasource.hpp"
#include "fixtures/run_task.hpp"
#include "schema_text.hpp"

namespace askdb {
namespace {

using testing::run_task;

class CatalogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    state_->database = schema_from_text(
        "customers: customer_id int, name text, city text\n"
        "orders: order_id int, customer_id int, total decimal\n"
        "secrets: secret_id int, word text\n");
    state_->values = {{"public", "customers", "city", {"Vienna", "Graz"}, true},
                      {"public", "secrets", "word", {"xyzzy"}, true}};
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("askdb_catalog_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    start();
  }

  /// A new process: nothing in memory, the same files.
  void start(const Overlays& overlays = {}, std::map<std::string, GuardPolicy> policies = {}) {
    std::vector<std::unique_ptr<Datasource>> sources;
    sources.push_back(std::make_unique<FakeDatasource>("shop", state_));
    catalog_.reset();
    manager_ = std::make_unique<DatasourceManager>(std::move(sources));
    catalog_ = std::make_unique<Catalog>(*manager_, overlays, folder_, std::move(policies));
  }

  std::shared_ptr<const CatalogEntry> entry() {
    auto found = run_task(catalog_->entry("shop"));
    return found ? *found : nullptr;
  }

  std::filesystem::path cache_file() const {
    for (const auto& one : std::filesystem::directory_iterator(folder_)) return one.path();
    return {};
  }

  std::shared_ptr<FakeState> state_ = std::make_shared<FakeState>();
  std::filesystem::path folder_;
  std::unique_ptr<DatasourceManager> manager_;
  std::unique_ptr<Catalog> catalog_;
};

TEST_F(CatalogTest, ReadsTheDatabaseOnceAndThenAnswersFromMemory) {
  const auto first = entry();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->database->name, "shop");
  EXPECT_EQ(first->database->tables.size(), 3U);
  EXPECT_NE(first->guard, nullptr);
  EXPECT_EQ(first->links->link("customers in Graz").tables.front().table, 0U);
  EXPECT_EQ(entry(), first);
  EXPECT_EQ(state_->introspections, 1);
  EXPECT_EQ(state_->fingerprints, 1);
}

TEST_F(CatalogTest, ASecondStartReadsTheFileInsteadOfTheDatabase) {
  entry();
  start();
  const auto second = entry();
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->database->tables.size(), 3U);
  EXPECT_EQ(second->values.size(), 2U);
  EXPECT_EQ(state_->introspections, 1);
  EXPECT_EQ(state_->value_reads, 1);
}

TEST_F(CatalogTest, AChangedSchemaIsReadAgain) {
  entry();
  state_->fingerprint = "two";
  state_->database.tables.pop_back();
  start();
  EXPECT_EQ(entry()->database->tables.size(), 2U);
  EXPECT_EQ(state_->introspections, 2);
}

TEST_F(CatalogTest, ADatabaseElsewhereWithTheSameNameAndSchemaHasItsOwnCache) {
  entry();
  state_->identity = "there";
  start();
  entry();
  EXPECT_EQ(state_->introspections, 2);
}

TEST_F(CatalogTest, ADamagedCacheFileIsIgnoredAndReplaced) {
  entry();
  for (const auto* damage : {"", "{", "[]", "{\"version\":1}", "{\"version\":1,\"database\":7}"}) {
    const int before = state_->introspections;
    std::ofstream(cache_file()) << damage;
    start();
    ASSERT_NE(entry(), nullptr) << damage;
    EXPECT_EQ(state_->introspections, before + 1) << damage;
    start();
    entry();
    EXPECT_EQ(state_->introspections, before + 1) << damage;
  }
}

TEST_F(CatalogTest, TheCacheIsReadableByItsOwnerOnlyAndLeavesNoHalfFiles) {
  entry();
  std::size_t files = 0;
  for (const auto& one : std::filesystem::directory_iterator(folder_)) {
    ++files;
    EXPECT_EQ(one.status().permissions() & std::filesystem::perms::others_read,
              std::filesystem::perms::none);
    EXPECT_EQ(one.path().extension(), ".json");
  }
  EXPECT_EQ(files, 1U);
}

TEST_F(CatalogTest, AFolderThatCannotBeWrittenIsNoError) {
  folder_ = "/proc/askdb-cannot-be-made";
  start();
  EXPECT_NE(entry(), nullptr);
}

TEST_F(CatalogTest, RefreshReadsAgainWhateverTheCachesSay) {
  entry();
  state_->database.tables.pop_back();
  const auto changes = run_task(catalog_->refresh(""));
  ASSERT_TRUE(changes.has_value());
  EXPECT_EQ(state_->introspections, 2);
  EXPECT_EQ(entry()->database->tables.size(), 2U);
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(text_of(changes->front()), "1 table gone, 2 unchanged");
}

TEST_F(CatalogTest, RefreshReadsTheValuesOfChangedTablesOnly) {
  entry();
  state_->database.tables[1].columns.push_back({"note", "text", ValueKind::kText});
  state_->values[0].values = {"Linz"};
  state_->values.push_back({"public", "orders", "note", {"gift"}, true});
  const auto changes = run_task(catalog_->refresh("shop"));
  EXPECT_EQ(text_of(changes->front()), "1 table changed, 2 unchanged");
  EXPECT_EQ(state_->value_reads, 2);
  EXPECT_THAT(state_->read_tables, ::testing::ElementsAre("orders"));
  // The values of `customers` were not read again, those of `orders` were.
  EXPECT_THAT(render_schema(entry()->links->link("Graz"), 500), ::testing::HasSubstr("'Graz'"));
  EXPECT_THAT(render_schema(entry()->links->link("gift"), 500), ::testing::HasSubstr("'gift'"));
}

TEST_F(CatalogTest, RefreshReadsTheValuesOfTablesThatGrew) {
  entry();
  state_->database.tables[0].row_estimate = 7;
  state_->values[0].values = {"Linz"};
  const auto changes = run_task(catalog_->refresh("shop"));
  EXPECT_EQ(text_of(changes->front()), "3 tables unchanged");
  EXPECT_THAT(state_->read_tables, ::testing::ElementsAre("customers"));
  EXPECT_THAT(render_schema(entry()->links->link("Linz"), 500), ::testing::HasSubstr("'Linz'"));
}

TEST_F(CatalogTest, AChangedSchemaReadsOnlyItsChangesAfterARestartToo) {
  entry();
  state_->fingerprint = "two";
  state_->database.tables[2].comment = "changed";
  start();
  entry();
  EXPECT_EQ(state_->introspections, 2);
  EXPECT_THAT(state_->read_tables, ::testing::ElementsAre("secrets"));
}

TEST_F(CatalogTest, RefreshSaysWhatCannotBeRead) {
  entry();
  state_->failure = Error{Fault::kConnection, "The server does not answer.", "", ""};
  const auto changes = run_task(catalog_->refresh(""));
  ASSERT_TRUE(changes.has_value());
  EXPECT_EQ(text_of(changes->front()), "The server does not answer.");
  EXPECT_EQ(run_task(catalog_->refresh("shopp")).error().fault, Fault::kInput);
}

TEST_F(CatalogTest, OfADatabaseThatIsDownWhatIsKnownIsServed) {
  entry();
  start();
  state_->failure = Error{Fault::kConnection, "The server does not answer.", "", ""};
  const auto known = entry();
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->database->tables.size(), 3U);
  ASSERT_TRUE(catalog_->failure_of("shop").has_value());
  EXPECT_EQ(catalog_->failure_of("shop")->message, "The server does not answer.");
}

TEST_F(CatalogTest, AnUnknownNameIsNamedWithWhatIsMeant) {
  const auto found = run_task(catalog_->entry("shopp"));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().fault, Fault::kInput);
  EXPECT_EQ(found.error().message, "There is no datasource \"shopp\".");
  EXPECT_EQ(found.error().next_step, "Did you mean \"shop\"?");
}

TEST_F(CatalogTest, AFailureReachesTheCallerAndTheNextCallTriesAgain) {
  state_->failure = Error{Fault::kConnection, "The server does not answer.", "", ""};
  const auto failed = run_task(catalog_->entry("shop"));
  ASSERT_FALSE(failed.has_value());
  EXPECT_EQ(failed.error().fault, Fault::kConnection);
  state_->failure.reset();
  EXPECT_NE(entry(), nullptr);
}

TEST_F(CatalogTest, ForbiddenRelationsAndTheirValuesStayOut) {
  entry();
  GuardPolicy policy;
  policy.deny = {"*.secrets"};
  start({}, {{"shop", policy}});
  const auto found = entry();
  EXPECT_EQ(found->database->table("", "secrets"), nullptr);
  ASSERT_EQ(found->values.size(), 1U);
  EXPECT_EQ(found->values[0].table, "customers");
  EXPECT_THAT(render_schema(found->links->link("secrets xyzzy"), 1'000),
              ::testing::Not(::testing::HasSubstr("secret")));
}

TEST_F(CatalogTest, OverlaysAreMergedAndMissingKeysGuessed) {
  Overlays overlays;
  overlays.databases["shop"].tables = {{.schema = "public", .name = "orders", .comment = "Sales"}};
  start(overlays);
  const Table* orders = entry()->database->table("", "orders");
  EXPECT_EQ(orders->comment, "Sales");
  ASSERT_EQ(orders->foreign_keys.size(), 1U);
  EXPECT_EQ(orders->foreign_keys[0].to_table, "customers");
  EXPECT_TRUE(orders->foreign_keys[0].is_inferred);
  std::ostringstream text;
  text << std::ifstream(cache_file()).rdbuf();
  EXPECT_THAT(text.str(), ::testing::Not(::testing::HasSubstr("Sales")));
}

TEST_F(CatalogTest, CallersAtTheSameTimeShareOneLoad) {
  state_->is_slow = true;
  asio::io_context io;
  std::vector<std::shared_ptr<const CatalogEntry>> served;
  for (int caller = 0; caller < 5; ++caller) {
    asio::co_spawn(io, catalog_->entry("shop"), [&](const std::exception_ptr& thrown, auto found) {
      ASSERT_FALSE(thrown);
      served.push_back(*found);
    });
  }
  io.poll();
  EXPECT_TRUE(served.empty());
  state_->release();
  io.run();
  ASSERT_EQ(served.size(), 5U);
  EXPECT_THAT(served, ::testing::Each(served.front()));
  EXPECT_EQ(state_->introspections, 1);
}

TEST_F(CatalogTest, CancellingTheLoadingCallerLeavesTheOthersServed) {
  state_->is_slow = true;
  asio::io_context io;
  asio::cancellation_signal stop;
  bool is_stopped = false;
  std::shared_ptr<const CatalogEntry> served;
  asio::co_spawn(
      io, catalog_->entry("shop"),
      asio::bind_cancellation_slot(stop.slot(), [&](const std::exception_ptr& thrown, const auto&) {
        is_stopped = thrown != nullptr;
      }));
  asio::co_spawn(io, catalog_->entry("shop"), [&](const std::exception_ptr& thrown, auto found) {
    ASSERT_FALSE(thrown);
    served = *found;
  });
  io.poll();
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();
  EXPECT_TRUE(is_stopped);
  EXPECT_EQ(served, nullptr);
  state_->release();
  io.restart();
  io.run();
  EXPECT_NE(served, nullptr);
  EXPECT_EQ(state_->introspections, 1);
}

TEST_F(CatalogTest, TheCatalogueOutlivesTheEventLoopsItWasUsedOn) {
  for (int loop = 0; loop < 2; ++loop) {
    asio::io_context io;
    asio::co_spawn(asio::make_strand(io), catalog_->refresh("shop"),
                   [](const std::exception_ptr& thrown, const auto&) { EXPECT_FALSE(thrown); });
    io.run();
  }
  EXPECT_EQ(state_->introspections, 2);
  catalog_.reset();
}

TEST_F(CatalogTest, ALoadUnderWayIsStoppedWhenTheCatalogueGoes) {
  state_->is_slow = true;
  asio::io_context io;
  auto work = asio::make_work_guard(io);
  asio::co_spawn(io, catalog_->entry("shop"), [](const std::exception_ptr&, const auto&) {});
  io.poll();
  std::thread running([&] { io.run(); });
  catalog_.reset();
  EXPECT_EQ(state_->stopped, 1);
  io.stop();
  running.join();
}

}  // namespace
}  // namespace askdb
