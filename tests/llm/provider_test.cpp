/// Every provider's wire format against a scripted server, with all the faults a server can have.

#include <gmock/gmock.h>

#include "fixtures/model_server.hpp"
#include "fixtures/run_task.hpp"
#include "llm/http/http_client.hpp"
#include "llm/make_model.hpp"
#include "llm/wire/wire.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ModelServer;
using ::testing::Not;
using testing::ServerReply;
using testing::ServerRequest;

struct Verdict {
  bool is_relevant = false;
  std::string reasoning;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (is_relevant, reasoning, note))

const json::object kVerdict{{"is_relevant", true}, {"reasoning", "It asks for a “count”."}};
constexpr const char* kKey = "sk-test-1234567890abcdef";

class Provider : public ::testing::TestWithParam<ProviderKind> {
 protected:
  Provider() {
    config_.provider = GetParam();
    config_.model = GetParam() == ProviderKind::kGemini ? "gemini-2.5-flash" : "claude-haiku-4-5";
    config_.api_key = kKey;
    config_.base_url = server_.url() + (GetParam() == ProviderKind::kOpenai ? "/v1" : "");
    policy_.initial_delay = 1ms;
    policy_.max_delay = 5ms;
    policy_.random = [] { return 0.0; };
    request_.system = "You answer.";
    request_.messages = {{false, "How many?"}};
    request_.timeout = 5s;
  }

  Model& model() {
    if (!model_) {
      ModelServices services;
      services.http = HttpClient::make(io_.get_executor(), {}, limits_).value();
      services.prices = std::make_shared<PriceTable>(PriceTable::load().value());
      services.retry = policy_;
      model_ = make_model(config_, services).value();
    }
    return *model_;
  }
  ModelProgress progress(bool is_streamed) {
    ModelProgress progress;
    if (is_streamed) {
      progress.on_text = [this](std::string_view text) { pieces_.emplace_back(text); };
    }
    progress.on_notice = [this](const std::string& text) { notices_.push_back(text); };
    progress.on_usage = [this](const TokenUsage& usage) { paid_ += usage; };
    return progress;
  }
  Result<ModelReply> ask(bool is_streamed = false) {
    return testing::run_task(io_, model().ask(request_, progress(is_streamed)));
  }
  Result<Structured<Verdict>> ask_verdict(bool is_streamed = false) {
    return testing::run_task(
        io_, ask_structured<Verdict>(model(), "verdict", request_, progress(is_streamed)));
  }
  bool is(ProviderKind kind) const { return GetParam() == kind; }
  std::string shown() const {
    std::string all;
    for (const auto& piece : pieces_) all += piece;
    return all;
  }

  ModelServer server_;
  asio::io_context io_;
  ModelConfig config_;
  RetryPolicy policy_;
  HttpLimits limits_;
  ModelRequest request_;
  std::shared_ptr<Model> model_;
  std::vector<std::string> pieces_;
  std::vector<std::string> notices_;
  TokenUsage paid_;
};

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

TEST_P(Provider, RetriesWhenOverloadedAndSaysSo) {
  server_.script({ServerReply::fails(503, "busy"), ServerReply::fails(529, "busy"),
                  ServerReply::says("here")});
  const auto reply = ask();
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "here");
  EXPECT_THAT(notices_, ElementsAre("⚠️  API overloaded. Retrying in 1ms... (attempt 1/3)",
                                    "⚠️  API overloaded. Retrying in 2ms... (attempt 2/3)",
                                    "✓ Retry succeeded on attempt 3"));
}

TEST_P(Provider, WaitsAsLongAsTheServerAsks) {
  server_.script({ServerReply::fails(429, "slow down").with_header("Retry-After", "0.03"),
                  ServerReply::says("here")});
  ASSERT_TRUE(ask());
  EXPECT_THAT(notices_, ElementsAre("⚠️  Rate limit reached. Retrying in 30ms... (attempt 1/3)",
                                    "✓ Retry succeeded on attempt 2"));
}

TEST_P(Provider, DoesNotWaitForHours) {
  server_.script(
      {ServerReply::fails(429, "come back tomorrow").with_header("Retry-After", "86400")});
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr("come back tomorrow"));
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(Provider, GivesUpAfterThreeRetries) {
  server_.otherwise([](const auto&) { return ServerReply::fails(529, "Overloaded"); });
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, AllOf(HasSubstr("overloaded"), HasSubstr("tried 4 times")));
  EXPECT_THAT(reply.error().next_step, HasSubstr("offline"));
  EXPECT_EQ(server_.requests().size(), 4U);
}

TEST_P(Provider, RetriesAfterTheConnectionBroke) {
  ServerReply silent;
  silent.is_silent = true;
  auto cut = ServerReply::says("never whole");
  cut.body_bytes = 5;
  server_.script({silent, cut, ServerReply::says("here")});
  const auto reply = ask();
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "here");
  EXPECT_THAT(notices_.at(0), HasSubstr("Network error"));
}

TEST_P(Provider, SaysThatNothingListens) {
  config_.base_url = "http://127.0.0.1:1";
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConnection);
  EXPECT_THAT(reply.error().message, HasSubstr("127.0.0.1:1"));
  EXPECT_EQ(notices_.size(), 3U);
}

TEST_P(Provider, TimesOutOnASlowReply) {
  auto slow = ServerReply::says("late");
  slow.delay = 30s;
  server_.script({slow});
  request_.timeout = 50ms;
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kTimeout);
  EXPECT_TRUE(server_.wait_for_closed(1));
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_P(Provider, DoesNotRepeatAStreamOfWhichSomethingWasShown) {
  auto shown_then_cut = ServerReply::says("The answer is forty-two customers in all.");
  shown_then_cut.body_bytes = 900;
  server_.script({shown_then_cut, ServerReply::says("not asked for")});
  const auto reply = ask(true);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConnection);
  EXPECT_FALSE(pieces_.empty());
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(Provider, RetriesAStreamThatBrokeBeforeItsFirstText) {
  auto cut = ServerReply::says("The answer");
  cut.body_bytes = 20;
  server_.script({cut, ServerReply::says("whole")});
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(shown(), "whole");
}

TEST_P(Provider, TakesAStreamThatEndsWithoutItsLastEventForCutOff) {
  server_.script({ServerReply::sends("data: {}\n\n"), ServerReply::says("whole")});
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "whole");
}

TEST_P(Provider, SaysThatAReplyIsNotWhatTheProviderSends) {
  for (const auto* body :
       {"<html>It works!</html>", "{\"unexpected\": 1}", "[]", "", "{\"choices\""}) {
    server_.script({ServerReply::sends(body)});
    const auto reply = ask();
    ASSERT_FALSE(reply) << body;
    EXPECT_EQ(reply.error().fault, Fault::kModel) << body;
    EXPECT_THAT(reply.error().next_step, HasSubstr("base URL")) << body;
  }
  server_.script({ServerReply::sends("data: nonsense\n\n")});
  EXPECT_EQ(ask(true).error().fault, Fault::kModel);
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

TEST_P(Provider, RefusesAHugeReply) {
  limits_.max_body_bytes = 100'000;
  server_.otherwise([](const auto&) { return ServerReply::says(std::string(200'000, 'x')); });
  EXPECT_EQ(ask().error().fault, Fault::kModel);
  EXPECT_THAT(ask().error().message, HasSubstr("bigger"));
  EXPECT_EQ(ask(true).error().fault, Fault::kModel);
}

TEST_P(Provider, TakesABigReplyWithinTheLimit) {
  auto big = ServerReply::says(std::string(3'000'000, 'x'));
  big.piece_bytes = 100'000;
  server_.script({big, big});
  EXPECT_EQ(ask()->text.size(), 3'000'000U);
  EXPECT_EQ(ask(true)->text.size(), 3'000'000U);
}

TEST_P(Provider, SaysThatTheKeyIsWrongWithoutShowingIt) {
  server_.script({ServerReply::fails(401, std::string("Incorrect API key provided: ") + kKey)});
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kPermission);
  EXPECT_THAT(reply.error().next_step, HasSubstr("_API_KEY"));
  EXPECT_THAT(reply.error().message + reply.error().detail, Not(HasSubstr(kKey)));
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(Provider, SaysThatThereIsNoSuchModel) {
  server_.script({ServerReply::fails(404, "model not found")});
  const auto reply = ask();
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr(config_.model));
}

TEST_P(Provider, PassesOnWhyARequestWasRefused) {
  server_.script({ServerReply::fails(400, "prompt is too long: 250000 tokens > 200000 maximum")});
  const auto reply = ask();
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr("250000 tokens"));
  EXPECT_THAT(reply.error().next_step, HasSubstr("schema_tokens"));
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

TEST_P(Provider, RetriesAnEmptyReply) {
  server_.script({ServerReply::says(""), ServerReply::says("here")});
  EXPECT_EQ(ask()->text, "here");
  EXPECT_THAT(notices_.at(0), HasSubstr("Empty reply"));
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

TEST_P(Provider, SurvivesAServerThatClosesBetweenRequests) {
  auto closing = ServerReply::says("one");
  closing.closes_after = true;
  server_.script({closing, ServerReply::says("two")});
  EXPECT_EQ(ask()->text, "one");
  EXPECT_EQ(ask()->text, "two");
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_P(Provider, ClosesTheConnectionWhenTheQuestionIsCancelled) {
  auto slow = ServerReply::says("late");
  slow.delay = 30s;
  server_.script({slow});
  auto asking = model().ask(request_, progress(false));
  const auto reply = testing::run_task(io_, with_deadline(std::move(asking), 50ms));
  EXPECT_EQ(reply.error().fault, Fault::kTimeout);
  EXPECT_TRUE(server_.wait_for_closed(1));
}

}  // namespace
}  // namespace askdb
