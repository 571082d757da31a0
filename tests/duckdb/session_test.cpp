/// Statements on a real DuckDB: rows in chunks, parameters, failures and interruptions.

#include "duckdb/session.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "duckdb/watchdog.hpp"

namespace askdb::duckdb {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

/// Runs for hours.
constexpr const char* kEndless =
    "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = -1";

Error error_of(const std::string& sql) {
  auto session = Session::open({}).value();
  const auto rows = session->rows(sql);
  EXPECT_FALSE(rows) << sql;
  return rows ? Error{} : rows.error();
}

TEST(DuckdbSession, StreamsRowsInChunks) {
  auto session = Session::open({}).value();
  auto cursor = session->stream("SELECT i, i::varchar FROM range(10000) t(i)").value();
  std::size_t count = 0;
  std::size_t chunks = 0;
  for (auto rows = cursor.next().value(); !rows.empty(); rows = cursor.next().value()) {
    EXPECT_EQ(rows[0][0], Value(static_cast<std::int64_t>(count)));
    count += rows.size();
    ++chunks;
  }
  EXPECT_EQ(count, 10'000U);
  EXPECT_GT(chunks, 3U);
  EXPECT_TRUE(cursor.next().value().empty());
}

TEST(DuckdbSession, StartsToGiveRowsBeforeAllAreMade) {
  auto session = Session::open({{"threads", "1"}}).value();
  const auto start = std::chrono::steady_clock::now();
  {
    auto cursor = session->stream("SELECT i FROM range(100000000000) t(i)").value();
    EXPECT_FALSE(cursor.next().value().empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_TRUE(session->rows("SELECT 1"));
}

TEST(DuckdbSession, BindsParameters) {
  auto session = Session::open({}).value();
  const Row parameters{std::int64_t{7}, 2.5, "it's", true, Value()};
  const auto rows = session->rows("SELECT ?, ?, ?, ?, ?", parameters);
  ASSERT_TRUE(rows) << rows.error().detail;
  EXPECT_EQ((*rows)[0], parameters);
  EXPECT_FALSE(session->rows("SELECT ?", {}));
}

TEST(DuckdbSession, RunsOnlyOneStatementAtATime) {
  auto session = Session::open({}).value();
  EXPECT_FALSE(session->rows("SELECT 1; SELECT 2"));
  EXPECT_TRUE(session->execute("CREATE TABLE a (i int); INSERT INTO a VALUES (1)"));
  EXPECT_EQ(session->rows("SELECT * FROM a").value().size(), 1U);
}

TEST(DuckdbSession, FailuresHaveTheirKind) {
  EXPECT_EQ(error_of("SELEC 1").fault, Fault::kSyntax);
  EXPECT_EQ(error_of("SELECT * FROM nothing").fault, Fault::kSchema);
  EXPECT_EQ(error_of("SELECT 'x'::integer").fault, Fault::kData);
  EXPECT_EQ(error_of("SELECT error('no')").fault, Fault::kData);
  const auto unknown = error_of("SELECT rnage FROM range(3)");
  EXPECT_EQ(unknown.fault, Fault::kSchema);
  EXPECT_THAT(unknown.message, HasSubstr("rnage"));
  EXPECT_THAT(unknown.next_step, HasSubstr("range"));
  EXPECT_THAT(unknown.message + unknown.next_step, ::testing::Not(HasSubstr("LINE")));
}

TEST(DuckdbSession, FailsInTheMiddleOfTheRows) {
  auto session = Session::open({}).value();
  auto cursor = session->stream(
      "SELECT CASE WHEN i > 500000 THEN 'x'::integer ELSE i END FROM range(1000000) t(i)");
  bool has_failed = !cursor;
  while (!has_failed) {
    const auto rows = cursor->next();
    has_failed = !rows;
    ASSERT_TRUE(has_failed || !rows->empty()) << "it came to its end";
  }
}

TEST(DuckdbSession, StopsAtItsDeadline) {
  auto session = Session::open({}).value();
  const auto start = std::chrono::steady_clock::now();
  const Watch watch(*session, start + milliseconds(100));
  const auto rows = session->rows(kEndless);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().fault, Fault::kCancelled);
  EXPECT_TRUE(watch.is_over());
  EXPECT_FALSE(watch.is_stopped());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST(DuckdbSession, StopsWhenAnotherThreadSaysSo) {
  auto session = Session::open({}).value();
  {
    Watch watch(*session, Watch::Clock::now() + std::chrono::hours(1));
    // Before the statement starts, too: nothing is lost.
    watch.stop();
    const auto rows = session->rows(kEndless);
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().fault, Fault::kCancelled);
    EXPECT_TRUE(watch.is_stopped());
  }
  EXPECT_TRUE(session->rows("SELECT 1")) << "the session can go on";
}

TEST(DuckdbSession, TellsItsProgress) {
  auto session = Session::open({{"threads", "1"}}).value();
  ASSERT_TRUE(
      session->execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false; "
                       "SET progress_bar_time = 0;"
                       "CREATE TABLE t AS SELECT i FROM range(20000000) t(i)"));
  std::jthread asking;
  double share = -1;
  {
    Watch watch(*session, Watch::Clock::now() + std::chrono::seconds(10));
    asking = std::jthread([&](const std::stop_token& token) {
      while (!token.stop_requested() && share < 0) {
        share = session->progress().share;
        std::this_thread::sleep_for(milliseconds(1));
      }
      watch.stop();
    });
    [[maybe_unused]] const auto rows =
        session->rows("SELECT count(*) FROM t WHERE hash(i::varchar || 'x') = 7");
    asking.request_stop();
    asking.join();
  }
  EXPECT_GE(share, 0);
  EXPECT_LE(share, 1);
}

TEST(DuckdbSession, OpensAFileReadOnly) {
  const std::string path = ::testing::TempDir() + "session_test.duckdb";
  std::remove(path.c_str());
  {
    auto instance = Instance::open(path, {}).value();
    ASSERT_TRUE(instance->connect().value()->execute("CREATE TABLE t AS SELECT 42 AS n"));
  }
  {
    auto instance = Instance::open(path, {{"access_mode", "READ_ONLY"}}).value();
    auto session = instance->connect().value();
    EXPECT_EQ(session->rows("SELECT n FROM t").value()[0][0], Value(std::int64_t{42}));
    EXPECT_FALSE(session->execute("INSERT INTO t VALUES (1)"));
    EXPECT_FALSE(session->execute("CREATE TABLE u (i int)"));
    // A second session of the same instance.
    EXPECT_TRUE(instance->connect().value()->rows("SELECT n FROM t"));
  }
  std::remove(path.c_str());
}

TEST(DuckdbSession, SaysWhyItCannotBeOpened) {
  const auto missing = Instance::open("/nowhere/at/all.duckdb", {{"access_mode", "READ_ONLY"}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().fault, Fault::kConnection);
  const auto unknown = Instance::open({}, {{"no_such_setting", "1"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::kConfig);
}

}  // namespace
}  // namespace askdb::duckdb
