#include "llm/field_stream.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace askdb {
namespace {

using ::testing::ElementsAre;

std::string answer_in(std::string_view text, std::size_t piece) {
  std::string shown;
  FieldStream stream("answer", [&](std::string_view part) { shown += part; });
  for (std::size_t at = 0; at < text.size(); at += piece) stream.feed(text.substr(at, piece));
  return shown;
}

TEST(FieldStream, ShowsOneFieldInAnyChunking) {
  const std::string_view text =
      R"({"reasoning": "the \"answer\": \"no\"", "deep": {"answer": "not this", "l": ["answer", "x"]},)"
      R"( "answer": "4\u00b7\ud83d\ude00 „żółw“\n\t\"x\" \\", "answer_note": "after"})";
  for (std::size_t piece = 1; piece < 20; ++piece) {
    EXPECT_EQ(answer_in(text, piece), "4·😀 „żółw“\n\t\"x\" \\") << piece;
  }
}

TEST(FieldStream, ShowsWholeCharactersAsTheyCome) {
  std::vector<std::string> pieces;
  FieldStream stream("a", [&](std::string_view part) { pieces.emplace_back(part); });
  stream.feed("{\"a\": \"x\xC3");
  stream.feed("\xA9y");
  stream.feed("\"}");
  EXPECT_THAT(pieces, ElementsAre("x", "éy"));
}

TEST(FieldStream, FindsTheObjectAfterAPreamble) {
  EXPECT_EQ(answer_in("Sure:\n```json\n{\"answer\": \"yes\"}\n```", 4), "yes");
}

TEST(FieldStream, ShowsNothingOfOtherValues) {
  EXPECT_EQ(answer_in(R"({"answer": 12, "x": "y"})", 3), "");
  EXPECT_EQ(answer_in(R"({"answer": null, "x": "y"})", 3), "");
  EXPECT_EQ(answer_in(R"({"answer": ["a", "b"], "x": "y"})", 3), "");
  EXPECT_EQ(answer_in(R"(["answer", "a"])", 3), "");
  EXPECT_EQ(answer_in("}}]]\"\\", 1), "");
}

}  // namespace
}  // namespace askdb
