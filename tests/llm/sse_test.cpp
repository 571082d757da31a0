#include "llm/wire/sse.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "name|data" of every event in `stream`, fed in pieces of `piece` bytes.
std::vector<std::string> events(std::string_view stream, std::size_t piece = 1000,
                                bool is_finished = false) {
  std::vector<std::string> found;
  SseDecoder decoder;
  auto take = [&](const SseEvent& event) { found.push_back(event.name + "|" + event.data); };
  for (std::size_t at = 0; at < stream.size(); at += piece)
    decoder.feed(stream.substr(at, piece), take);
  if (is_finished) decoder.finish(take);
  return found;
}

TEST(Sse, ReadsEventsInAnyChunkingAndWithAnyLineEnd) {
  for (const std::string_view stream :
       {"event: a\ndata: 1\n\ndata: 2\n\n", "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n",
        "event: a\rdata: 1\r\rdata: 2\r\r"}) {
    for (std::size_t piece = 1; piece < 8; ++piece) {
      EXPECT_THAT(events(stream, piece), ElementsAre("a|1", "|2")) << stream << piece;
    }
  }
}

TEST(Sse, JoinsDataLines) {
  EXPECT_THAT(events("data: a\ndata:\ndata:  b\n\n"), ElementsAre("|a\n\n b"));
}

TEST(Sse, SkipsCommentsOtherFieldsAndEventsWithoutData) {
  EXPECT_THAT(events(": ping\nid: 7\nretry: 10\nunknown\n\nevent: x\n\ndata: 1\n\n"),
              ElementsAre("|1"));
}

TEST(Sse, SkipsAByteOrderMark) {
  EXPECT_THAT(events("\xEF\xBB\xBF"
                     "data: 1\n\n",
                     1),
              ElementsAre("|1"));
}

TEST(Sse, HandsOnAnUnfinishedEventOnlyAtTheEnd) {
  EXPECT_THAT(events("data: [DONE]\n"), IsEmpty());
  EXPECT_THAT(events("data: [DONE]\n", 1000, true), ElementsAre("|[DONE]"));
  EXPECT_THAT(events("data: [DONE]", 1000, true), ElementsAre("|[DONE]"));
}

TEST(Sse, StopsAtAnEventThatIsTooBig) {
  SseDecoder decoder(10);
  std::size_t count = 0;
  auto take = [&](const SseEvent&) { ++count; };
  EXPECT_TRUE(decoder.feed("data: 1\n\n", take));
  EXPECT_FALSE(decoder.feed("data: 123456789", take));
  EXPECT_FALSE(decoder.feed("\n\ndata: 1\n\n", take));
  EXPECT_EQ(count, 1U);
}

}  // namespace
}  // namespace askdb
