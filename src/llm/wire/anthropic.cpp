// Anthropic Messages, version 2023-06-01.

#include <algorithm>
#include <map>

#include "llm/wire/json_access.hpp"
#include "llm/wire/schemas.hpp"
#include "llm/wire/unreadable.hpp"
#include "llm/wire/wire.hpp"

namespace askdb {
namespace {

TokenUsage anthropic_usage(const json::value& usage) {
  return {.input_tokens = count_at(usage, {"input_tokens"}),
          .output_tokens = count_at(usage, {"output_tokens"}),
          .cache_read_tokens = count_at(usage, {"cache_read_input_tokens"}),
          .cache_write_tokens = count_at(usage, {"cache_creation_input_tokens"}),
          .calls = 1};
}

void take_stop_reason(WireReply& reply, std::string_view reason) {
  if (reason == "max_tokens" || reason == "model_context_window_exceeded") {
    reply.is_truncated = true;
  }
  if (reason == "refusal") reply.refusal = "the provider's safety rules stopped it";
}

class AnthropicReader : public StreamReader {
 public:
  void take(const SseEvent& event, const OnText& on_text) override {
    const auto data = parse_json(event.data);
    if (!data) {
      is_unreadable_ = true;
      return;
    }
    const auto type = text_at(*data, {"type"});
    if (type == "message_start") {
      reply_.model = text_at(*data, {"message", "model"});
      if (const auto* usage = find(*data, {"message", "usage"}))
        reply_.usage = anthropic_usage(*usage);
    } else if (type == "content_block_start") {
      is_tool_ = text_at(*data, {"content_block", "type"}) == "tool_use";
    } else if (type == "content_block_delta") {
      const auto kind = text_at(*data, {"delta", "type"});
      const auto piece = kind == "text_delta"         ? text_at(*data, {"delta", "text"})
                         : kind == "input_json_delta" ? text_at(*data, {"delta", "partial_json"})
                                                      : std::string_view();
      (is_tool_ ? tool_text_ : text_) += piece;
      if (!piece.empty()) on_text(piece);
    } else if (type == "message_delta") {
      take_stop_reason(reply_, text_at(*data, {"delta", "stop_reason"}));
      // These counts are running totals of the message, not additions.
      const auto output = count_at(*data, {"usage", "output_tokens"});
      if (output > 0) reply_.usage.output_tokens = output;
    } else if (type == "message_stop") {
      is_complete_ = true;
    } else if (type == "error") {
      problem_ = text_at(*data, {"error", "message"});
      const auto kind = text_at(*data, {"error", "type"});
      is_overloaded_ = kind == "overloaded_error" || kind == "api_error";
      if (problem_.empty()) problem_ = kind;
    }
  }

  Result<WireReply> finish() override {
    if (!problem_.empty()) return stream_problem(problem_);
    if (is_unreadable_) return unreadable_reply();
    if (!is_complete_) return cut_off_stream();
    reply_.text = tool_text_.empty() ? text_ : tool_text_;
    return reply_;
  }

 private:
  WireReply reply_;
  std::string text_;
  std::string tool_text_;
  std::string problem_;
  bool is_tool_ = false;
  bool is_complete_ = false;
  bool is_unreadable_ = false;
};

class AnthropicWire : public Wire {
 public:
  WireRequest request(const ModelConfig& config, const ModelRequest& request,
                      const WireHabits& habits, bool is_streamed) const override {
    WireRequest wire{.suffix = "/v1/messages",
                     .headers = {{"anthropic-version", "2023-06-01"}},
                     .body = {{"model", config.model}, {"max_tokens", config.max_tokens}}};
    if (!config.api_key.empty()) wire.headers.push_back({"x-api-key", config.api_key});
    if (habits.takes_temperature) wire.body["temperature"] = std::min(request.temperature, 1.0);
    if (is_streamed) wire.body["stream"] = true;
    std::string system = request.system;
    if (request.shape && habits.shaped_by != ShapedBy::kSchema) {
      system += "\n\n" + shape_in_words(*request.shape);
    } else if (request.shape) {
      const auto name = tool_name(*request.shape);
      wire.body["tools"] = json::array{json::object{{"name", name},
                                                    {"description", "Gives the answer."},
                                                    {"input_schema", request.shape->schema}}};
      wire.body["tool_choice"] = {{"type", "tool"}, {"name", name}};
    }
    if (!system.empty()) {
      // Tools come before the system prompt in what is cached, so one mark covers both.
      wire.body["system"] = json::array{json::object{
          {"type", "text"}, {"text", system}, {"cache_control", {{"type", "ephemeral"}}}}};
    }
    json::array messages;
    for (const auto& message : request.messages) {
      messages.push_back(
          {{"role", message.is_from_model ? "assistant" : "user"}, {"content", message.text}});
    }
    wire.body["messages"] = std::move(messages);
    return wire;
  }

  Result<WireReply> read(std::string_view body) const override {
    const auto value = parse_json(body);
    if (!value || find(*value, {"content"}) == nullptr) return unreadable_reply();
    WireReply reply;
    std::string tool_text;
    for (const auto& block : list_at(*value, {"content"})) {
      if (text_at(block, {"type"}) == "text") reply.text += text_at(block, {"text"});
      if (const auto* input = find(block, {"input"})) tool_text = json::serialize(*input);
    }
    if (!tool_text.empty()) reply.text = tool_text;
    reply.model = text_at(*value, {"model"});
    if (const auto* usage = find(*value, {"usage"})) reply.usage = anthropic_usage(*usage);
    reply.usage.calls = 1;
    take_stop_reason(reply, text_at(*value, {"stop_reason"}));
    return reply;
  }

  std::unique_ptr<StreamReader> reader() const override {
    return std::make_unique<AnthropicReader>();
  }
};

}  // namespace

const Wire& anthropic_wire() {
  static const AnthropicWire kWire;
  return kWire;
}

}  // namespace askdb
