/// All the faults a server can have, in every provider's wire format.

#include "provider_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kKey;
using ::testing::Not;
using testing::ProviderFixture;
using testing::ServerReply;

using ProviderFaults = ProviderFixture;
INSTANTIATE_TEST_SUITE_P(All, ProviderFaults,
                         ::testing::Values(ProviderKind::kAnthropic, ProviderKind::kGemini,
                                           ProviderKind::kOpenai),
                         [](const auto& test) { return name_of(test.param); });

TEST_P(ProviderFaults, RetriesWhenOverloadedAndSaysSo) {
  server_.script({ServerReply::fails(503, "busy"), ServerReply::fails(529, "busy"),
                  ServerReply::says("here")});
  const auto reply = ask();
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "here");
  EXPECT_THAT(notices_, ElementsAre("⚠️  API overloaded. Retrying in 1ms... (attempt 1/3)",
                                    "⚠️  API overloaded. Retrying in 2ms... (attempt 2/3)",
                                    "✓ Retry succeeded on attempt 3"));
}

TEST_P(ProviderFaults, WaitsAsLongAsTheServerAsks) {
  server_.script({ServerReply::fails(429, "slow down").with_header("Retry-After", "0.03"),
                  ServerReply::says("here")});
  ASSERT_TRUE(ask());
  EXPECT_THAT(notices_, ElementsAre("⚠️  Rate limit reached. Retrying in 30ms... (attempt 1/3)",
                                    "✓ Retry succeeded on attempt 2"));
}

TEST_P(ProviderFaults, DoesNotWaitForHours) {
  server_.script(
      {ServerReply::fails(429, "come back tomorrow").with_header("Retry-After", "86400")});
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr("come back tomorrow"));
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(ProviderFaults, GivesUpAfterThreeRetries) {
  server_.otherwise([](const auto&) { return ServerReply::fails(529, "Overloaded"); });
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, AllOf(HasSubstr("overloaded"), HasSubstr("tried 4 times")));
  EXPECT_THAT(reply.error().next_step, HasSubstr("offline"));
  EXPECT_EQ(server_.requests().size(), 4U);
}

TEST_P(ProviderFaults, RetriesAfterTheConnectionBroke) {
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

TEST_P(ProviderFaults, SaysThatNothingListens) {
  config_.base_url = "http://127.0.0.1:1";
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConnection);
  EXPECT_THAT(reply.error().message, HasSubstr("127.0.0.1:1"));
  EXPECT_EQ(notices_.size(), 3U);
}

TEST_P(ProviderFaults, TimesOutOnASlowReply) {
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

TEST_P(ProviderFaults, DoesNotRepeatAStreamOfWhichSomethingWasShown) {
  auto shown_then_cut = ServerReply::says("The answer is forty-two customers in all.");
  shown_then_cut.body_bytes = 900;
  server_.script({shown_then_cut, ServerReply::says("not asked for")});
  const auto reply = ask(true);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kConnection);
  EXPECT_FALSE(pieces_.empty());
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(ProviderFaults, RetriesAStreamThatBrokeBeforeItsFirstText) {
  auto cut = ServerReply::says("The answer");
  cut.body_bytes = 20;
  server_.script({cut, ServerReply::says("whole")});
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(shown(), "whole");
}

TEST_P(ProviderFaults, TakesAStreamThatEndsWithoutItsLastEventForCutOff) {
  server_.script({ServerReply::sends("data: {}\n\n"), ServerReply::says("whole")});
  const auto reply = ask(true);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "whole");
}

TEST_P(ProviderFaults, SaysThatAReplyIsNotWhatTheProviderSends) {
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

TEST_P(ProviderFaults, RefusesAHugeReply) {
  limits_.max_body_bytes = 100'000;
  server_.otherwise([](const auto&) { return ServerReply::says(std::string(200'000, 'x')); });
  EXPECT_EQ(ask().error().fault, Fault::kModel);
  EXPECT_THAT(ask().error().message, HasSubstr("bigger"));
  EXPECT_EQ(ask(true).error().fault, Fault::kModel);
}

TEST_P(ProviderFaults, SaysThatTheKeyIsWrongWithoutShowingIt) {
  server_.script({ServerReply::fails(401, std::string("Incorrect API key provided: ") + kKey)});
  const auto reply = ask();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, Fault::kPermission);
  EXPECT_THAT(reply.error().next_step, HasSubstr("_API_KEY"));
  EXPECT_THAT(reply.error().message + reply.error().detail, Not(HasSubstr(kKey)));
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_P(ProviderFaults, SaysThatThereIsNoSuchModel) {
  server_.script({ServerReply::fails(404, "model not found")});
  const auto reply = ask();
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr(config_.model));
}

TEST_P(ProviderFaults, PassesOnWhyARequestWasRefused) {
  server_.script({ServerReply::fails(400, "prompt is too long: 250000 tokens > 200000 maximum")});
  const auto reply = ask();
  EXPECT_EQ(reply.error().fault, Fault::kModel);
  EXPECT_THAT(reply.error().message, HasSubstr("250000 tokens"));
  EXPECT_THAT(reply.error().next_step, HasSubstr("schema_tokens"));
}

TEST_P(ProviderFaults, RetriesAnEmptyReply) {
  server_.script({ServerReply::says(""), ServerReply::says("here")});
  EXPECT_EQ(ask()->text, "here");
  EXPECT_THAT(notices_.at(0), HasSubstr("Empty reply"));
}

TEST_P(ProviderFaults, SurvivesAServerThatClosesBetweenRequests) {
  auto closing = ServerReply::says("one");
  closing.closes_after = true;
  server_.script({closing, ServerReply::says("two")});
  EXPECT_EQ(ask()->text, "one");
  EXPECT_EQ(ask()->text, "two");
  EXPECT_THAT(notices_, IsEmpty());
}

TEST_P(ProviderFaults, ClosesTheConnectionWhenTheQuestionIsCancelled) {
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
