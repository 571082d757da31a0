/// Values of every type of DuckDB, as they leave its vectors.

#include <gmock/gmock.h>

#include "duckdb/session.hpp"

namespace askdb::duckdb {
namespace {

/// The value of one expression, and its type.
struct Cell {
  Value value;
  std::string type;
};

Cell cell(const std::string& expression) {
  auto session = Session::open({}).value();
  auto cursor = session->stream("SELECT " + expression);
  EXPECT_TRUE(cursor) << expression << ": " << (cursor ? "" : cursor.error().detail);
  if (!cursor) return {};
  const auto rows = cursor->next();
  EXPECT_TRUE(rows) << expression;
  if (!rows || rows->size() != 1) return {};
  return {(*rows)[0][0], cursor->columns()[0].type.name};
}

Value value(const std::string& expression) { return cell(expression).value; }
std::string text(const std::string& expression) {
  const Value found = value(expression);
  const auto* held = std::get_if<std::string>(&found);
  EXPECT_NE(held, nullptr) << expression << " is no text but " << to_text(found);
  return held == nullptr ? "" : *held;
}

TEST(DuckdbValues, NumbersThatFitAreNumbers) {
  EXPECT_EQ(value("NULL::integer"), Value());
  EXPECT_EQ(value("true"), Value(true));
  EXPECT_EQ(value("(-128)::tinyint"), Value(std::int64_t{-128}));
  EXPECT_EQ(value("255::utinyint"), Value(std::int64_t{255}));
  EXPECT_EQ(value("(-32768)::smallint"), Value(std::int64_t{-32768}));
  EXPECT_EQ(value("4294967295::uinteger"), Value(std::int64_t{4'294'967'295}));
  EXPECT_EQ(value("9223372036854775807"), Value(std::int64_t{9'223'372'036'854'775'807}));
  EXPECT_EQ(value("sum(i) FROM range(5) t(i)"), Value(std::int64_t{10}));
  EXPECT_EQ(value("0.1::float"), Value(0.1));
  EXPECT_EQ(value("1e300"), Value(1e300));
}

TEST(DuckdbValues, WiderNumbersAndDecimalsKeepEveryDigit) {
  EXPECT_EQ(text("18446744073709551615::ubigint"), "18446744073709551615");
  EXPECT_EQ(text("(-170141183460469231731687303715884105728)::hugeint"),
            "-170141183460469231731687303715884105728");
  EXPECT_EQ(text("340282366920938463463374607431768211455::uhugeint"),
            "340282366920938463463374607431768211455");
  EXPECT_EQ(text("12.50"), "12.50");
  EXPECT_EQ(text("(-0.05)::decimal(4,2)"), "-0.05");
  EXPECT_EQ(text("12345.678::decimal(9,3)"), "12345.678");
  EXPECT_EQ(text("12345678901234.5678::decimal(18,4)"), "12345678901234.5678");
  EXPECT_EQ(text("99999999999999999999999999999999999.999::decimal(38,3)"),
            "99999999999999999999999999999999999.999");
  EXPECT_EQ(text("(-123456789012345678901234567890)::bignum"), "-123456789012345678901234567890");
  EXPECT_EQ(text("0::bignum"), "0");
}

TEST(DuckdbValues, DatesAndTimesAreIso) {
  EXPECT_EQ(text("DATE '2024-02-29'"), "2024-02-29");
  EXPECT_EQ(text("DATE '0044-03-15 (BC)'"), "0044-03-15 (BC)");
  EXPECT_EQ(text("'infinity'::date"), "infinity");
  EXPECT_EQ(text("TIMESTAMP '2024-02-29 12:30:00'"), "2024-02-29 12:30:00");
  EXPECT_EQ(text("TIMESTAMP '1969-12-31 23:59:59.5'"), "1969-12-31 23:59:59.5");
  EXPECT_EQ(text("'2024-02-29 12:30:00.123'::timestamp_ms"), "2024-02-29 12:30:00.123");
  EXPECT_EQ(text("'2024-02-29 12:30:00'::timestamp_s"), "2024-02-29 12:30:00");
  EXPECT_EQ(text("'2024-02-29 12:30:00.123456789'::timestamp_ns"), "2024-02-29 12:30:00.123456789");
  EXPECT_EQ(text("'2024-02-29 12:30:00+02'::timestamptz"), "2024-02-29 10:30:00+00");
  EXPECT_EQ(text("TIME '23:59:59.000001'"), "23:59:59.000001");
  EXPECT_EQ(text("'12:30:00+02:30'::timetz"), "12:30:00+02:30");
  EXPECT_EQ(text("INTERVAL '14 months 3 days 04:05:06.5'"), "1 year 2 months 3 days 04:05:06.5");
  EXPECT_EQ(text("INTERVAL '0 days'"), "00:00:00");
}

TEST(DuckdbValues, TextsBytesAndLabels) {
  EXPECT_EQ(text("'short'"), "short");
  EXPECT_EQ(text("'longer than twelve bytes, Zoë'"), "longer than twelve bytes, Zoë");
  EXPECT_EQ(text("'\\x00\\xFF'::blob"), "\\x00ff");
  EXPECT_EQ(text("'8d8ba1b8-4f5c-4e2a-9d77-0123456789ab'::uuid"),
            "8d8ba1b8-4f5c-4e2a-9d77-0123456789ab");
  EXPECT_EQ(text("'0101'::bit"), "0101");
  EXPECT_EQ(text("'b'::enum('a', 'b')"), "b");
}

TEST(DuckdbValues, NestedOnesAreJson) {
  EXPECT_EQ(text("[1, NULL, 3]"), "[1, null, 3]");
  EXPECT_EQ(text("['a \"b\"', 'c']"), R"(["a \"b\"", "c"])");
  EXPECT_EQ(text("[1, 2]::integer[2]"), "[1, 2]");
  EXPECT_EQ(text("{'name': 'Zoë', 'born': DATE '2001-02-03', 'debt': 1.50}"),
            R"({"name": "Zoë", "born": "2001-02-03", "debt": 1.50})");
  EXPECT_EQ(text("MAP {'a': [1], 'b': NULL}"), R"({"a": [1], "b": null})");
  EXPECT_EQ(text("MAP {1: true}"), R"({"1": true})");
  EXPECT_EQ(text("union_value(n := 7)"), "7");
  EXPECT_EQ(text("row(1, 'x')"), R"([1, "x"])");
}

TEST(DuckdbValues, TypesHaveTheirNames) {
  EXPECT_EQ(cell("1.5::decimal(10,2)").type, "DECIMAL(10,2)");
  EXPECT_EQ(cell("[1]").type, "INTEGER[]");
  EXPECT_EQ(cell("{'a': 1, 'b': ['x']}").type, "STRUCT(\"a\" INTEGER, \"b\" VARCHAR[])");
  EXPECT_EQ(cell("MAP {'a': 1}").type, "MAP(VARCHAR, INTEGER)");
  EXPECT_EQ(cell("'{}'::json").type, "JSON");
  EXPECT_EQ(cell("now()").type, "TIMESTAMP WITH TIME ZONE");
}

}  // namespace
}  // namespace askdb::duckdb
