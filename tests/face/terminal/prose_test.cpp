#include <gtest/gtest.h>

#include "face/terminal/prose.hpp"

namespace askdb {
namespace {

/// `text` written in pieces of `size` bytes.
std::string shown(const std::string& text, std::size_t width = 40, std::size_t size = 1'000,
                  bool has_colour = false) {
  std::string out;
  Prose prose({.width = width, .has_colour = has_colour},
              [&](std::string_view piece) { out += piece; });
  for (std::size_t at = 0; at < text.size(); at += size) prose.add(text.substr(at, size));
  prose.finish();
  return out;
}

TEST(Prose, WrapsWordsAtTheWidth) {
  EXPECT_EQ(shown("There are 59 customers in 24 countries.", 24),
            "  There are 59 customers\n  in 24 countries.\n");
}

TEST(Prose, ShowsMarksAsInk) {
  EXPECT_EQ(shown("**59** of `customers`.", 40, 1'000, true),
            "  \x1b[1m59\x1b[0m of \x1b[36mcustomers\x1b[0m.\n");
  EXPECT_EQ(shown("**59 of** all"), "  59 of all\n");
}

TEST(Prose, HangsListItems) {
  EXPECT_EQ(shown("Top:\n- the first of them all\n- two\n1. three", 20),
            "  Top:\n  • the first of\n    them all\n  • two\n  1. three\n");
}

TEST(Prose, AlignsTables) {
  EXPECT_EQ(shown("Here:\n\n| name | n |\n|---|---:|\n| **USA** | 13 |\n| Canada | 8 |\n\nDone."),
            "  Here:\n\n"
            "  name     n\n"
            "  ──────  ──\n"
            "  USA     13\n"
            "  Canada   8\n\n"
            "  Done.\n");
}

TEST(Prose, SaysTheSameHoweverTheTextArrives) {
  const std::string text =
      "# Größe\n\nDie **größten** Städte:\n\n1. 東京\n2. Zürich\n\n| a | b |\n|---|---|\n| 1 | x "
      "|\n";
  const auto whole = shown(text);
  for (std::size_t size = 1; size < 12; ++size) EXPECT_EQ(shown(text, 40, size), whole) << size;
}

TEST(Prose, LosesControlCharacters) {
  EXPECT_EQ(shown("a\x1b[2Jb c\r\nd\x07"), "  a\xEF\xBF\xBD[2Jb c\n  d\xEF\xBF\xBD\n");
}

TEST(Prose, WritesNothingForNothing) {
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown("\n\n"), "");
}

}  // namespace
}  // namespace askdb
