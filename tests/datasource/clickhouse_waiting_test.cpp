#include <atomic>
#include <optional>

#include "datasource/clickhouse_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using testing::ClickhouseTest;
using ::testing::HasSubstr;
using testing::run_task;

class ClickhouseWaitingTest : public ClickhouseTest {};

/// Runs for ever.
constexpr const char* kClickhouseSlow = "SELECT count() FROM system.numbers";

TEST_F(ClickhouseWaitingTest, StopsAtTheDeadlineOnTheServerToo) {
  const auto start = std::chrono::steady_clock::now();
  const auto error = failure(kClickhouseSlow, {.timeout = 300ms});
  EXPECT_EQ(error.fault, Fault::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(run("SELECT 1 AS x")->rows.size(), 1U);
}

TEST_F(ClickhouseWaitingTest, CancellingTheTaskEndsTheStatementOnTheServer) {
  auto operation = source_->run(checked(kClickhouseSlow), {.timeout = 60s});
  const auto result = run_task(with_deadline(std::move(operation), 300ms));
  ASSERT_FALSE(result);
  EXPECT_TRUE(becomes_idle());
}

TEST_F(ClickhouseWaitingTest, StoppingTheSinkEndsTheStatementOnTheServer) {
  RowSink sink{.on_columns = {}, .on_batch = [](std::vector<Row>) { return false; }};
  const auto statement = guard_.unlimited("SELECT number FROM system.numbers");
  const auto truncated = run_task(source_->stream(statement, {.timeout = 60s}, std::move(sink)));
  EXPECT_TRUE(truncated.value());
  EXPECT_TRUE(becomes_idle());
}

TEST_F(ClickhouseWaitingTest, SaysThatSomebodyEndedIt) {
  // A statement that has just begun has nothing yet that the server could end, so it is told again.
  std::atomic<bool> ended = false;
  std::thread killer([&] {
    while (!ended) {
      server_->ask("KILL QUERY WHERE query_id LIKE 'askdb-%' ASYNC");
      std::this_thread::sleep_for(20ms);
    }
  });
  const auto error = failure(kClickhouseSlow, {.timeout = 30s});
  ended = true;
  killer.join();
  EXPECT_EQ(error.fault, Fault::kCancelled);
}

TEST_F(ClickhouseWaitingTest, ManyStatementsRunAtOnce) {
  asio::io_context io;
  int good = 0;
  for (int i = 0; i < 20; ++i) {
    asio::co_spawn(io, source_->run(checked("SELECT count() FROM system.one"), {.timeout = 20s}),
                   [&](const std::exception_ptr&, Result<Rows> rows) { good += rows ? 1 : 0; });
  }
  io.run();
  EXPECT_EQ(good, 20);
}

TEST_F(ClickhouseWaitingTest, AStatementWaitsForItsTurnAndSharesItsDeadline) {
  auto config = config_of(server_->url("live"));
  config.max_connections = 1;
  source_ = make_datasource(config, threads_).value();
  ASSERT_TRUE(run("SELECT 1 AS x"));
  asio::io_context io;
  std::optional<Result<Rows>> slow;
  std::optional<Result<Rows>> second;
  auto keep = [](std::optional<Result<Rows>>& into) {
    return [&into](const std::exception_ptr&, Result<Rows> rows) { into.emplace(std::move(rows)); };
  };
  asio::co_spawn(io, source_->run(checked(kClickhouseSlow), {.timeout = 900ms}), keep(slow));
  asio::co_spawn(io, source_->run(checked("SELECT 1 AS x"), {.timeout = 200ms}), keep(second));
  io.run();
  EXPECT_EQ(slow->error().fault, Fault::kTimeout);
  EXPECT_EQ(second->error().fault, Fault::kTimeout);
  EXPECT_THAT(second->error().message, HasSubstr("busy"));
}

TEST_F(ClickhouseWaitingTest, SurvivesARestartOfTheServer) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_->stop();
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("could not be reached"));
  server_->start();
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(ClickhouseWaitingTest, SaysThatTheServerWasLostInTheMiddle) {
  std::thread killer([&] {
    while (server_->ask("SELECT count() FROM system.processes WHERE query_id LIKE 'askdb-%'") ==
           "0") {
    }
    server_->stop();
  });
  const auto error = failure(kClickhouseSlow, {.timeout = 30s});
  killer.join();
  server_->start();
  EXPECT_EQ(error.fault, Fault::kConnection);
}

}  // namespace
}  // namespace askdb
