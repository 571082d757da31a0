#pragma once

/// A MySQL datasource on the test program's MariaDB server.

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <utility>

#include "datasource/conformance/unchecked_guard.hpp"
#include "datasource/engines.hpp"
#include "fixtures/mariadb_server.hpp"
#include "fixtures/run_task.hpp"

namespace askdb::testing {

class MysqlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = MariadbServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << MariadbServer::why_not();
    server_->create_database("live");
    use(server_->url("live"));
  }

  /// A datasource anew, at this address.
  void use(const std::string& url) {
    config_ = datasource_from_url(url).value();
    config_.name = "live_db";
    config_.max_connections = 3;
    config_.connect_timeout = std::chrono::seconds(5);
    open();
  }
  /// The same, after `config_` was changed.
  void open() { source_ = make_datasource(config_, threads_).value(); }

  void sql(const std::string& text) const { server_->execute(text, "live"); }

  /// As it is: what these tests are about is not the guard.
  Result<Rows> run(const std::string& text, RunLimits limits = {}) {
    const auto statement = *UncheckedGuard(Dialect::kMysql).check(text, {});
    return run_task(source_->run(statement, limits));
  }
  Error failure(const std::string& text, RunLimits limits = {}) {
    const auto rows = run(text, limits);
    return rows ? Error{.message = "it did not fail"} : rows.error();
  }
  std::string first(const std::string& text) {
    const auto rows = run(text);
    if (!rows) return rows.error().message;
    return rows->rows.empty() ? "nothing" : to_text(rows->rows[0][0]);
  }

  MariadbServer* server_ = nullptr;
  DatasourceConfig config_;
  BlockingPool threads_{2};
  std::unique_ptr<Datasource> source_;
};

}  // namespace askdb::testing
