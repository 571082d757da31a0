#include "llm/wire/wire.hpp"

#include "base/text.hpp"

namespace askdb {
namespace {

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

/// The next way of asking for a shape that `kind` knows.
ShapedBy next_way(ShapedBy way, ProviderKind kind) {
  if (kind == ProviderKind::kAnthropic) return ShapedBy::kPrompt;
  if (kind == ProviderKind::kGemini && way == ShapedBy::kSchema) return ShapedBy::kJsonMode;
  return way == ShapedBy::kSchema ? ShapedBy::kTool
         : way == ShapedBy::kTool ? ShapedBy::kJsonMode
                                  : ShapedBy::kPrompt;
}

}  // namespace

const Wire& wire_of(ProviderKind kind) {
  switch (kind) {
    case ProviderKind::kAnthropic:
      return anthropic_wire();
    case ProviderKind::kGemini:
      return gemini_wire();
    case ProviderKind::kOpenai:
      return openai_wire();
  }
  return openai_wire();
}

bool adapt(WireHabits& habits, ProviderKind kind, bool is_shaped, std::string_view problem) {
  const std::string text = to_lower(problem);
  if (!habits.wants_completion_tokens && kind == ProviderKind::kOpenai &&
      mentions(text, {"max_completion_tokens"})) {
    habits.wants_completion_tokens = true;
    return true;
  }
  if (habits.takes_stream_options && mentions(text, {"stream_options", "include_usage"})) {
    habits.takes_stream_options = false;
    return true;
  }
  if (habits.takes_temperature && mentions(text, {"temperature"})) {
    habits.takes_temperature = false;
    return true;
  }
  if (habits.takes_thinking && mentions(text, {"thinking"})) {
    habits.takes_thinking = false;
    return true;
  }
  const bool is_about_shape =
      mentions(text, {"response_format", "json_schema", "json schema", "response_schema",
                      "responseschema", "response_mime_type", "json_object", "json mode",
                      "structured", "tool", "function", "grammar", "schema"});
  if (is_shaped && is_about_shape && habits.shaped_by != ShapedBy::kPrompt) {
    habits.shaped_by = next_way(habits.shaped_by, kind);
    return true;
  }
  return false;
}

}  // namespace askdb
