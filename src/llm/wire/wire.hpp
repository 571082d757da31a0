#pragma once

/// How one provider's requests and replies look. Plain functions of their input: no network.

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "llm/model.hpp"
#include "llm/wire/sse.hpp"
#include "net/http_client.hpp"

namespace askdb {

/// How a structured value is asked for, best first. A server that refuses one is asked by the next.
enum class ShapedBy { kSchema, kTool, kJsonMode, kPrompt };

/// What a server has turned out not to take. Learnt from its refusals, kept for the next request.
struct WireHabits {
  ShapedBy shaped_by = ShapedBy::kSchema;
  bool takes_temperature = true;
  bool takes_stream_options = true;
  bool takes_thinking = true;
  /// OpenAI's newer models want `max_completion_tokens`, all other servers `max_tokens`.
  bool wants_completion_tokens = false;
};

struct WireRequest {
  std::string suffix;  ///< Of the base URL's path: "/v1/messages".
  std::vector<HttpHeader> headers;
  json::object body;
};

/// A reply, whole or put together from a stream.
struct WireReply {
  std::string text;     ///< Plain text, or the text of a structured value.
  std::string refusal;  ///< Why the model or its provider would not answer; else empty.
  TokenUsage usage;
  std::string model;
  bool is_truncated = false;
};

/// Puts a streamed reply together.
class StreamReader {
 public:
  using OnText = std::function<void(std::string_view)>;

  virtual ~StreamReader() = default;
  /// Takes one event; hands on what it adds to the text.
  virtual void take(const SseEvent& event, const OnText& on_text) = 0;
  /// After the last event. Fails with kConnection when the stream ended too early, with kModel when
  /// the provider reported an error inside it (`overloaded` then tells whether that may pass).
  virtual Result<WireReply> finish() = 0;
  bool is_overloaded() const { return is_overloaded_; }

 protected:
  bool is_overloaded_ = false;
};

class Wire {
 public:
  virtual ~Wire() = default;
  virtual WireRequest request(const ModelConfig& config, const ModelRequest& request,
                              const WireHabits& habits, bool is_streamed) const = 0;
  /// Reads the body of a 2xx reply. Fails with kModel when it is not what the provider sends.
  virtual Result<WireReply> read(std::string_view body) const = 0;
  virtual std::unique_ptr<StreamReader> reader() const = 0;
};

/// The way the provider of `kind` speaks. Lives for ever.
const Wire& wire_of(ProviderKind kind);
const Wire& anthropic_wire();
const Wire& gemini_wire();
const Wire& openai_wire();

/// Changes one habit that `problem`, the text of a 400 or 422 refusal, complains about. False when
/// it complains about none of them, so that sending again would not help.
bool adapt(WireHabits& habits, ProviderKind kind, bool is_shaped, std::string_view problem);

}  // namespace askdb
