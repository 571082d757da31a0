#include "datasource/postgres/postgres_datasource.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "datasource/postgres_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::PostgresTest;
using testing::run_task;

class PostgresDatasourceTest : public PostgresTest {};

Value text(const std::string& value) { return value; }

TEST_F(PostgresDatasourceTest, ReturnsTypedValues) {
  sql("CREATE TYPE mood AS ENUM ('sad', 'fine'); CREATE DOMAIN euros AS numeric(10, 2);"
      "CREATE TABLE kinds (b boolean, i2 smallint, i8 bigint, f float8, n numeric(20, 4), e euros,"
      " t text, d date, ts timestamp, tz timestamptz, tm time, j jsonb, u uuid, x bytea, a int[],"
      " m mood, missing text);"
      "INSERT INTO kinds VALUES (true, -3, 9223372036854775807, 0.1, 12345678901234.5000, 9.50,"
      " 'Zoë 🎉', '2024-02-29', '2024-02-29 12:30:00.25', '2024-02-29 12:30:00+00', '23:59',"
      " '{\"a\": [1]}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\xdeadbeef', '{1,NULL,3}',"
      " 'fine', NULL)");
  const auto rows = run("SELECT * FROM kinds").value();
  ASSERT_EQ(rows.rows.size(), 1U);
  std::vector<ValueKind> kinds;
  for (const auto& column : rows.columns) kinds.push_back(column.kind);
  using K = ValueKind;
  EXPECT_THAT(kinds,
              ElementsAre(K::kBoolean, K::kInteger, K::kInteger, K::kDecimal, K::kDecimal,
                          K::kDecimal, K::kText, K::kDate, K::kTimestamp, K::kTimestamp, K::kTime,
                          K::kJson, K::kUuid, K::kBytes, K::kArray, K::kText, K::kText));
  const auto& row = rows.rows[0];
  EXPECT_EQ(row[0], Value(true));
  EXPECT_EQ(row[1], Value(std::int64_t{-3}));
  EXPECT_EQ(row[2], Value(std::int64_t{9223372036854775807}));
  EXPECT_EQ(row[3], Value(0.1));
  EXPECT_EQ(row[4], text("12345678901234.5000"));
  EXPECT_EQ(row[5], text("9.50"));
  EXPECT_EQ(row[6], text("Zoë 🎉"));
  EXPECT_EQ(row[7], text("2024-02-29"));
  EXPECT_EQ(row[8], text("2024-02-29 12:30:00.25"));
  EXPECT_THAT(std::get<std::string>(row[9]), HasSubstr("2024-02-29"));
  EXPECT_EQ(row[10], text("23:59:00"));
  EXPECT_EQ(row[11], text("{\"a\": [1]}"));
  EXPECT_EQ(row[12], text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
  EXPECT_EQ(row[13], text("\\xdeadbeef"));
  EXPECT_EQ(row[14], text("{1,NULL,3}"));
  EXPECT_EQ(row[15], text("fine"));
  EXPECT_EQ(row[16], Value());
}

TEST_F(PostgresDatasourceTest, ReadsValuesWhateverTheServersDefaultsAre) {
  sql("ALTER DATABASE live SET DateStyle = 'German'; ALTER DATABASE live SET bytea_output = "
      "'escape'");
  EXPECT_EQ(run("SELECT date '2024-02-29' AS d")->rows[0][0], text("2024-02-29"));
}

TEST_F(PostgresDatasourceTest, SaysWhenThereAreMoreRows) {
  sql("CREATE TABLE n AS SELECT i FROM generate_series(1, 5000) i");
  EXPECT_FALSE(run("SELECT i FROM n WHERE i <= 3", {}, 3)->is_truncated);
  const auto rows = run("SELECT i FROM n ORDER BY i", {}, 2'000).value();
  EXPECT_EQ(rows.rows.size(), 2'000U);
  EXPECT_EQ(rows.rows.back()[0], Value(std::int64_t{2'000}));
  EXPECT_TRUE(rows.is_truncated);
  // The same connection serves the next one.
  EXPECT_EQ(run("SELECT count(*) FROM n")->rows[0][0], Value(std::int64_t{5'000}));
}

TEST_F(PostgresDatasourceTest, KeepsTheHeadOfAnEmptyResult) {
  const auto rows = run("SELECT 1 AS one, 'x' AS two WHERE false").value();
  ASSERT_EQ(rows.columns.size(), 2U);
  EXPECT_EQ(rows.columns[1].name, "two");
  EXPECT_TRUE(rows.rows.empty());
}

TEST_F(PostgresDatasourceTest, CutsAResultThatIsTooLargeAndLetsTheServerGo) {
  sql("CREATE TABLE big AS SELECT i, repeat('x', 10000) AS t FROM generate_series(1, 3000) i");
  const auto rows = run("SELECT t FROM big", {.max_bytes = 2'000'000}, 3'000).value();
  EXPECT_TRUE(rows.is_truncated);
  EXPECT_LT(rows.rows.size(), 300U);
  EXPECT_EQ(run("SELECT count(*) FROM big")->rows[0][0], Value(std::int64_t{3'000}));
}

TEST_F(PostgresDatasourceTest, CannotWriteAndLeavesNothingBehind) {
  sql("CREATE TABLE t (i int); CREATE FUNCTION poke() RETURNS int LANGUAGE sql AS "
      "'INSERT INTO t VALUES (1) RETURNING i'; CREATE VIEW v AS SELECT poke() AS i");
  const auto refused = failure("SELECT i FROM v");
  EXPECT_EQ(refused.fault, Fault::kPermission);
  EXPECT_THAT(refused.message, HasSubstr("read-only transaction"));
  EXPECT_EQ(server_->ask("SELECT count(*) FROM t", "live"), "0");
}

TEST_F(PostgresDatasourceTest, FindsTablesOfEverySchemaAndBuiltInFunctionsFirst) {
  sql("CREATE SCHEMA sales; CREATE TABLE sales.facts AS SELECT 7 AS x;"
      "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'stolen' $$");
  EXPECT_EQ(run("SELECT x FROM facts")->rows[0][0], Value(std::int64_t{7}));
  EXPECT_EQ(run("SELECT lower('ABC') AS l")->rows[0][0], text("abc"));
}

TEST_F(PostgresDatasourceTest, NamesTheFaultOfAStatement) {
  sql("CREATE TABLE accounts (id int, balance numeric); INSERT INTO accounts VALUES (1, 5), (2, "
      "6)");
  const auto column = failure("SELECT balanc FROM accounts");
  EXPECT_EQ(column.fault, Fault::kSchema);
  EXPECT_THAT(column.message, HasSubstr("column \"balanc\" does not exist"));
  EXPECT_THAT(column.next_step, HasSubstr("accounts.balance"));
  EXPECT_EQ(failure("SELECT 1 FROM nothing").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELECT 1 / (id - 1) FROM accounts").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT 'x'::int + id FROM accounts").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT (SELECT id FROM accounts)").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT id, count(*) FROM accounts").fault, Fault::kSyntax);
}

TEST_F(PostgresDatasourceTest, SaysWhatMayNotBeRead) {
  sql("CREATE TABLE private (x int); DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN");
  config_.connection = server_->url("live", "reader");
  open();
  const auto refused = failure("SELECT x FROM private");
  EXPECT_EQ(refused.fault, Fault::kPermission);
  EXPECT_THAT(refused.message, HasSubstr("permission denied for table private"));
}

/// Runs for minutes.
constexpr const char* kPostgresSlow =
    "SELECT count(*) FROM slow a, slow b, slow c WHERE a.i + b.i + c.i > 7";

class PostgresWaitingTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (server_ != nullptr) sql("CREATE TABLE slow AS SELECT i FROM generate_series(1, 3000) i");
  }
  /// Until the server has nothing to do for us, at most 5 s.
  bool becomes_idle() const {
    const auto until = std::chrono::steady_clock::now() + 5s;
    while (std::chrono::steady_clock::now() < until) {
      if (active() == "0") return true;
    }
    return false;
  }
};

TEST_F(PostgresWaitingTest, StopsAtTheDeadlineOnTheServerToo) {
  const auto start = std::chrono::steady_clock::now();
  const auto error = failure(kPostgresSlow, {.timeout = 200ms});
  EXPECT_EQ(error.fault, Fault::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
  EXPECT_TRUE(becomes_idle());
  EXPECT_EQ(run("SELECT 1 AS x")->rows.size(), 1U);
}

TEST_F(PostgresWaitingTest, CancellingTheTaskEndsTheStatementOnTheServer) {
  auto operation = source_->run(checked(kPostgresSlow), {.timeout = 60s});
  const auto result = run_task(with_deadline(std::move(operation), 300ms));
  ASSERT_FALSE(result);
  EXPECT_TRUE(becomes_idle());
}

TEST_F(PostgresWaitingTest, StoppingTheSinkEndsTheStatementOnTheServer) {
  RowSink sink{.on_columns = {}, .on_batch = [](std::vector<Row>) { return false; }};
  const auto truncated = run_task(source_->stream(
      checked("SELECT a.i FROM slow a, slow b", 1'000'000), {.timeout = 60s}, std::move(sink)));
  EXPECT_TRUE(truncated.value());
  EXPECT_TRUE(becomes_idle());
}

TEST_F(PostgresWaitingTest, AStatementWaitsForAConnectionAndSharesItsDeadline) {
  config_.max_connections = 1;
  open();
  ASSERT_TRUE(run("SELECT 1 AS x"));
  asio::io_context io;
  std::optional<Result<Rows>> slow;
  std::optional<Result<Rows>> second;
  auto keep = [](std::optional<Result<Rows>>& into) {
    return [&into](const std::exception_ptr&, Result<Rows> rows) { into.emplace(std::move(rows)); };
  };
  asio::co_spawn(io, source_->run(checked(kPostgresSlow), {.timeout = 700ms}), keep(slow));
  asio::co_spawn(io, source_->run(checked("SELECT 1 AS x"), {.timeout = 100ms}), keep(second));
  io.run();
  EXPECT_EQ(slow->error().fault, Fault::kTimeout);
  EXPECT_EQ(second->error().fault, Fault::kTimeout);
  EXPECT_THAT(second->error().message, HasSubstr("stayed busy"));
}

TEST_F(PostgresWaitingTest, ManyStatementsShareFewConnections) {
  asio::io_context io;
  int good = 0;
  for (int i = 0; i < 40; ++i) {
    asio::co_spawn(io, source_->run(checked("SELECT count(*) FROM slow"), {.timeout = 20s}),
                   [&](const std::exception_ptr&, Result<Rows> rows) { good += rows ? 1 : 0; });
  }
  io.run();
  EXPECT_EQ(good, 40);
  EXPECT_EQ(server_->ask("SELECT count(*) <= 3 FROM pg_stat_activity "
                         "WHERE application_name = 'askdb'"),
            "t");
}

TEST_F(PostgresWaitingTest, SaysThatTheConnectionWasLost) {
  std::thread killer([&] {
    while (server_->ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                        "WHERE application_name = 'askdb' AND state = 'active' "
                        "AND query LIKE '%slow a%'") == "0") {
    }
  });
  const auto error = failure(kPostgresSlow, {.timeout = 30s});
  killer.join();
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_FALSE(error.message.empty());
  EXPECT_EQ(run("SELECT 1 AS x")->rows.size(), 1U);
}

TEST_F(PostgresWaitingTest, AnIdleConnectionThatBrokeIsReplacedUnnoticed) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_->execute(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
      "WHERE application_name = 'askdb'");
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(PostgresWaitingTest, SurvivesARestartOfTheServer) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_->stop();
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_EQ(error.message,
            "Cannot connect to postgresql://postgres@127.0.0.1/live: nothing answers there.");
  server_->start();
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(PostgresWaitingTest, DoesNotWaitLongForALock) {
  PGconn* locker = PQconnectdb(server_->socket_url("live").c_str());
  PQclear(PQexec(locker, "BEGIN; LOCK TABLE slow IN ACCESS EXCLUSIVE MODE"));
  const auto error = failure("SELECT i FROM slow", {.timeout = 20s});
  PQfinish(locker);
  EXPECT_EQ(error.fault, Fault::kTimeout);
  EXPECT_THAT(error.message, HasSubstr("lock"));
}

}  // namespace
}  // namespace askdb
