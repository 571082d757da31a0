#include "llm/retry.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

using namespace std::chrono_literals;

TEST(RetryDelay, DoublesUpToTheLimit) {
  RetryPolicy policy;
  policy.random = [] { return 0.0; };
  EXPECT_EQ(retry_delay(policy, 1), 1s);
  EXPECT_EQ(retry_delay(policy, 2), 2s);
  EXPECT_EQ(retry_delay(policy, 3), 4s);
  EXPECT_EQ(retry_delay(policy, 5), 10s);
  EXPECT_EQ(retry_delay(policy, 1000), 10s);
}

TEST(RetryDelay, IsStretchedByTheJitter) {
  RetryPolicy policy;
  policy.random = [] { return 0.5; };
  EXPECT_EQ(retry_delay(policy, 1), 1100ms);
  policy.random = nullptr;
  for (int i = 0; i < 100; ++i) {
    EXPECT_GE(retry_delay(policy, 1), 1000ms);
    EXPECT_LE(retry_delay(policy, 1), 1200ms);
  }
}

TEST(RetryAfter, IsSecondsOrADate) {
  const auto now = std::chrono::system_clock::from_time_t(1'795'200'000);  // 2026-11-20 18:40 UTC
  EXPECT_EQ(parse_retry_after("7", now), 7s);
  EXPECT_EQ(parse_retry_after(" 1.5 ", now), 1500ms);
  EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 18:41:30 GMT", now), 90s);
  EXPECT_EQ(parse_retry_after("Fri, 20 Nov 2026 18:00:00 GMT", now), 0s);
  EXPECT_EQ(parse_retry_after("-3", now), 0s);
  EXPECT_EQ(parse_retry_after("1e300", now), 24h);
  for (const auto* bad : {"", "soon", "7 seconds", "Fri, 20 Xxx 2026 18:00:00 GMT", "nan"}) {
    EXPECT_EQ(parse_retry_after(bad, now), std::nullopt) << bad;
  }
}

TEST(WaitInWords, CountsSeconds) {
  EXPECT_EQ(wait_in_words(2000ms), "2s");
  EXPECT_EQ(wait_in_words(2400ms), "2s");
  EXPECT_EQ(wait_in_words(999ms), "1s");
  EXPECT_EQ(wait_in_words(20ms), "20ms");
}

}  // namespace
}  // namespace askdb
