#include <gmock/gmock.h>

#include "fixtures/run_task.hpp"
#include "fixtures/scripted_model.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using testing::run_task;
using testing::ScriptedModel;

struct Verdict {
  bool is_relevant = false;
  std::string reasoning;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (is_relevant, reasoning))

Result<Structured<Verdict>> ask(ScriptedModel& model, ModelProgress progress = {}) {
  ModelRequest request;
  request.system = "s";
  request.messages.push_back({.is_from_model = false, .text = "q"});
  return run_task(ask_structured<Verdict>(model, "verdict", request, std::move(progress)));
}

TEST(AskStructured, ReadsTheValueAndSendsTheSchema) {
  ScriptedModel model;
  model.will_answer({{"is_relevant", true}, {"reasoning", "r"}});
  const auto verdict = ask(model);
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->value.is_relevant);
  const auto shape = model.requests().at(0).shape;
  EXPECT_EQ(shape->name, "verdict");
  EXPECT_TRUE(shape->schema.at("properties").as_object().contains("reasoning"));
}

TEST(AskStructured, ReadsJsonFromPlainText) {
  ScriptedModel model;
  model.will_say("Of course:\n```json\n{\"is_relevant\": \"true\", \"reasoning\": \"r\"}\n```");
  EXPECT_TRUE(ask(model)->value.is_relevant);
  EXPECT_EQ(model.requests().size(), 1U);
}

TEST(AskStructured, TellsTheModelTheProblemsOnceAndCountsBothCalls) {
  ScriptedModel model;
  model.will_answer({{"is_relevant", "perhaps"}});
  model.will_answer({{"is_relevant", false}, {"reasoning", "now complete"}});
  std::vector<std::string> pieces;
  ModelProgress progress;
  progress.on_text = [&](std::string_view text) { pieces.emplace_back(text); };
  const auto verdict = ask(model, progress);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->value.reasoning, "now complete");
  EXPECT_EQ(verdict->reply.usage.calls, 2);
  EXPECT_EQ(verdict->reply.usage.input_tokens, 200);
  EXPECT_EQ(pieces.size(), 1U) << "the repair round is not shown";
  const auto messages = model.requests().at(1).messages;
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_TRUE(messages[1].is_from_model);
  EXPECT_THAT(messages[2].text, HasSubstr("/is_relevant"));
  EXPECT_THAT(messages[2].text, HasSubstr("/reasoning: is missing"));
}

TEST(AskStructured, GivesUpAfterTheRepairRound) {
  ScriptedModel model;
  model.will_say("I would rather not.");
  model.will_say("No.");
  TokenUsage paid;
  ModelProgress progress;
  progress.on_usage = [&](const TokenUsage& usage) { paid += usage; };
  const auto verdict = ask(model, progress);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().fault, Fault::kModel);
  EXPECT_THAT(verdict.error().message, HasSubstr("twice"));
  EXPECT_EQ(paid.calls, 2) << "a failed answer was paid for";
}

TEST(AskStructured, DoesNotRepairAReplyThatWasCutOff) {
  ScriptedModel model;
  model.will_answer_by([](const ModelRequest&) -> Result<ModelReply> {
    auto reply = ScriptedModel::reply(R"({"is_relevant": tr)", std::nullopt);
    reply.is_truncated = true;
    return reply;
  });
  const auto verdict = ask(model);
  ASSERT_FALSE(verdict);
  EXPECT_THAT(verdict.error().next_step, HasSubstr("max_tokens"));
}

TEST(AskStructured, PassesTheModelsFailureOn) {
  ScriptedModel model;
  model.will_fail({.fault = Fault::kPermission, .message = "wrong key"});
  EXPECT_EQ(ask(model).error().message, "wrong key");
}

}  // namespace
}  // namespace askdb
