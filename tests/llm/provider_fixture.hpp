#pragma once

/// A model of each provider in front of a scripted server, and all that it tells while it is asked.

#include <gmock/gmock.h>

#include "fixtures/model_server.hpp"
#include "fixtures/run_task.hpp"
#include "llm/make_model.hpp"
#include "net/http_client.hpp"

namespace askdb::testing {

struct Verdict {
  bool is_relevant = false;
  std::string reasoning;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (is_relevant, reasoning, note))

inline const json::object kVerdict{{"is_relevant", true}, {"reasoning", "It asks for a “count”."}};
constexpr const char* kKey = "sk-test-1234567890abcdef";

class ProviderFixture : public ::testing::TestWithParam<ProviderKind> {
 protected:
  ProviderFixture() {
    config_.provider = GetParam();
    config_.model = GetParam() == ProviderKind::kGemini ? "gemini-2.5-flash" : "claude-haiku-4-5";
    config_.api_key = kKey;
    config_.base_url = server_.url() + (GetParam() == ProviderKind::kOpenai ? "/v1" : "");
    policy_.initial_delay = std::chrono::milliseconds(1);
    policy_.max_delay = std::chrono::milliseconds(5);
    policy_.random = [] { return 0.0; };
    request_.system = "You answer.";
    request_.messages = {{false, "How many?"}};
    request_.timeout = std::chrono::seconds(5);
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
    return run_task(io_, model().ask(request_, progress(is_streamed)));
  }
  Result<Structured<Verdict>> ask_verdict(bool is_streamed = false) {
    return run_task(io_,
                    ask_structured<Verdict>(model(), "verdict", request_, progress(is_streamed)));
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

}  // namespace askdb::testing
