#include "llm/redact.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace askdb {
namespace {

TEST(Redacted, MasksKeysOfProviders) {
  EXPECT_EQ(redacted("key sk-ant-api03-abcDEF123_456-789 end"), "key *** end");
  EXPECT_EQ(redacted("(AIzaSyA1234567890abcdefghijklmnopqrstu)"), "(***)");
  EXPECT_EQ(redacted("\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc\""), "\"***\"");
}

TEST(Redacted, MasksAuthorizationsSettingsAndUrls) {
  EXPECT_EQ(redacted("Authorization: Bearer abcdefgh1234"), "Authorization: Bearer ***");
  EXPECT_EQ(redacted("x-api-key: 12345"), "x-api-key: ***");
  EXPECT_EQ(redacted("host=h password=hush dbname=d"), "host=h password=*** dbname=d");
  EXPECT_EQ(redacted("postgresql://bob:hush@host:5432/db"), "postgresql://bob:***@host:5432/db");
  EXPECT_EQ(redacted("?api_key=abc&x=1"), "?api_key=***&x=1");
}

TEST(Redacted, LeavesOrdinaryText) {
  for (const auto* text : {"SELECT password FROM users WHERE risk-level = 'sk-8'",
                           "the basic idea, bearer of news", "password: TEXT NOT NULL",
                           "https://example.com/a@b", "mail bob@example.com", "ask-me-about"}) {
    EXPECT_EQ(redacted(text), text);
  }
}

TEST(Redacted, MasksAKnownSecretEverywhere) {
  EXPECT_EQ(redacted("said 'my local secret'", "my local secret"), "said '***'");
  EXPECT_EQ(redacted("a", ""), "a");
}

TEST(Redacted, TakesTimeInProportionToTheText) {
  const auto start = std::chrono::steady_clock::now();
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "://a:";
  redacted(text);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace askdb
