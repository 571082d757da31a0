// Databases that fail, and questions that are stopped, in the middle.

#include <chrono>
#include <thread>

#include "federated_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::Federated;
using ::testing::HasSubstr;

class Failing : public Federated {
 protected:
  void SetUp() override {
    add_sqlite("crm",
               "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
               "INSERT INTO customers VALUES (1, 'Anna'), (2, 'Karl');");
    // Rows of the view take their time.
    const bool is_there = add_postgres("ledger", R"(
      CREATE VIEW entries AS SELECT i AS id, i % 5 AS customer_id, md5(i::text) AS note
        FROM generate_series(1, 40000000) i WHERE length(md5(md5(i::text))) > 3;)");
    if (!is_there) GTEST_SKIP() << testing::PostgresServer::why_not();
    settings_.transfer.max_rows = 90'000'000;
    settings_.transfer.max_bytes = 8ULL << 30U;
    settings_.max_cost = 1e15;
    open();
  }

  std::string busy() const {
    return server_->ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'ledger' AND "
        "application_name = 'askdb' AND state = 'active'");
  }

  /// The rows are under way, not only the estimate.
  bool is_fetching() const {
    return server_->ask(
               "SELECT count(*) FROM pg_stat_activity WHERE datname = 'ledger' AND "
               "application_name = 'askdb' AND state = 'active' AND query LIKE "
               "'SELECT%entries%'") != "0";
  }

  bool becomes_idle() const {
    for (int i = 0; i < 100; ++i) {
      if (busy() == "0") return true;
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }

  const std::string slow_ =
      "SELECT c.name, count(*) FROM crm.customers c JOIN ledger.entries e "
      "ON e.customer_id = c.id GROUP BY c.name";
};

TEST_F(Failing, AnEngineThatIsKilledInTheMiddleIsNamedWithinTheDeadline) {
  const auto folders = workspace_folders();
  std::thread killer([this] {
    for (int i = 0; i < 500 && !is_fetching(); ++i) std::this_thread::sleep_for(20ms);
    std::this_thread::sleep_for(200ms);
    server_->execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = 'ledger' AND application_name = 'askdb'");
  });
  const auto start = steady_clock::now();
  const auto found = run(slow_, {.timeout = 20s, .max_bytes = 8ULL << 30U});
  killer.join();
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, HasSubstr("ledger"));
  EXPECT_LT(steady_clock::now() - start, 15s);
  EXPECT_EQ(workspace_folders(), folders);
}

TEST_F(Failing, ADeadlineStopsTheStatementsInTheDatabases) {
  const auto folders = workspace_folders();
  const auto start = steady_clock::now();
  const auto found = run(slow_, {.timeout = 700ms, .max_bytes = 8ULL << 30U});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kTimeout);
  EXPECT_LT(steady_clock::now() - start, 5s);
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(workspace_folders(), folders);
}

TEST_F(Failing, CancellingStopsTheStatementsInTheDatabases) {
  auto verdict = guard_->check(slow_, {});
  asio::io_context io;
  asio::cancellation_signal signal;
  bool is_over = false;
  auto operation = source_->run(*verdict, {.timeout = 30s, .max_bytes = 8ULL << 30U});
  asio::co_spawn(
      io, std::move(operation),
      asio::bind_cancellation_slot(
          signal.slot(), [&](const std::exception_ptr&, Result<Rows>) { is_over = true; }));
  asio::steady_timer timer(io, 500ms);
  timer.async_wait(
      [&](const boost::system::error_code&) { signal.emit(asio::cancellation_type::terminal); });
  const auto start = steady_clock::now();
  io.run();
  EXPECT_TRUE(is_over);
  EXPECT_LT(steady_clock::now() - start, 5s);
  EXPECT_TRUE(becomes_idle());
}

TEST_F(Failing, AJoinThatNeverEndsIsStopped) {
  std::string rows;
  for (int i = 3; i < 3'000; ++i) rows += ",(" + std::to_string(i) + ",'x')";
  files_[0]->execute("INSERT INTO customers VALUES " + rows.substr(1));
  const auto start = steady_clock::now();
  const auto found =
      run("SELECT count(*) FROM crm.customers a, crm.customers b, crm.customers c, "
          "crm.customers d WHERE a.name || b.name || c.name <> d.name",
          {.timeout = 800ms});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kTimeout);
  EXPECT_LT(steady_clock::now() - start, 5s);
}

TEST_F(Failing, ADatabaseThatIsDownIsNamed) {
  server_->stop();
  const auto found =
      run("SELECT count(*) FROM crm.customers c JOIN ledger.entries e "
          "ON e.customer_id = c.id");
  server_->start();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::kConnection);
  EXPECT_THAT(found.error().message, HasSubstr("ledger"));
}

}  // namespace
}  // namespace askdb
