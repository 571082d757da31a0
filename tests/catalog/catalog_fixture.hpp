#pragma once

/// A catalogue of one small shop that no server holds.

#include <gmock/gmock.h>

#include <filesystem>

#include "catalog/catalog.hpp"
#include "fake_datasource.hpp"
#include "fixtures/run_task.hpp"
#include "schema_text.hpp"

namespace askdb::testing {

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

}  // namespace askdb::testing
