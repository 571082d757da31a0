#include <gtest/gtest.h>

#include "face/terminal/answer_view.hpp"
#include "face/terminal/table.hpp"
#include "rows.hpp"

namespace askdb {
namespace {

TEST(RowCountText, SaysWhenThereWereMore) {
  auto rows = testing::rows_of("n integer\n1\n2\n");
  EXPECT_EQ(row_count_text(rows), "2 rows");
  rows.is_truncated = true;
  EXPECT_EQ(row_count_text(rows), "first 2 rows of more");
}

TEST(TableText, IsNeverWiderThanTheScreen) {
  const auto rows = testing::rows_of(
      "alpha text | beta text | gamma integer | delta text\n"
      "aaaaaaaaaaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbbbb | 1234567890 | 東京東京東京東京東京東京\n"
      "a | b | 1 | d\na | b | 1 | d\na | b | 1 | d\n");
  for (std::size_t width = 14; width < 120; ++width) {
    const std::string text = table_text(rows, {.width = width});
    for (const auto line : split(text, '\n')) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
}

TEST(WorthATable, IsMoreThanOneValue) {
  EXPECT_FALSE(is_worth_a_table(testing::rows_of("n integer\n1\n")));
  EXPECT_FALSE(is_worth_a_table(testing::rows_of("n integer\n")));
  EXPECT_TRUE(is_worth_a_table(testing::rows_of("n integer\n1\n2\n")));
  EXPECT_TRUE(is_worth_a_table(testing::rows_of("n integer | m integer\n1 | 2\n")));
}

}  // namespace
}  // namespace askdb
