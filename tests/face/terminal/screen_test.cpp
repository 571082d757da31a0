#include <gmock/gmock.h>

#include "face/terminal/screen.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;

TEST(Screen, ColoursOnlyWhereTheyAreWanted) {
  EXPECT_EQ((Screen{.has_colour = false}.in(Ink::kRed, "x")), "x");
  EXPECT_EQ((Screen{.has_colour = true}.in(Ink::kRed, "x")), "\x1b[31mx\x1b[0m");
  EXPECT_EQ((Screen{.has_colour = true}.in(Ink::kRed, "")), "");
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_THAT(wrapped("one two three four", 10), ElementsAre("one two", "three four"));
}

TEST(Wrapped, BreaksAWordThatIsTooLong) {
  EXPECT_THAT(wrapped("abcdefghijklm no", 10), ElementsAre("abcdefghij", "klm no"));
}

TEST(Wrapped, KeepsLineBreaksAndIndentation) {
  EXPECT_THAT(wrapped("SELECT\n  1", 40), ElementsAre("SELECT", "  1"));
}

TEST(Wrapped, NeverSplitsACharacter) {
  EXPECT_THAT(wrapped("ööööööööööö", 10), ElementsAre("öööööööööö", "ö"));
}

TEST(Fitted, MarksWhatWasCut) {
  EXPECT_EQ(fitted("abcdef", 6), "abcdef");
  EXPECT_EQ(fitted("abcdefg", 6), "abcde…");
  EXPECT_EQ(fitted("東京東京", 6), "東京…");
  EXPECT_EQ(fitted("abc", 0), "");
}

TEST(DurationText, ChoosesTheUnit) {
  EXPECT_EQ(duration_text(12), "12 ms");
  EXPECT_EQ(duration_text(1'440), "1.4 s");
  EXPECT_EQ(duration_text(125'000), "2 min 5 s");
}

}  // namespace
}  // namespace askdb
