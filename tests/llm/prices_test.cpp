#include "llm/prices.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

using ::testing::HasSubstr;

PriceTable built_in() { return PriceTable::load().value(); }

TEST(Prices, AreByMillionTokensAndKindOfToken) {
  TokenUsage usage{.input_tokens = 1'000'000,
                   .output_tokens = 100'000,
                   .cache_read_tokens = 1'000'000,
                   .cache_write_tokens = 1'000'000,
                   .calls = 1};
  built_in().price(usage, "claude-sonnet-4-5-20250929");
  EXPECT_TRUE(usage.is_price_known);
  EXPECT_NEAR(usage.price_usd, 3 + 1.5 + 0.3 + 3.75, 1e-9);
}

TEST(Prices, AreUnknownForModelsThatAreNotListed) {
  TokenUsage usage{.input_tokens = 10};
  built_in().price(usage, "llama3.1:8b");
  EXPECT_FALSE(usage.is_price_known);
  EXPECT_EQ(usage.price_usd, 0);
  EXPECT_EQ(built_in().find(""), nullptr);
}

TEST(Prices, KnowSnapshotsButNotOtherSizesOfAModel) {
  const auto table = PriceTable::parse("gpt-5: {input: 1, output: 2}", "t.yaml").value();
  for (const auto* name : {"gpt-5", "GPT-5", "gpt-5-2025-08-07", "openai/gpt-5", "gpt-5-latest"}) {
    EXPECT_NE(table.find(name), nullptr) << name;
  }
  for (const auto* name : {"gpt-5-mini", "gpt-5.5", "gpt-55", "gpt"}) {
    EXPECT_EQ(table.find(name), nullptr) << name;
  }
}

TEST(Prices, CoverTheDefaultModels) {
  for (const auto* name : {"claude-haiku-4-5", "claude-sonnet-4-5-20250929", "gemini-2.5-flash",
                           "models/gemini-2.5-flash-preview-05-20", "gpt-4o-mini"}) {
    EXPECT_NE(built_in().find(name), nullptr) << name;
  }
}

TEST(Prices, TakeTheInputPriceForCachedTokensByDefault) {
  const auto table = PriceTable::parse("m: {input: 4, output: 2}", "t.yaml").value();
  EXPECT_EQ(table.find("m")->cache_read, 4);
}

TEST(Prices, SayWhatIsWrongInAFile) {
  auto message = [](std::string_view yaml) {
    return PriceTable::parse(yaml, "t.yaml").error().message;
  };
  EXPECT_THAT(message("a: {input: 1, output: 2}\nb: {input: 1}"), HasSubstr("t.yaml, line 2"));
  EXPECT_THAT(message("a: {input: 1, output: 2, cached: 3}"), HasSubstr("\"cached\""));
  EXPECT_THAT(message("a: {input: cheap, output: 2}"), HasSubstr("line 1"));
  EXPECT_THAT(message("a: {input: -1, output: 2}"), HasSubstr("negative"));
  EXPECT_THAT(message("a: ["), HasSubstr("t.yaml"));
  EXPECT_THAT(PriceTable::load("/no/such.yaml").error().message, HasSubstr("cannot be read"));
}

TEST(TokenUsage, AddsUpAndKeepsThatAPriceIsUnknown) {
  TokenUsage sum{.input_tokens = 1, .calls = 1, .price_usd = 0.5};
  sum += TokenUsage{.input_tokens = 2, .output_tokens = 3, .calls = 1, .is_price_known = false};
  EXPECT_EQ(sum.input_tokens, 3);
  EXPECT_EQ(sum.output_tokens, 3);
  EXPECT_EQ(sum.calls, 2);
  EXPECT_EQ(sum.price_usd, 0.5);
  EXPECT_FALSE(sum.is_price_known);
}

}  // namespace
}  // namespace askdb
