#pragma once

/// A PostgreSQL datasource on the test program's server.

#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "datasource/postgres/postgres_datasource.hpp"
#include "fixtures/postgres_server.hpp"
#include "fixtures/run_task.hpp"

namespace askdb::testing {

class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = PostgresServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << PostgresServer::why_not();
    server_->create_database("live");
    config_.name = "live_db";
    config_.type = "postgresql";
    config_.connection = server_->url("live");
    config_.display_url = "postgresql://postgres@127.0.0.1/live";
    config_.max_connections = 3;
    open();
  }

  /// A datasource anew, after `config_` was changed.
  void open() { source_ = std::make_unique<PostgresDatasource>(config_, threads_); }

  void sql(const std::string& text) const { server_->execute(text, "live"); }

  /// Passed by the guard, which knows no schema here.
  CheckedSql checked(const std::string& text, std::size_t max_rows = 200) const {
    const auto guard = make_postgresql_guard(nullptr);
    auto verdict = guard->check(text, {.max_rows = max_rows});
    if (!verdict) throw std::runtime_error(verdict.error().message);
    return *verdict;
  }
  Result<Rows> run(const std::string& text, RunLimits limits = {}, std::size_t max_rows = 200) {
    return run_task(source_->run(checked(text, max_rows), limits));
  }
  Error failure(const std::string& text, RunLimits limits = {}) {
    const auto rows = run(text, limits);
    return rows ? Error{.message = "it did not fail"} : rows.error();
  }
  /// Statements that run on the server right now in the datasource's name.
  std::string active() const {
    return server_->ask(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'askdb' "
        "AND state = 'active'");
  }

  PostgresServer* server_ = nullptr;
  DatasourceConfig config_;
  BlockingPool threads_{2};
  std::unique_ptr<PostgresDatasource> source_;
};

}  // namespace askdb::testing
