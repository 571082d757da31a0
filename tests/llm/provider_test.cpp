/// Every provider's wire format against a scripted server.

#include "llm/wire/wire.hpp"
#include "provider_fixture.hpp"

namespace askdb {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKey;
using testing::kVerdict;
using ::testing::Not;
using testing::ProviderFixture;
using testing::ServerReply;
using testing::ServerRequest;

using Provider = ProviderFixture;
INSTANTIATE_TEST_SUITE_P(All, Provider,
                         ::testing::Values(ProviderKind::kAnthropic, ProviderKind::kGemini,
                                           ProviderKind::kOpenai),
                         [](const auto& test) { return name_of(test.param); });

TEST_P(Provider, AnswersInPlainText) {
  auto says = ServerReply::says("Forty-two.");
  says.input_tokens = 120;
  says.cached_tokens = 100;
  says.output_tokens = 7;
  server_.script({says});
  const auto reply = ask();
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "Forty-two.");
  EXPECT_EQ(reply->model, config_.model);
  EXPECT_EQ(reply->structured, std::nullopt);
  EXPECT_EQ(reply->usage.cache_read_tokens, 100);
  EXPECT_EQ(reply->usage.output_tokens, 7);
  EXPECT_EQ(reply->usage.calls, 1);
  // Anthropic counts the cached tokens apart, the others among the prompt's.
  EXPECT_EQ(reply->usage.input_tokens, is(ProviderKind::kAnthropic) ? 120 : 20);
  EXPECT_TRUE(reply->usage.is_price_known);
  EXPECT_GT(reply->usage.price_usd, 0);
  EXPECT_EQ(paid_.output_tokens, 7);

  const auto asked = server_.requests().at(0);
  EXPECT_EQ(asked.system, "You answer.");
  EXPECT_THAT(asked.messages, ElementsAre("How many?"));
  EXPECT_FALSE(asked.is_stream);
  EXPECT_EQ(asked.shape, "");
}

TEST_P(Provider, SendsTheKeyInItsHeaderOnly) {
  ASSERT_TRUE(ask());
  const auto asked = server_.requests().at(0);
  const std::string header = is(ProviderKind::kAnthropic) ? "x-api-key"
                             : is(ProviderKind::kGemini)  ? "x-goog-api-key"
                                                          : "authorization";
  const std::string value = is(ProviderKind::kOpenai) ? std::string("Bearer ") + kKey : kKey;
  EXPECT_EQ(asked.headers.at(header), value);
  EXPECT_THAT(asked.path + asked.body, Not(HasSubstr(kKey)));
}

TEST_P(Provider, SendsTheConversation) {
  request_.messages = {{false, "How many?"}, {true, "Three."}, {false, "And now?"}};
  ASSERT_TRUE(ask());
  EXPECT_THAT(server_.requests().at(0).messages, ElementsAre("How many?", "Three.", "And now?"));
}

TEST_P(Provider, StreamsText) {
  auto says = ServerReply::says("Forty-two customers, żółw.");
  says.piece_bytes = 10;
  server_.script({says});
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "Forty-two customers, żółw.");
  EXPECT_EQ(shown(), reply->text);
  EXPECT_GT(pieces_.size(), 1U);
  EXPECT_EQ(reply->usage.output_tokens, 20);
  EXPECT_TRUE(server_.requests().at(0).is_stream);
}

TEST_P(Provider, AnswersInAShape) {
  server_.script({ServerReply::gives(kVerdict)});
  const auto verdict = ask_verdict();
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_TRUE(verdict->value.is_relevant);
  EXPECT_EQ(verdict->value.reasoning, "It asks for a “count”.");
  const auto asked = server_.requests().at(0);
  EXPECT_EQ(asked.shape, "verdict");
  EXPECT_TRUE(asked.schema.at("properties").as_object().contains("reasoning"));
}

TEST_P(Provider, StreamsAShape) {
  server_.script({ServerReply::gives(kVerdict)});
  const auto verdict = ask_verdict(true);
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_TRUE(verdict->value.is_relevant);
  EXPECT_EQ(json::parse(shown()), json::value(kVerdict));
}

TEST_P(Provider, HealsAWrongShapeInOneRepairRound) {
  server_.script({ServerReply::gives({{"is_relevant", "maybe"}}), ServerReply::gives(kVerdict)});
  const auto verdict = ask_verdict();
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_EQ(verdict->reply.usage.calls, 2);
  const auto repair = server_.requests().at(1);
  ASSERT_EQ(repair.messages.size(), 3U);
  EXPECT_THAT(repair.messages.at(1), HasSubstr("maybe"));
  EXPECT_THAT(repair.question(), HasSubstr("/reasoning: is missing"));
}

TEST_P(Provider, GivesUpWhenTheShapeIsWrongTwice) {
  server_.otherwise([](const auto&) { return ServerReply::gives({{"nothing", "fits"}}); });
  const auto verdict = ask_verdict();
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().fault, Fault::kModel);
  EXPECT_EQ(server_.requests().size(), 2U);
  EXPECT_EQ(paid_.calls, 2);
}

TEST_P(Provider, TakesABigReplyWithinTheLimit) {
  auto big = ServerReply::says(std::string(3'000'000, 'x'));
  big.piece_bytes = 100'000;
  server_.script({big, big});
  EXPECT_EQ(ask()->text.size(), 3'000'000U);
  EXPECT_EQ(ask(true)->text.size(), 3'000'000U);
}

TEST_P(Provider, AsksWithoutATemperatureWhereItIsRefused) {
  server_.script({ServerReply::fails(400, "Unsupported value: 'temperature'")});
  ASSERT_TRUE(ask());
  ASSERT_TRUE(ask());
  const auto requests = server_.requests();
  ASSERT_EQ(requests.size(), 3U) << "the second question knows already";
  EXPECT_THAT(requests[0].body, HasSubstr("temperature"));
  EXPECT_THAT(requests[1].body, Not(HasSubstr("temperature")));
  EXPECT_THAT(requests[2].body, Not(HasSubstr("temperature")));
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_P(Provider, AsksForJsonInOtherWaysWhereSchemasAreRefused) {
  server_.otherwise([](const ServerRequest& asked) {
    if (!asked.schema.is_null()) return ServerReply::fails(400, "schema and tools: unsupported");
    return ServerReply::says("```json\n" + json::serialize(kVerdict) + "\n```");
  });
  const auto verdict = ask_verdict();
  ASSERT_TRUE(verdict) << verdict.error().message;
  EXPECT_THAT(server_.requests().back().system,
              AllOf(HasSubstr("You answer."), HasSubstr("reasoning")));
}

TEST_P(Provider, MarksAReplyThatWasCutAtItsLimit) {
  auto cut = ServerReply::says("The customers are Ann, Bob and");
  cut.is_cut_at_limit = true;
  server_.script({cut, cut});
  EXPECT_TRUE(ask()->is_truncated);
  EXPECT_TRUE(ask(true)->is_truncated);
}

TEST_P(Provider, ReadsAWholeReplyWhereAStreamWasAskedFor) {
  server_.otherwise([](const ServerRequest& asked) {
    auto unstreamed = asked;
    unstreamed.is_stream = false;
    auto reply = ServerReply::sends(body_of(unstreamed, ServerReply::says("all at once")));
    return reply.with_header("Content-Type", "application/json");
  });
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(shown(), "all at once");
}

TEST(OpenaiProvider, LeavesTheThoughtsOfLocalModelsOut) {
  const auto reply =
      wire_of(ProviderKind::kOpenai)
          .read(
              R"({"choices": [{"message": {"content": "<think>{\"a\": 1} no</think>\n{\"a\": 2}"}}]})");
  EXPECT_EQ(reply->text, "{\"a\": 2}");
}

}  // namespace
}  // namespace askdb
