/// Rows appended to typed tables.

#include "duckdb/appender.hpp"

#include <gmock/gmock.h>

namespace askdb::duckdb {
namespace {

using ::testing::HasSubstr;

TEST(DuckdbAppender, CastsEveryValueToItsColumn) {
  auto session = Session::open({}).value();
  ASSERT_TRUE(session->execute(
      "CREATE TABLE t (b bool, i integer, h hugeint, d double, n decimal(20,4), s varchar, "
      "day date, moment timestamp, zoned timestamptz, t time, u uuid, l integer[])"));
  auto appender = Appender::open(*session, {}, "t").value();
  const Row row{true,
                std::int64_t{-7},
                "170141183460469231731687303715884105727",
                0.5,
                "1234567890123456.7891",
                "it's",
                "2024-02-29",
                "2024-02-29 12:30:00.25",
                "2024-02-29 12:30:00+02",
                "23:59:59",
                "8d8ba1b8-4f5c-4e2a-9d77-0123456789ab",
                "[1, 2]"};
  const auto added = appender->add(row);
  ASSERT_TRUE(added) << added.error().detail;
  ASSERT_TRUE(appender->add(Row(row.size())));
  const auto finished = appender->finish();
  ASSERT_TRUE(finished) << finished.error().detail;
  const auto rows = session->rows("SELECT * FROM t").value();
  ASSERT_EQ(rows.size(), 2U);
  Row expected = row;
  expected[8] = "2024-02-29 10:30:00+00";
  EXPECT_EQ(rows[0], expected);
  EXPECT_EQ(rows[1], Row(row.size()));
}

TEST(DuckdbAppender, TakesWholeNumbersAndDoublesIntoDecimals) {
  auto session = Session::open({}).value();
  ASSERT_TRUE(session->execute("CREATE TABLE t (n decimal(10,2), s varchar, d double)"));
  auto appender = Appender::open(*session, {}, "t").value();
  ASSERT_TRUE(appender->add(Row{std::int64_t{12}, std::int64_t{3}, std::int64_t{4}}));
  ASSERT_TRUE(appender->add(Row{1.25, true, "0.1"}));
  ASSERT_TRUE(appender->finish());
  const auto rows = session->rows("SELECT * FROM t").value();
  EXPECT_EQ(rows[0], (Row{"12.00", "3", 4.0}));
  EXPECT_EQ(rows[1], (Row{"1.25", "true", 0.1}));
}

TEST(DuckdbAppender, KeepsTheMomentOfATimeWithAnOffset) {
  auto session = Session::open({}).value();
  ASSERT_TRUE(session->execute("CREATE TABLE t (moment timestamptz)"));
  auto appender = Appender::open(*session, {}, "t").value();
  for (const auto* text : {"2024-03-01 01:30:00+02", "2024-02-29T18:00:00.5-05:30",
                           "2024-02-29 23:30:00Z", "2024-02-29 23:30", "2024-02-29"}) {
    ASSERT_TRUE(appender->add(Row{text})) << text;
  }
  EXPECT_FALSE(appender->add(Row{"2024-02-30"}));
  ASSERT_TRUE(appender->finish());
  const auto rows = session->rows("SELECT * FROM t").value();
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0], Row{"2024-02-29 23:30:00+00"});
  EXPECT_EQ(rows[1], Row{"2024-02-29 23:30:00.5+00"});
  EXPECT_EQ(rows[2], Row{"2024-02-29 23:30:00+00"});
  EXPECT_EQ(rows[3], Row{"2024-02-29 23:30:00+00"});
  EXPECT_EQ(rows[4], Row{"2024-02-29 00:00:00+00"});
}

TEST(DuckdbAppender, SaysWhatDoesNotFit) {
  auto session = Session::open({}).value();
  ASSERT_TRUE(session->execute("CREATE TABLE t (day date)"));
  auto appender = Appender::open(*session, {}, "t").value();
  const auto added = appender->add(Row{"soon"});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().fault, Fault::kData);
  EXPECT_THAT(added.error().message, HasSubstr("soon"));
  EXPECT_FALSE(Appender::open(*session, {}, "nothing"));
}

TEST(DuckdbAppender, WritesManyRows) {
  auto session = Session::open({}).value();
  ASSERT_TRUE(session->execute("CREATE TABLE t (i bigint, s varchar)"));
  {
    auto appender = Appender::open(*session, {}, "t").value();
    for (std::int64_t i = 0; i < 300'000; ++i) {
      ASSERT_TRUE(appender->add(Row{i, "row " + std::to_string(i)}));
    }
    ASSERT_TRUE(appender->finish());
  }
  EXPECT_EQ(session->rows("SELECT count(*), sum(i), max(length(s)) FROM t").value()[0],
            (Row{std::int64_t{300'000}, std::int64_t{44'999'850'000}, std::int64_t{10}}));
}

}  // namespace
}  // namespace askdb::duckdb
