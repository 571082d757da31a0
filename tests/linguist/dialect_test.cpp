#include "linguist/dialect.hpp"

#include <gtest/gtest.h>

namespace askdb::linguist {
namespace {

TEST(MysqlText, QuotesNamesThatItReservesItself) {
  const auto& text = dialect_text(Dialect::kMysql);
  EXPECT_EQ(text.name("rank"), "`rank`");
  EXPECT_EQ(text.name("Groups"), "`Groups`");
  EXPECT_EQ(text.name("order"), "`order`");
  EXPECT_EQ(text.name("InvoiceLine"), "InvoiceLine");
  EXPECT_EQ(text.name("a`b"), "`a``b`");
  EXPECT_EQ(text.quoted_name("number of x"), "`number of x`");
}

TEST(MysqlText, EscapesWhatItReadsAsEscapes) {
  EXPECT_EQ(dialect_text(Dialect::kMysql).literal("O'Neil\\"), "'O''Neil\\\\'");
}

TEST(MysqlText, WritesPeriodsWithItsOwnFunctions) {
  const auto& text = dialect_text(Dialect::kMysql);
  EXPECT_EQ(text.bucket(Bucket::kMonth, "day"), "date_format(day, '%Y-%m')");
  EXPECT_EQ(text.bucket(Bucket::kWeek, "day"), "date_format(day, '%x-W%v')");
  EXPECT_EQ(text.bucket(Bucket::kQuarter, "day"), "concat(year(day), '-Q', quarter(day))");
  EXPECT_EQ(text.match("name", "'%x%'", false), "name LIKE '%x%'");
  EXPECT_EQ(text.descending(), " DESC");
}

TEST(ClickhouseText, WritesWhatOldServersKnowToo) {
  const auto& text = dialect_text(Dialect::kClickhouse);
  EXPECT_EQ(text.name("final"), "\"final\"");
  EXPECT_EQ(text.literal("O'Neil\\"), "'O''Neil\\\\'");
  EXPECT_EQ(text.match("name", "'%x%'", true), "lowerUTF8(name) NOT LIKE lowerUTF8('%x%')");
  EXPECT_EQ(text.moment("2024-03-05", ValueKind::kDate), "'2024-03-05'");
  EXPECT_EQ(text.moment("2024-03-05", ValueKind::kTimestamp), "'2024-03-05 00:00:00'");
  EXPECT_EQ(text.bucket(Bucket::kMonth, "day"), "formatDateTime(day, '%Y-%m')");
  EXPECT_EQ(text.bucket(Bucket::kQuarter, "day"),
            "concat(formatDateTime(day, '%Y'), '-Q', toString(toQuarter(day)))");
  EXPECT_EQ(text.boolean(true), "1");
}

TEST(TrinoText, ComparesDatesWithDates) {
  const auto& text = dialect_text(Dialect::kTrino);
  EXPECT_EQ(text.moment("2024-03-05", ValueKind::kDate), "DATE '2024-03-05'");
  EXPECT_EQ(text.moment("2024-03-05", ValueKind::kTimestamp), "TIMESTAMP '2024-03-05'");
  EXPECT_EQ(text.moment("2024-03-05", ValueKind::kText), "'2024-03-05'");
  EXPECT_EQ(text.match("name", "'%x%'", false), "lower(name) LIKE lower('%x%')");
  EXPECT_EQ(text.bucket(Bucket::kWeek, "day"), "date_format(day, '%x-W%v')");
  EXPECT_EQ(text.literal("a\\b"), "'a\\b'");
}

}  // namespace
}  // namespace askdb::linguist
