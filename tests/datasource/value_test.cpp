#include "datasource/value.hpp"

#include <gtest/gtest.h>

#include "datasource/dates.hpp"

namespace askdb {
namespace {

TEST(ToText, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(to_text(Value()), "");
  EXPECT_EQ(to_text(Value(true)), "true");
  EXPECT_EQ(to_text(Value(std::int64_t{-7})), "-7");
  EXPECT_EQ(to_text(Value(0.1)), "0.1");
  EXPECT_EQ(to_text(Value(3.0)), "3");
  EXPECT_EQ(to_text(Value(1234567.5)), "1234567.5");
  EXPECT_EQ(to_text(Value(100000.0)), "100000");
  EXPECT_EQ(to_text(Value(1e300)), "1e+300");
  EXPECT_EQ(to_text(Value(std::string("Zoë"))), "Zoë");
}

TEST(ToJsonValue, KeepsDecimalsExact) {
  EXPECT_EQ(to_json_value(Value(std::string("12.50")), ValueKind::kDecimal), json::value(12.5));
  EXPECT_EQ(to_json_value(Value(std::string("12345678901234567890.12")), ValueKind::kDecimal),
            json::value("12345678901234567890.12"));
  EXPECT_EQ(to_json_value(Value(std::string("NaN")), ValueKind::kDecimal), json::value("NaN"));
  EXPECT_EQ(to_json_value(Value(std::string("12.50")), ValueKind::kText), json::value("12.50"));
  EXPECT_EQ(to_json_value(Value(std::string("{\"a\":1}")), ValueKind::kJson),
            json::value({{"a", 1}}));
  EXPECT_EQ(to_json_value(Value(), ValueKind::kText), json::value(nullptr));
}

TEST(ToNumber, ReadsDecimalText) {
  EXPECT_EQ(to_number(Value(std::string("12.50"))), 12.5);
  EXPECT_EQ(to_number(Value(std::int64_t{3})), 3.0);
  EXPECT_EQ(to_number(Value(std::string("12 apples"))), std::nullopt);
  EXPECT_EQ(to_number(Value(std::string(""))), std::nullopt);
  EXPECT_EQ(to_number(Value()), std::nullopt);
}

TEST(DateKind, TakesOnlyIsoDates) {
  EXPECT_EQ(date_kind("2024-02-29"), ValueKind::kDate);
  EXPECT_EQ(date_kind("2024-02-29 12:30"), ValueKind::kTimestamp);
  EXPECT_EQ(date_kind("2024-02-29T12:30:00.123Z"), ValueKind::kTimestamp);
  EXPECT_EQ(date_kind("2024-02-29 12:30:00+02:00"), ValueKind::kTimestamp);
  EXPECT_EQ(date_kind("12:30:00"), ValueKind::kTime);
  for (const auto* text : {"", "2024-13-01", "2024-02-29x", "20240229", "29.02.2024", "12:30",
                           "2024-02", "2024-02-29 25:00", "0043-123-4567"}) {
    EXPECT_EQ(date_kind(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace askdb
