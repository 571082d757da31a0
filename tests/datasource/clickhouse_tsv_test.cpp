#include <gmock/gmock.h>

#include "datasource/clickhouse/ch_error.hpp"
#include "datasource/clickhouse/ch_tsv.hpp"
#include "datasource/clickhouse/ch_types.hpp"

namespace askdb::clickhouse {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Read {
  std::vector<Fields> rows;
  std::string exception;
  bool is_unreadable = false;
};

/// In pieces of `step` bytes, as a network may bring them.
Read read(const std::string& bytes, std::size_t step) {
  Read result;
  TsvReader reader({.on_columns = {},
                    .on_row =
                        [&](Fields row) {
                          result.rows.push_back(std::move(row));
                          return true;
                        }},
                   1U << 20U);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    if (!reader.feed(std::string_view(bytes).substr(at, step))) break;
  }
  reader.finish();
  result.exception = reader.exception();
  result.is_unreadable = reader.is_unreadable();
  return result;
}

TEST(Tsv, ReadsRowsWhereverTheNetworkCutsThem) {
  const std::string bytes = "a\tb\nUInt8\tNullable(String)\n1\tx\\ty\\n\\\\\\'\n2\t\\N\n3\t\n";
  for (const std::size_t step : {1U, 2U, 3U, 7U, 1'000U}) {
    const auto result = read(bytes, step);
    ASSERT_EQ(result.rows.size(), 3U);
    EXPECT_EQ(result.rows[0][1], "x\ty\n\\'");
    EXPECT_EQ(result.rows[1][1], std::nullopt);
    EXPECT_EQ(result.rows[2][1], "");
    EXPECT_THAT(result.exception, IsEmpty());
  }
}

TEST(Tsv, AnExceptionEndsAResultWhateverTheServersAge) {
  for (const std::string said :
       {"Code: 395, e.displayText() = DB::Exception: gone, e.what() = DB::Exception\n",
        "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 23.8)\n",
        "Poco::Exception. Code: 1000, e.code() = 111, e.displayText() = Connection refused\n",
        "Code: 258, e.displayText() = DB::Exception: Different columns:\n1\nand\n1, 2\n",
        "\r\n__exception__\r\nabcd\r\nCode: 159. DB::Exception: Timeout exceeded\r\n44 "
        "abcd\r\n__exception__\r\n"}) {
    const auto several = read("a\tb\nUInt8\tString\n1\tx\n" + said, 5);
    EXPECT_EQ(several.rows.size(), 1U) << said;
    EXPECT_THAT(several.exception, Not(IsEmpty())) << said;
    const auto one = read("a\nString\nx\n" + said, 5);
    EXPECT_EQ(one.rows.size(), 1U) << said;
    EXPECT_THAT(one.exception, Not(IsEmpty())) << said;
  }
}

TEST(Tsv, WhatIsNoResultIsUnreadable) {
  EXPECT_TRUE(read("", 5).is_unreadable);
  EXPECT_TRUE(read("<html>\n<body>\nIt works\n", 5).is_unreadable);
  EXPECT_TRUE(read("a\tb\nUInt8\n", 5).is_unreadable);
  EXPECT_TRUE(read("a\tb\nUInt8\tUInt8\n1\n", 5).is_unreadable);
}

TEST(ChTypes, AreReadThroughTheirWrappers) {
  EXPECT_EQ(read_type("LowCardinality(Nullable(String))").kind, ValueKind::kText);
  EXPECT_TRUE(read_type("LowCardinality(Nullable(String))").is_nullable);
  EXPECT_EQ(read_type("SimpleAggregateFunction(max, DateTime64(3, 'UTC'))").kind,
            ValueKind::kTimestamp);
  EXPECT_EQ(read_type("Decimal(38, 4)").kind, ValueKind::kDecimal);
  EXPECT_EQ(read_type("Map(String, UInt8)").kind, ValueKind::kOther);
  EXPECT_EQ(read_type("Array(Nullable(Int8))").kind, ValueKind::kArray);
  EXPECT_EQ(read_type("Bool").kind, ValueKind::kBoolean);
  EXPECT_THAT(read_type("Enum8('a' = 1, 'it\\'s' = -2)").labels, ElementsAre("a", "it's"));
  EXPECT_EQ(read_value("true", read_type("Bool")), Value(true));
  EXPECT_EQ(read_value("0000-00-00", read_type("Date")), Value(std::string("1970-01-01")));
}

TEST(ChErrors, SayWhatTheServerSaidWithoutItsFrame) {
  const auto old = exception_error(
      "Code: 60, e.displayText() = DB::Exception: Table shop.nope doesn't exist., e.what() = "
      "DB::Exception\n",
      404);
  EXPECT_EQ(old.fault, Fault::kSchema);
  EXPECT_EQ(old.message, "ClickHouse says: Table shop.nope doesn't exist.");
  const auto recent = exception_error(
      "Code: 497. DB::Exception: bob: Not enough privileges. (ACCESS_DENIED) (version 23.8.2.7)\n",
      500);
  EXPECT_EQ(recent.fault, Fault::kPermission);
  EXPECT_THAT(recent.message, Not(HasSubstr("version")));
  EXPECT_EQ(exception_error("<html>Bad gateway", 502).fault, Fault::kConnection);
  EXPECT_EQ(exception_error("not found", 404).fault, Fault::kConfig);
}

}  // namespace
}  // namespace askdb::clickhouse
