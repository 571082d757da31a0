#include "base/text.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

TEST(Text, FindsInvalidUtf8) {
  EXPECT_EQ(find_invalid_utf8("Straße 東京 🚲"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("a\xC0\xAF"), 1U);           // overlong slash
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U);        // surrogate
  EXPECT_EQ(find_invalid_utf8("ab\xF4\x90\x80\x80"), 2U);  // above U+10FFFF
  EXPECT_EQ(find_invalid_utf8("ab\xE6\x9D"), 2U);          // cut off
}

TEST(Text, EscapeSequencesLoseTheirEscape) {
  EXPECT_EQ(without_controls("a\x1b[31mred\x07"), "a\uFFFD[31mred\uFFFD");
  EXPECT_EQ(without_controls("left\u202Eright"), "left\uFFFDright");
  EXPECT_EQ(without_controls("tab\tline\n"), "tab\tline\n");
}

TEST(Text, ShortensAtACodePoint) {
  EXPECT_EQ(shortened("short", 10), "short");
  EXPECT_EQ(shortened("ääää", 6), "ä…");
}

TEST(Text, MeasuresWidthOnScreen) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("東京"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
}

TEST(Text, SuggestsTheNearestName) {
  EXPECT_EQ(nearest("balnace", {"id", "balance", "branch"}), "balance");
  EXPECT_EQ(nearest("zzzz", {"id", "balance"}), "");
}

TEST(Text, CountsATranspositionAsOneEdit) {
  EXPECT_EQ(edit_distance("loan", "laon", 3), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(edit_distance("short", "muchlonger", 2), 3U);
}

TEST(Text, SeparatesThousandsOfWholeNumbersAndDecimals) {
  EXPECT_EQ(with_thousands("1"), "1");
  EXPECT_EQ(with_thousands("123"), "123");
  EXPECT_EQ(with_thousands("1234"), "1,234");
  EXPECT_EQ(with_thousands("-1234567.891"), "-1,234,567.891");
  EXPECT_EQ(with_thousands("1234567", '.'), "1.234.567");
}

TEST(Text, QuotesByDoubling) {
  EXPECT_EQ(quoted_identifier(R"(a"b)"), R"("a""b")");
  EXPECT_EQ(quoted_literal("O'Hara"), "'O''Hara'");
}

}  // namespace
}  // namespace askdb
