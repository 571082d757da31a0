#pragma once

/// A Trino datasource on a scripted server.

#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "config/config.hpp"
#include "datasource/engines.hpp"
#include "fixtures/open_guard.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/trino_server.hpp"

namespace askdb::testing {

class TrinoTest : public ::testing::Test {
 protected:
  TrinoTest() {
    server_.catalogue().fill(
        "shop",
        "CREATE TABLE customers (id bigint NOT NULL, name varchar(40), city varchar, joined date);"
        "INSERT INTO customers WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 300) SELECT i, 'Customer ' || i, CASE i % 3 WHEN 0 THEN 'Oslo' WHEN 1 THEN "
        "'Roma' ELSE 'Wien' END, '2024-01-01' FROM n;"
        "CREATE TABLE orders (id bigint, customer_id bigint, total decimal(12,2));"
        "INSERT INTO orders SELECT id, id, '9.50' FROM customers;"
        "CREATE VIEW big AS SELECT * FROM orders");
    server_.catalogue().comment("shop", "customers", "", "who buys");
    server_.catalogue().comment("shop", "customers", "city", "where they live");
    open(server_.url());
  }
  void open(const std::string& url) {
    auto config = datasource_from_url(url).value();
    config.name = "lake";
    source_ = make_datasource(config, threads_).value();
  }
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

  TrinoServer server_;
  OpenGuard guard_{Dialect::kTrino};
  BlockingPool threads_{1};
  std::unique_ptr<Datasource> source_;
};

}  // namespace askdb::testing
