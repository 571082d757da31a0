#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "catalog_fixture.hpp"

namespace askdb {
namespace {

using testing::CatalogTest;
using testing::run_task;

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

}  // namespace
}  // namespace askdb
