#include "llm/make_model.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "fixtures/model_server.hpp"
#include "fixtures/run_task.hpp"
#include "net/http_client.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using testing::ModelServer;
using ::testing::Not;
using testing::ServerReply;

class Tiers : public ::testing::Test {
 protected:
  ModelConfig model(const std::string& name, ProviderKind provider = ProviderKind::kOpenai) const {
    ModelConfig model;
    model.provider = provider;
    model.model = name;
    model.base_url = server_.url();
    model.api_key = "not-a-known-form-of-key";
    return model;
  }
  Result<ModelTiers> make(const std::map<std::string, std::string>& environment = {}) {
    return ModelTiers::make(config_, io_.get_executor(), environment);
  }
  Error error_of(const ModelConfig& model) {
    config_.developer = model;
    return make().error();
  }

  ModelServer server_;
  asio::io_context io_;
  LlmConfig config_;
};

TEST_F(Tiers, AreEmptyWithoutModels) { EXPECT_TRUE(make()->empty()); }

TEST_F(Tiers, ShareOneModelWhereTheConfigurationIsTheSame) {
  config_.weak = config_.planning = model("small");
  config_.developer = model("big");
  const auto tiers = make();
  ASSERT_TRUE(tiers) << tiers.error().message;
  EXPECT_EQ(&tiers->of(Tier::kWeak), &tiers->of(Tier::kPlanning));
  EXPECT_EQ(tiers->of(Tier::kWeak).name(), "openai/small");
  EXPECT_EQ(tiers->of(Tier::kDeveloper).name(), "openai/big");
}

TEST_F(Tiers, UseTheNextModelForATierWithoutOne) {
  config_.weak = model("only");
  const auto tiers = make();
  EXPECT_EQ(tiers->of(Tier::kPlanning).name(), "openai/only");
  EXPECT_EQ(tiers->of(Tier::kDeveloper).name(), "openai/only");
}

TEST_F(Tiers, RefuseSettingsThatCannotWork) {
  auto bad_key = model("m");
  bad_key.api_key = "key\r\nX-Other: 1";
  EXPECT_EQ(error_of(bad_key).fault, Fault::kConfig);
  EXPECT_THAT(error_of(bad_key).message, Not(HasSubstr("X-Other")));
  auto bad_url = model("m");
  bad_url.base_url = "localhost:11434";
  EXPECT_THAT(error_of(bad_url).message, HasSubstr("base_url of openai/m"));
  auto no_name = model("");
  EXPECT_THAT(error_of(no_name).message, HasSubstr("no name"));
  auto no_key = model("m", ProviderKind::kAnthropic);
  no_key.base_url = "";
  no_key.api_key = "";
  EXPECT_THAT(error_of(no_key).message, HasSubstr("needs a key"));
  auto no_tokens = model("m");
  no_tokens.max_tokens = 0;
  EXPECT_THAT(error_of(no_tokens).message, HasSubstr("max_tokens"));
  config_.prices_file = "/no/such/prices.yaml";
  EXPECT_THAT(error_of(model("m")).message, HasSubstr("/no/such/prices.yaml"));
}

TEST_F(Tiers, FindTheChatPathOfLocalServers) {
  config_.developer = model("llama3.1:8b");
  config_.developer->api_key = "";
  const auto tiers = make().value();
  ModelRequest request;
  request.messages = {{false, "hello"}};
  const auto reply = testing::run_task(io_, tiers.of(Tier::kDeveloper).ask(request, {}));
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(server_.requests().at(0).path, "/v1/chat/completions");
  EXPECT_FALSE(server_.requests().at(0).headers.contains("authorization"));
  EXPECT_TRUE(reply->usage.is_price_known) << "a model on this machine costs nothing";
  EXPECT_EQ(reply->usage.price_usd, 0);
}

TEST_F(Tiers, FindThePathOfAGatewayThatHasTheVersionInItsAddress) {
  config_.developer = model("claude", ProviderKind::kAnthropic);
  config_.developer->base_url += "/gateway/v1/";
  ModelRequest request;
  request.messages = {{false, "hello"}};
  const auto tiers = make().value();
  ASSERT_TRUE(testing::run_task(io_, tiers.of(Tier::kDeveloper).ask(request, {})));
  EXPECT_EQ(server_.requests().at(0).path, "/gateway/v1/messages");
}

TEST_F(Tiers, LogPromptsAndRepliesButNoKeys) {
  std::string path = ::testing::TempDir() + "llm_log.XXXXXX";
  ::close(::mkstemp(path.data()));
  config_.is_debug = true;
  config_.developer = model("m");
  server_.script({ServerReply::fails(503, "busy with not-a-known-form-of-key"),
                  ServerReply::says("The answer; x-api-key: 99, not-a-known-form-of-key")});
  config_.retry_initial_delay = std::chrono::milliseconds(1);
  ModelRequest request;
  request.system = "Connect to postgresql://bob:hush@host/db";
  request.messages = {{false, "What is sk-ant-api03-aaaaaaaaaaaa?"}};
  config_.debug_file = path;
  const auto tiers = make().value();
  ASSERT_TRUE(testing::run_task(io_, tiers.of(Tier::kDeveloper).ask(request, {})));
  std::ifstream file(path);
  const std::string log(std::istreambuf_iterator<char>(file), {});
  ::unlink(path.c_str());
  EXPECT_THAT(log, HasSubstr("What is ***?"));
  EXPECT_THAT(log, HasSubstr("postgresql://bob:***@host/db"));
  EXPECT_THAT(log, HasSubstr("The answer; x-api-key: ***, ***"));
  EXPECT_THAT(log, HasSubstr("Retrying"));
  EXPECT_THAT(log, HasSubstr("100 tokens in"));
  for (const auto* secret : {"not-a-known-form-of-key", "hush", "sk-ant", ": 99"}) {
    EXPECT_THAT(log, Not(HasSubstr(secret)));
  }
}

TEST_F(Tiers, SayThatTheLogCannotBeWritten) {
  config_.is_debug = true;
  config_.developer = model("m");
  config_.debug_file = "/proc/no/such/log";
  EXPECT_EQ(make().error().fault, Fault::kConfig);
}

}  // namespace
}  // namespace askdb
