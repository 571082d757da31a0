// Gemini generateContent and streamGenerateContent, v1beta.

#include <array>

#include "base/text.hpp"
#include "llm/wire/json_access.hpp"
#include "llm/wire/schemas.hpp"
#include "llm/wire/unreadable.hpp"
#include "llm/wire/wire.hpp"

namespace askdb {
namespace {

/// Models that think first count their thoughts as output. A small budget keeps them quick, and the
/// same number on top of the limit keeps the thoughts from eating the answer.
constexpr int kThinkingTokens = 1'024;

/// A model's name may stand in a path: everything but letters, digits and -._ is escaped.
std::string escaped(std::string_view name) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_') {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return out;
}

TokenUsage gemini_usage(const json::value& value) {
  const auto cached = count_at(value, {"cachedContentTokenCount"});
  const auto prompt = count_at(value, {"promptTokenCount"});
  return {.input_tokens = std::max<std::int64_t>(0, prompt - cached),
          .output_tokens =
              count_at(value, {"candidatesTokenCount"}) + count_at(value, {"thoughtsTokenCount"}),
          .cache_read_tokens = cached,
          .calls = 1};
}

/// Adds one reply, or one piece of a streamed one, to `reply`; returns the new text.
std::string add_piece(const json::value& value, WireReply& reply, bool& is_complete) {
  if (const auto model = text_at(value, {"modelVersion"}); !model.empty()) reply.model = model;
  if (const auto* usage = find(value, {"usageMetadata"})) reply.usage = gemini_usage(*usage);
  if (const auto block = text_at(value, {"promptFeedback", "blockReason"}); !block.empty()) {
    reply.refusal = "the prompt was blocked (" + to_lower(block) + ")";
    is_complete = true;
  }
  std::string text;
  const auto& candidates = list_at(value, {"candidates"});
  if (candidates.empty()) return text;
  const auto& candidate = candidates.front();
  for (const auto& part : list_at(candidate, {"content", "parts"})) {
    const auto* thought = find(part, {"thought"});
    if (thought != nullptr && *thought == json::value(true)) continue;
    text += text_at(part, {"text"});
  }
  const auto reason = text_at(candidate, {"finishReason"});
  if (reason.empty()) return text;
  is_complete = true;
  if (reason == "MAX_TOKENS") reply.is_truncated = true;
  for (const std::string_view refused :
       {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"}) {
    if (reason == refused) reply.refusal = "the provider stopped it (" + to_lower(reason) + ")";
  }
  return text;
}

class GeminiReader : public StreamReader {
 public:
  void take(const SseEvent& event, const OnText& on_text) override {
    const auto data = parse_json(event.data);
    if (!data) {
      is_unreadable_ = true;
      return;
    }
    if (const auto* error = find(*data, {"error"})) {
      problem_ = text_at(*error, {"message"});
      const auto code = count_at(*error, {"code"});
      is_overloaded_ = code == 429 || code >= 500;
      if (problem_.empty()) problem_ = "no reason given";
      return;
    }
    const auto piece = add_piece(*data, reply_, is_complete_);
    reply_.text += piece;
    if (!piece.empty()) on_text(piece);
  }

  Result<WireReply> finish() override {
    if (!problem_.empty()) return stream_problem(problem_);
    if (is_unreadable_) return unreadable_reply();
    if (!is_complete_) return cut_off_stream();
    return reply_;
  }

 private:
  WireReply reply_;
  std::string problem_;
  bool is_complete_ = false;
  bool is_unreadable_ = false;
};

class GeminiWire : public Wire {
 public:
  WireRequest request(const ModelConfig& config, const ModelRequest& request,
                      const WireHabits& habits, bool is_streamed) const override {
    std::string_view model = config.model;
    if (model.starts_with("models/")) model.remove_prefix(std::string_view("models/").size());
    WireRequest wire{
        .suffix = "/v1beta/models/" + escaped(model) +
                  (is_streamed ? ":streamGenerateContent?alt=sse" : ":generateContent"),
        .headers = {},
        .body = {}};
    // In a header, not in the URL: proxies and servers log URLs.
    if (!config.api_key.empty()) wire.headers.push_back({"x-goog-api-key", config.api_key});

    json::object settings{{"maxOutputTokens", config.max_tokens}};
    if (habits.takes_temperature) settings["temperature"] = request.temperature;
    if (habits.takes_thinking && model.starts_with("gemini-2.5-")) {
      settings["thinkingConfig"] = {{"thinkingBudget", kThinkingTokens}};
      settings["maxOutputTokens"] = config.max_tokens + kThinkingTokens;
    } else if (model.starts_with("gemini-3")) {
      settings["maxOutputTokens"] = config.max_tokens + 4 * kThinkingTokens;
    }
    std::string system = request.system;
    if (request.shape) {
      const bool wants_mode = habits.shaped_by <= ShapedBy::kJsonMode;
      if (wants_mode) settings["responseMimeType"] = "application/json";
      auto schema = habits.shaped_by == ShapedBy::kSchema ? gemini_schema(*request.shape)
                                                          : std::optional<json::object>();
      if (schema) {
        settings["responseSchema"] = *std::move(schema);
      } else {
        system += "\n\n" + shape_in_words(*request.shape);
      }
    }
    wire.body["generationConfig"] = std::move(settings);
    if (!system.empty()) {
      wire.body["systemInstruction"] = {{"parts", json::array{json::object{{"text", system}}}}};
    }
    json::array contents;
    for (const auto& message : request.messages) {
      contents.push_back({{"role", message.is_from_model ? "model" : "user"},
                          {"parts", json::array{json::object{{"text", message.text}}}}});
    }
    wire.body["contents"] = std::move(contents);
    return wire;
  }

  Result<WireReply> read(std::string_view body) const override {
    const auto value = parse_json(body);
    if (!value ||
        (find(*value, {"candidates"}) == nullptr && find(*value, {"promptFeedback"}) == nullptr &&
         find(*value, {"usageMetadata"}) == nullptr)) {
      return unreadable_reply();
    }
    WireReply reply;
    bool is_complete = false;
    reply.text = add_piece(*value, reply, is_complete);
    reply.usage.calls = 1;
    return reply;
  }

  std::unique_ptr<StreamReader> reader() const override { return std::make_unique<GeminiReader>(); }
};

}  // namespace

const Wire& gemini_wire() {
  static const GeminiWire kWire;
  return kWire;
}

}  // namespace askdb
