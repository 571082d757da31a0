// OpenAI chat completions, as OpenAI, Ollama, vLLM, the llama.cpp server and many others speak it.

#include <algorithm>

#include "base/text.hpp"
#include "llm/wire/json_access.hpp"
#include "llm/wire/schemas.hpp"
#include "llm/wire/unreadable.hpp"
#include "llm/wire/wire.hpp"

namespace askdb {
namespace {

TokenUsage openai_usage(const json::value& usage) {
  const auto prompt = count_at(usage, {"prompt_tokens"});
  const auto cached = count_at(usage, {"prompt_tokens_details", "cached_tokens"});
  return {.input_tokens = std::max<std::int64_t>(0, prompt - cached),
          .output_tokens = count_at(usage, {"completion_tokens"}),
          .cache_read_tokens = cached,
          .calls = 1};
}

void take_finish_reason(WireReply& reply, std::string_view reason) {
  if (reason == "length") reply.is_truncated = true;
  if (reason == "content_filter") reply.refusal = "the provider's content filter stopped it";
}

/// Local models that reason write their thoughts before the answer.
std::string without_thoughts(std::string text) {
  constexpr std::string_view kEnd = "</think>";
  const auto end = text.find(kEnd);
  if (!trim(text).starts_with("<think>") || end == std::string::npos) return text;
  return std::string(trim(std::string_view(text).substr(end + kEnd.size())));
}

class OpenaiReader : public StreamReader {
 public:
  void take(const SseEvent& event, const OnText& on_text) override {
    if (event.data == "[DONE]") {
      is_complete_ = true;
      return;
    }
    const auto data = parse_json(event.data);
    if (!data) {
      is_unreadable_ = true;
      return;
    }
    if (const auto* error = find(*data, {"error"})) {
      problem_ =
          error->is_string() ? std::string_view(error->get_string()) : text_at(*error, {"message"});
      const auto code = count_at(*error, {"code"});
      is_overloaded_ = code == 429 || code >= 500 || text_at(*error, {"type"}) == "server_error";
      if (problem_.empty()) problem_ = "no reason given";
      return;
    }
    if (const auto model = text_at(*data, {"model"}); !model.empty()) reply_.model = model;
    if (const auto* usage = find(*data, {"usage"}); usage != nullptr && usage->is_object()) {
      reply_.usage = openai_usage(*usage);
    }
    const auto& choices = list_at(*data, {"choices"});
    if (choices.empty()) return;
    const auto& choice = choices.front();
    if (const auto reason = text_at(choice, {"finish_reason"}); !reason.empty()) {
      take_finish_reason(reply_, reason);
      is_complete_ = true;  // Some servers send no [DONE].
    }
    reply_.refusal += text_at(choice, {"delta", "refusal"});
    const auto text = text_at(choice, {"delta", "content"});
    text_ += text;
    if (!text.empty()) on_text(text);
    for (const auto& call : list_at(choice, {"delta", "tool_calls"})) {
      if (count_at(call, {"index"}) != 0) continue;  // One tool, so one call is meant.
      const auto piece = text_at(call, {"function", "arguments"});
      tool_text_ += piece;
      if (!piece.empty()) on_text(piece);
    }
  }

  Result<WireReply> finish() override {
    if (!problem_.empty()) return stream_problem(problem_);
    if (is_unreadable_) return unreadable_reply();
    if (!is_complete_) return cut_off_stream();
    reply_.usage.calls = 1;
    reply_.text = tool_text_.empty() ? without_thoughts(text_) : tool_text_;
    return reply_;
  }

 private:
  WireReply reply_;
  std::string text_;
  std::string tool_text_;
  std::string problem_;
  bool is_complete_ = false;
  bool is_unreadable_ = false;
};

void add_shape(json::object& body, std::string& system, const OutputShape& shape,
               ShapedBy shaped_by) {
  auto strict = strict_schema(shape.schema);
  if (shaped_by == ShapedBy::kSchema) {
    json::object schema{{"name", shape.name}, {"strict", strict.has_value()}};
    schema["schema"] = strict ? *std::move(strict) : shape.schema;
    body["response_format"] = {{"type", "json_schema"}, {"json_schema", std::move(schema)}};
    return;
  }
  if (shaped_by == ShapedBy::kTool) {
    body["tools"] = json::array{json::object{{"type", "function"},
                                             {"function",
                                              {{"name", tool_name(shape)},
                                               {"description", "Gives the answer."},
                                               {"parameters", shape.schema}}}}};
    body["tool_choice"] = {{"type", "function"}, {"function", {{"name", tool_name(shape)}}}};
    return;
  }
  if (shaped_by == ShapedBy::kJsonMode) body["response_format"] = {{"type", "json_object"}};
  system += (system.empty() ? "" : "\n\n") + shape_in_words(shape);
}

class OpenaiWire : public Wire {
 public:
  WireRequest request(const ModelConfig& config, const ModelRequest& request,
                      const WireHabits& habits, bool is_streamed) const override {
    WireRequest wire{
        .suffix = "/chat/completions", .headers = {}, .body = {{"model", config.model}}};
    if (!config.api_key.empty()) {
      wire.headers.push_back({"authorization", "Bearer " + config.api_key});
      // Azure's older addresses look for the key here.
      if (config.base_url.find(".azure.com") != std::string::npos) {
        wire.headers.push_back({"api-key", config.api_key});
      }
    }
    wire.body[habits.wants_completion_tokens ? "max_completion_tokens" : "max_tokens"] =
        config.max_tokens;
    if (habits.takes_temperature) wire.body["temperature"] = request.temperature;
    if (is_streamed) {
      wire.body["stream"] = true;
      if (habits.takes_stream_options) wire.body["stream_options"] = {{"include_usage", true}};
    }
    std::string system = request.system;
    if (request.shape) add_shape(wire.body, system, *request.shape, habits.shaped_by);
    json::array messages;
    if (!system.empty()) messages.push_back({{"role", "system"}, {"content", system}});
    for (const auto& message : request.messages) {
      messages.push_back(
          {{"role", message.is_from_model ? "assistant" : "user"}, {"content", message.text}});
    }
    wire.body["messages"] = std::move(messages);
    return wire;
  }

  Result<WireReply> read(std::string_view body) const override {
    const auto value = parse_json(body);
    if (!value || find(*value, {"choices"}) == nullptr) return unreadable_reply();
    WireReply reply;
    reply.model = text_at(*value, {"model"});
    if (const auto* usage = find(*value, {"usage"})) reply.usage = openai_usage(*usage);
    reply.usage.calls = 1;
    const auto& choices = list_at(*value, {"choices"});
    if (choices.empty()) return reply;
    const auto& choice = choices.front();
    reply.text = without_thoughts(std::string(text_at(choice, {"message", "content"})));
    for (const auto& call : list_at(choice, {"message", "tool_calls"})) {
      const auto* arguments = find(call, {"function", "arguments"});
      if (arguments == nullptr) continue;
      // A string of JSON; some servers send the object itself.
      reply.text = arguments->is_string() ? std::string(arguments->get_string())
                                          : json::serialize(*arguments);
      break;
    }
    reply.refusal = text_at(choice, {"message", "refusal"});
    take_finish_reason(reply, text_at(choice, {"finish_reason"}));
    return reply;
  }

  std::unique_ptr<StreamReader> reader() const override { return std::make_unique<OpenaiReader>(); }
};

}  // namespace

const Wire& openai_wire() {
  static const OpenaiWire kWire;
  return kWire;
}

}  // namespace askdb
