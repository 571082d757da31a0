#include <limits>

#include "datasource/clickhouse_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using testing::ClickhouseTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::run_task;

class ClickhouseDatasourceTest : public ClickhouseTest {};

Value text(const std::string& value) { return value; }
Value number(std::int64_t value) { return value; }

TEST_F(ClickhouseDatasourceTest, ReturnsTypedValues) {
  const auto rows =
      run("SELECT toInt8(-3) AS i8, toInt64(9223372036854775807) AS i64, "
          "toUInt64(18446744073709551615) AS u64, toFloat64(0.1) AS f, "
          "toDecimal64('12345678901.50', 2) AS d, 'Zo\xC3\xAB\\t\\'x\\'\\\\' AS t, "
          "toDate('2024-02-29') AS day, toDateTime('2024-02-29 12:30:00') AS at, "
          "toUUID('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11') AS u, ['a', 'b'] AS list, "
          "tuple(1, 'x') AS pair, CAST('fine' AS Enum8('sad' = 1, 'fine' = 2)) AS mood, "
          "toFixedString('ab', 4) AS fixed, toNullable(toInt32(7)) AS seven, "
          "CAST(NULL AS Nullable(String)) AS missing, unhex('FF00') AS bytes")
          .value();
  ASSERT_EQ(rows.rows.size(), 1U);
  using K = ValueKind;
  std::vector<ValueKind> kinds;
  for (const auto& column : rows.columns) kinds.push_back(column.kind);
  EXPECT_THAT(kinds, ElementsAre(K::kInteger, K::kInteger, K::kInteger, K::kDecimal, K::kDecimal,
                                 K::kText, K::kDate, K::kTimestamp, K::kUuid, K::kArray, K::kOther,
                                 K::kText, K::kText, K::kInteger, K::kText, K::kText));
  EXPECT_EQ(rows.columns[4].type, "Decimal(18, 2)");
  const auto& row = rows.rows[0];
  EXPECT_EQ(row[0], number(-3));
  EXPECT_EQ(row[1], number(std::numeric_limits<std::int64_t>::max()));
  EXPECT_EQ(row[2], text("18446744073709551615")) << "more than a signed number holds";
  EXPECT_EQ(row[3], Value(0.1));
  EXPECT_EQ(row[4], text("12345678901.50"));
  EXPECT_EQ(row[5], text("Zoë\t'x'\\"));
  EXPECT_EQ(row[6], text("2024-02-29"));
  EXPECT_EQ(row[7], text("2024-02-29 12:30:00"));
  EXPECT_EQ(row[8], text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
  EXPECT_EQ(row[9], text("['a','b']"));
  EXPECT_EQ(row[10], text("(1,'x')"));
  EXPECT_EQ(row[11], text("fine"));
  EXPECT_EQ(row[12], text("ab"));
  EXPECT_EQ(row[13], number(7));
  EXPECT_EQ(row[14], Value());
  EXPECT_EQ(row[15], text("\\xff00"));
}

TEST_F(ClickhouseDatasourceTest, OuterJoinsGiveNullAsElsewhere) {
  const auto rows =
      run("SELECT a, b FROM (SELECT 1 AS a) LEFT JOIN (SELECT 2 AS a, 3 AS b) "
          "USING a");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ(rows->rows[0][1], Value());
}

TEST_F(ClickhouseDatasourceTest, SaysWhenThereAreMoreRows) {
  const std::string many = "SELECT number FROM system.numbers LIMIT 5000";
  EXPECT_FALSE(run("SELECT number FROM system.numbers LIMIT 3", {}, 3)->is_truncated);
  const auto rows = run(many, {}, 2'000).value();
  EXPECT_EQ(rows.rows.size(), 2'000U);
  EXPECT_EQ(rows.rows.back()[0], number(1'999));
  EXPECT_TRUE(rows.is_truncated);
}

TEST_F(ClickhouseDatasourceTest, KeepsTheHeadOfAnEmptyResult) {
  const auto rows = run("SELECT 1 AS one, 'x' AS two WHERE 0").value();
  ASSERT_EQ(rows.columns.size(), 2U);
  EXPECT_EQ(rows.columns[1].name, "two");
  EXPECT_TRUE(rows.rows.empty());
}

TEST_F(ClickhouseDatasourceTest, HandsRowsOverInBatches) {
  std::vector<std::size_t> sizes;
  RowSink sink{.on_columns = {}, .on_batch = [&](std::vector<Row> batch) {
                 sizes.push_back(batch.size());
                 return true;
               }};
  const auto statement = checked("SELECT number FROM system.numbers LIMIT 20000", 200'000);
  EXPECT_FALSE(run_task(source_->stream(statement, {.timeout = 60s}, std::move(sink))).value());
  EXPECT_GT(sizes.size(), 15U);
  EXPECT_EQ(sizes.front(), 64U);
}

TEST_F(ClickhouseDatasourceTest, CutsAResultThatIsTooLargeAndLetsTheServerGo) {
  const auto statement = guard_.unlimited("SELECT concat(toString(number), '" +
                                          std::string(100, 'x') + "') AS t FROM system.numbers");
  const auto cut = run_task(source_->run(statement, {.timeout = 60s, .max_bytes = 100'000}));
  ASSERT_TRUE(cut) << cut.error().message;
  EXPECT_TRUE(cut->is_truncated);
  EXPECT_LT(cut->rows.size(), 1'000U);
  EXPECT_TRUE(becomes_idle());
}

TEST_F(ClickhouseDatasourceTest, NamesTheFaultOfAStatement) {
  sql("CREATE TABLE live.accounts (id UInt32, balance Decimal(12, 2)) ENGINE = Memory;\n"
      "INSERT INTO live.accounts VALUES (1, 5), (2, 6)");
  const auto column = failure("SELECT balanc FROM accounts");
  EXPECT_EQ(column.fault, Fault::kSchema);
  EXPECT_THAT(column.message, HasSubstr("balanc"));
  EXPECT_THAT(column.message, Not(HasSubstr("e.what()")));
  EXPECT_EQ(failure("SELECT 1 FROM nothing").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELECT nofunction(1)").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELECT intDiv(1, id - 1) FROM accounts").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT toUInt8('x')").fault, Fault::kData);
  EXPECT_EQ(failure("SELEC 1").fault, Fault::kSyntax);
  EXPECT_EQ(failure("SELECT id, count() FROM accounts").fault, Fault::kSyntax);
}

TEST_F(ClickhouseDatasourceTest, AnErrorInTheMiddleOfAResultIsNoResult) {
  // The first block of 65,536 rows is more than the server's buffer holds, so it is sent.
  const std::string wide = "'" + std::string(20, 'x') + "'";
  const auto failed =
      run_task(source_->run(guard_.unlimited("SELECT number, throwIf(number = 70000) AS x, " +
                                             wide + " AS t FROM system.numbers"),
                            {.timeout = 60s}));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().fault, Fault::kData) << failed.error().message;
  EXPECT_THAT(failed.error().message, HasSubstr("throwIf"));
  EXPECT_THAT(failed.error().detail, HasSubstr("in the middle"));
  const auto text_only =
      run_task(source_->run(guard_.unlimited("SELECT concat(toString(throwIf(number = 70000)), " +
                                             wide + ") AS x FROM system.numbers"),
                            {.timeout = 60s}));
  EXPECT_FALSE(text_only) << "one column of text, which could hold anything";
}

TEST_F(ClickhouseDatasourceTest, ATextThatLooksLikeAnErrorIsAText) {
  const std::string like = "Code: 60, e.displayText() = DB::Exception: gone";
  sql("CREATE TABLE live.logs (n UInt8, line String) ENGINE = Memory;\n"
      "INSERT INTO live.logs VALUES (1, '" +
      like + "')");
  EXPECT_EQ(run("SELECT line, n FROM logs")->rows[0][0], text(like));
}

TEST_F(ClickhouseDatasourceTest, CannotWrite) {
  sql("CREATE TABLE live.t (x UInt8) ENGINE = Memory");
  for (const char* statement :
       {"INSERT INTO live.t VALUES (1)", "DROP TABLE live.t", "CREATE TABLE live.u AS live.t",
        "ALTER TABLE live.t ADD COLUMN y UInt8", "SET max_execution_time = 0"}) {
    const auto refused = run_task(source_->run(guard_.unlimited(statement), {}));
    ASSERT_FALSE(refused) << statement;
    EXPECT_EQ(refused.error().fault, Fault::kPermission) << statement;
  }
  EXPECT_EQ(server_->ask("SELECT count() FROM live.t"), "0");
}

TEST_F(ClickhouseDatasourceTest, SaysHowItIsKeptFromWriting) {
  const auto mighty = run_task(source_->probe()).value();
  EXPECT_THAT(mighty.version, HasSubstr("ClickHouse "));
  EXPECT_TRUE(mighty.is_read_only);
  EXPECT_THAT(mighty.read_only_note, HasSubstr("could write"));
  open(server_->url("live", "reader:s3cret%2F%26"));
  const auto reader = run_task(source_->probe()).value();
  EXPECT_TRUE(reader.is_read_only);
  EXPECT_THAT(reader.read_only_note, Not(HasSubstr("could write")));
  open(server_->url("live", "fixed"));
  const auto fixed = run_task(source_->probe()).value();
  EXPECT_TRUE(fixed.is_read_only);
  EXPECT_THAT(fixed.read_only_note, HasSubstr("readonly = 2"));
}

TEST_F(ClickhouseDatasourceTest, WorksForUsersWhoMaySetNothing) {
  open(server_->url("live", "fixed"));
  EXPECT_EQ(run("SELECT 1 AS x")->rows[0][0], number(1));
  EXPECT_EQ(failure("SELECT count() FROM system.numbers", {.timeout = 300ms}).fault,
            Fault::kTimeout);
  EXPECT_TRUE(becomes_idle()) << "the server knew no limit: askdb ended it";
}

TEST_F(ClickhouseDatasourceTest, SaysThatThePasswordIsWrongAndDoesNotShowIt) {
  open(server_->url("live", "reader:hush-hush"));
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kPermission);
  EXPECT_THAT(error.next_step, HasSubstr("password"));
  EXPECT_THAT(error.message + error.next_step + error.detail, Not(HasSubstr("hush-hush")));
}

TEST_F(ClickhouseDatasourceTest, RefusesAddressesItCannotUse) {
  const auto unknown = make_datasource(config_of(server_->url("live") + "?secur=1"), threads_);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::kConfig);
  EXPECT_THAT(unknown.error().message, HasSubstr("secur"));
  open("clickhouse://127.0.0.1:1/live");
  const auto nobody = failure("SELECT 1 AS x");
  EXPECT_EQ(nobody.fault, Fault::kConnection);
  EXPECT_THAT(nobody.message, HasSubstr("127.0.0.1:1"));
}

}  // namespace
}  // namespace askdb
