#include "datasource/manager.hpp"

#include <gtest/gtest.h>

namespace askdb {
namespace {

DatasourceConfig entry(const std::string& name, std::vector<std::string> databases = {}) {
  DatasourceConfig config;
  config.name = name;
  config.connection = "/data/" + name + ".sqlite";
  config.databases = std::move(databases);
  return config;
}

class ManagerTest : public ::testing::Test {
 protected:
  BlockingPool pool_{1};
  std::unique_ptr<DatasourceManager> manager_ =
      DatasourceManager::create({entry("sales_source", {"sales_db", "shop_db"}), entry("staff")},
                                pool_)
          .value();
};

TEST_F(ManagerTest, FindsByDatasourceAndDatabaseName) {
  EXPECT_EQ(manager_->find("staff")->name(), "staff");
  EXPECT_EQ(manager_->find("shop_db")->name(), "sales_source");
  EXPECT_EQ(manager_->find("Sales_DB")->name(), "sales_source");
  EXPECT_EQ(manager_->find("none"), nullptr);
  EXPECT_EQ(manager_->all().size(), 2U);
}

TEST_F(ManagerTest, RoutesDatabasesOfOneDatasource) {
  EXPECT_EQ(manager_->route({"sales_db", "shop_db"}).value()->name(), "sales_source");
}

TEST_F(ManagerTest, SaysWhyItCannotRoute) {
  EXPECT_EQ(manager_->route({}).error().message, "No databases specified");
  const auto unknown = manager_->route({"stafff"}).error();
  EXPECT_EQ(unknown.message, "Database 'stafff' not found in any datasource");
  EXPECT_EQ(unknown.next_step, "Did you mean `staff`?");
  const auto across = manager_->route({"staff", "sales_db"}).error();
  EXPECT_EQ(across.message,
            "Cannot query across different datasources. Databases span: staff, sales_db");
  EXPECT_EQ(across.fault, Fault::kInput);
}

TEST(Manager, RefusesUnusableEntries) {
  BlockingPool pool(1);
  auto empty = entry("a");
  empty.connection.clear();
  EXPECT_EQ(DatasourceManager::create({empty}, pool).error().message,
            "Datasource `a` has no connection.");
  EXPECT_EQ(DatasourceManager::create({entry("a"), entry("a")}, pool).error().fault,
            Fault::kConfig);
}

TEST(Manager, LeavesDisabledEntriesOut) {
  BlockingPool pool(1);
  auto disabled = entry("a");
  disabled.is_enabled = false;
  EXPECT_TRUE(DatasourceManager::create({disabled}, pool).value()->all().empty());
}

}  // namespace
}  // namespace askdb
