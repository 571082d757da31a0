#pragma once

/// A ClickHouse datasource on the test program's server.

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "config/config.hpp"
#include "datasource/engines.hpp"
#include "fixtures/clickhouse_server.hpp"
#include "fixtures/open_guard.hpp"
#include "fixtures/run_task.hpp"

namespace askdb::testing {

class ClickhouseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = ClickhouseServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << ClickhouseServer::why_not();
    server_->create_database("live");
    open(server_->url("live"));
  }

  void open(const std::string& url) { source_ = make_datasource(config_of(url), threads_).value(); }
  static DatasourceConfig config_of(const std::string& url) {
    auto config = datasource_from_url(url).value();
    config.name = "live_db";
    return config;
  }
  void sql(const std::string& statements) const { server_->execute(statements); }

  CheckedSql checked(const std::string& text, std::size_t max_rows = 200) const {
    return *guard_.check(text, {.max_rows = max_rows});
  }
  Result<Rows> run(const std::string& text,
                   RunLimits limits = {.timeout = std::chrono::seconds(30)},
                   std::size_t max_rows = 200) {
    return run_task(source_->run(checked(text, max_rows), limits));
  }
  Error failure(const std::string& text, RunLimits limits = {.timeout = std::chrono::seconds(30)}) {
    const auto rows = run(text, limits);
    return rows ? Error{.message = "it did not fail"} : rows.error();
  }
  /// Until the server does nothing in the datasource's name, at most 5 s.
  bool becomes_idle() const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (std::chrono::steady_clock::now() < until) {
      if (server_->ask("SELECT count() FROM system.processes WHERE query_id LIKE 'askdb-%'") ==
          "0") {
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

  ClickhouseServer* server_ = nullptr;
  OpenGuard guard_{Dialect::kClickhouse};
  BlockingPool threads_{1};
  std::unique_ptr<Datasource> source_;
};

}  // namespace askdb::testing
