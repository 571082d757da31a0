#include "datasource/trino_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::run_task;
using testing::TrinoTest;

class TrinoDatasourceTest : public TrinoTest {};

Value text(const std::string& value) { return value; }
Value number(std::int64_t value) { return value; }

TEST_F(TrinoDatasourceTest, ReturnsTypedValues) {
  server_.catalogue().fill(
      "shop",
      "CREATE TABLE kinds (b boolean, i bigint, f double, d decimal(20,4), t varchar, day date, "
      "ts timestamp(3), u uuid, bytes varbinary, a \"array(varchar)\", missing varchar);"
      "INSERT INTO kinds VALUES (1, 9223372036854775807, 0.5, CAST('12345678901234.5000' AS blob), "
      "'Zoë', '2024-02-29', '2024-02-29 12:30:00.250', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', "
      "'3q2+7w==', '[\"a\",null]', NULL)");
  const auto rows = run("SELECT * FROM kinds");
  ASSERT_TRUE(rows) << rows.error().message;
  using K = ValueKind;
  std::vector<ValueKind> kinds;
  for (const auto& column : rows->columns) kinds.push_back(column.kind);
  EXPECT_THAT(kinds,
              ElementsAre(K::kBoolean, K::kInteger, K::kDecimal, K::kDecimal, K::kText, K::kDate,
                          K::kTimestamp, K::kUuid, K::kBytes, K::kArray, K::kText));
  EXPECT_EQ(rows->columns[3].type, "decimal(20,4)");
  const auto& row = rows->rows.at(0);
  EXPECT_EQ(row[0], Value(true));
  EXPECT_EQ(row[1], number(9223372036854775807));
  EXPECT_EQ(row[2], Value(0.5));
  EXPECT_EQ(row[3], text("12345678901234.5000"));
  EXPECT_EQ(row[4], text("Zoë"));
  EXPECT_EQ(row[5], text("2024-02-29"));
  EXPECT_EQ(row[6], text("2024-02-29 12:30:00.250"));
  EXPECT_EQ(row[8], text("\\xdeadbeef"));
  EXPECT_EQ(row[9], text("[\"a\",null]"));
  EXPECT_EQ(row[10], Value());
}

TEST_F(TrinoDatasourceTest, FollowsPagesToTheEnd) {
  server_.rows_per_page(7);
  const auto rows = run("SELECT id FROM customers ORDER BY id", {}, 1'000).value();
  EXPECT_EQ(rows.rows.size(), 300U);
  EXPECT_EQ(rows.rows.back()[0], number(300));
  EXPECT_FALSE(rows.is_truncated);
}

TEST_F(TrinoDatasourceTest, SaysWhenThereAreMoreRowsAndLetsTheServerGo) {
  server_.rows_per_page(10);
  const auto rows = run("SELECT id FROM customers ORDER BY id", {}, 50).value();
  EXPECT_EQ(rows.rows.size(), 50U);
  EXPECT_TRUE(rows.is_truncated);
  EXPECT_TRUE(server_.wait_until_idle());
  EXPECT_FALSE(run("SELECT id FROM customers LIMIT 3", {}, 3)->is_truncated);
}

TEST_F(TrinoDatasourceTest, KeepsTheHeadOfAnEmptyResult) {
  const auto rows = run("SELECT id, name FROM customers WHERE id < 0").value();
  ASSERT_EQ(rows.columns.size(), 2U);
  EXPECT_TRUE(rows.rows.empty());
}

TEST_F(TrinoDatasourceTest, SaysWhoAsksAndForWhat) {
  ASSERT_TRUE(run("SELECT 1 AS x", {.timeout = 7s}));
  const auto asked = server_.requests().back();
  EXPECT_EQ(asked.headers.at("x-trino-user"), "alice");
  EXPECT_EQ(asked.headers.at("x-trino-catalog"), "memory");
  EXPECT_EQ(asked.headers.at("x-trino-schema"), "shop");
  EXPECT_EQ(asked.headers.at("x-trino-source"), "askdb");
  std::size_t validations = 0;
  for (const auto& request : server_.requests()) {
    validations += request.body.starts_with("EXPLAIN (TYPE VALIDATE) SELECT") ? 1 : 0;
    if (request.method != "POST") continue;
    EXPECT_EQ(request.headers.at("x-trino-session"), "query_max_run_time=7000ms");
  }
  EXPECT_EQ(validations, 1U) << "the analyser saw it before it ran";
}

TEST_F(TrinoDatasourceTest, NamesTheFaultOfAStatement) {
  const auto column = failure("SELECT citi FROM customers");
  EXPECT_EQ(column.fault, Fault::kSchema);
  EXPECT_THAT(column.message, HasSubstr("Column 'citi' cannot be resolved"));
  EXPECT_EQ(failure("SELECT 1 FROM nowhere").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELECT nofunction(1)").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELEC 1").fault, Fault::kSyntax);
  EXPECT_EQ(failure("SELECT divide(1, id - 1) FROM customers").fault, Fault::kData);
}

TEST_F(TrinoDatasourceTest, AnErrorInTheMiddleOfAResultIsNoResult) {
  server_.rows_per_page(10);
  server_.fails("orders", 100, {"GENERIC_INTERNAL_ERROR", "INTERNAL_ERROR", "a worker burned"});
  const auto error = failure("SELECT id FROM orders");
  EXPECT_EQ(error.fault, Fault::kOther);
  EXPECT_THAT(error.message, HasSubstr("a worker burned"));
}

TEST_F(TrinoDatasourceTest, IsPatientWithAServerThatStarts) {
  server_.is_not_ready(5);
  EXPECT_TRUE(run("SELECT 1 AS x"));
  server_.is_not_ready(1'000);
  const auto error = failure("SELECT 1 AS x", {.timeout = 60s});
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("503"));
}

TEST_F(TrinoDatasourceTest, NeverFollowsToAnotherServer) {
  testing::TrinoServer other;
  server_.leads_elsewhere("http://127.0.0.1:" + std::to_string(other.port()));
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(error.message, HasSubstr(std::to_string(other.port())));
  EXPECT_TRUE(other.requests().empty());
}

TEST_F(TrinoDatasourceTest, CannotWriteAndSaysWhoKeepsItFromThat) {
  const auto refused =
      run_task(source_->run(guard_.unlimited("CREATE TABLE x AS SELECT 1 AS y"), {}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kPermission);
  const auto safe = run_task(source_->probe()).value();
  EXPECT_EQ(safe.version, "Trino 435");
  EXPECT_TRUE(safe.is_read_only);

  server_.lets_write(true);
  const auto open_door = run_task(source_->probe()).value();
  EXPECT_FALSE(open_door.is_read_only);
  EXPECT_THAT(open_door.read_only_note, HasSubstr("read-only catalogue rules"));
  const auto taken =
      run_task(source_->run(guard_.unlimited("CREATE TABLE x AS SELECT 1 AS y"), {}));
  ASSERT_FALSE(taken) << "what Trino takes for a change is no result";
  EXPECT_EQ(taken.error().fault, Fault::kPermission);
}

TEST_F(TrinoDatasourceTest, SendsAPasswordOnlyEncrypted) {
  auto config = datasource_from_url("trino://bob:hush@127.0.0.1:1/memory").value();
  const auto plain = make_datasource(config, threads_);
  ASSERT_FALSE(plain);
  EXPECT_EQ(plain.error().fault, Fault::kConfig);
  EXPECT_THAT(plain.error().message + plain.error().next_step, Not(HasSubstr("hush")));
  EXPECT_TRUE(make_datasource(
      datasource_from_url("trino://bob:hush@127.0.0.1:1/memory?secure=true").value(), threads_));
  EXPECT_FALSE(make_datasource(datasource_from_url("trino://bob@127.0.0.1:1/").value(), threads_))
      << "no catalogue";
}

TEST_F(TrinoDatasourceTest, StopsAtTheDeadlineOnTheServerToo) {
  server_.takes("orders", 60s);
  const auto error = failure("SELECT id FROM orders", {.timeout = 400ms});
  EXPECT_EQ(error.fault, Fault::kTimeout);
  EXPECT_TRUE(server_.wait_until_idle());
}

TEST_F(TrinoDatasourceTest, CancellingTheTaskEndsTheStatementOnTheServer) {
  server_.takes("orders", 60s);
  auto operation = source_->run(checked("SELECT id FROM orders"), {.timeout = 60s});
  ASSERT_FALSE(run_task(with_deadline(std::move(operation), 400ms)));
  EXPECT_TRUE(server_.wait_until_idle());
  EXPECT_EQ(server_.cancelled(), 1U);
}

TEST_F(TrinoDatasourceTest, SaysThatTheServerIsGone) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_.stop();
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("trino://alice@127.0.0.1"));
}

}  // namespace
}  // namespace askdb
