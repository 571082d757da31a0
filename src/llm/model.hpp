#pragma once

/// A language model: text in, text or a structured value out, with usage. Knows nothing of SQL.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/described.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace askdb {

/// Which of the configured models a stage uses.
enum class Tier { kWeak, kPlanning, kDeveloper };
BOOST_DESCRIBE_ENUM(Tier, kWeak, kPlanning, kDeveloper)

struct TokenUsage {
  std::int64_t input_tokens = 0;  ///< Without the cached ones.
  std::int64_t output_tokens = 0;
  std::int64_t cache_read_tokens = 0;
  std::int64_t cache_write_tokens = 0;
  std::int64_t calls = 0;
  double price_usd = 0;  ///< By the price table; 0 for unknown models.
  bool is_price_known = true;

  TokenUsage& operator+=(const TokenUsage& other);
};
BOOST_DESCRIBE_STRUCT(TokenUsage, (),
                      (input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, calls,
                       price_usd, is_price_known))

struct ChatMessage {
  bool is_from_model = false;
  std::string text;
};

/// A type the model must answer in.
struct OutputShape {
  std::string name;     ///< "query_plan": becomes the tool's or schema's name.
  json::object schema;  ///< From `json_schema<T>()`.
};

struct ModelRequest {
  /// The part that stays the same between questions; marked for the provider's prompt cache.
  std::string system;
  std::vector<ChatMessage> messages;
  std::optional<OutputShape> shape;
  double temperature = 0.3;
  /// From the first byte sent to the last received, per try. 0: as the model is configured; a
  /// longer one than that is shortened.
  std::chrono::milliseconds timeout{0};
};

struct ModelReply {
  std::string text;                       ///< Plain text, or the JSON text of `structured`.
  std::optional<json::value> structured;  ///< Present when a shape was asked for and parsed.
  TokenUsage usage;
  std::string model;          ///< As the provider names it.
  bool is_truncated = false;  ///< The model stopped because it had used all its output tokens.
  std::chrono::milliseconds elapsed{0};
};

/// What the person who waits may see while a model is asked.
struct ModelProgress {
  /// Pieces of text as they arrive. Unset: the reply is not streamed.
  std::function<void(std::string_view)> on_text;
  /// "API overloaded. Retrying in 2s... (attempt 2/3)"
  std::function<void(const std::string&)> on_notice;
  /// The cost of every call that came back, as it comes back: also of calls whose reply turned out
  /// to be unusable, which no ModelReply reports.
  std::function<void(const TokenUsage&)> on_usage;
};

/// One configured model of one provider. Serves many requests at once.
class Model {
 public:
  virtual ~Model() = default;

  /// "anthropic/claude-haiku-4-5".
  virtual std::string name() const = 0;

  /// Asks once, with retries for 429, 503, 529 and network errors inside. Fails with kModel (the
  /// provider's message, and what to do), kConnection, kPermission (wrong key), kTimeout,
  /// kConfig (a certificate or a proxy that cannot be used).
  /// Cancelling the task closes the connection.
  virtual Task<Result<ModelReply>> ask(ModelRequest request, ModelProgress progress) = 0;
};

/// Asks for a `T`. What the model writes around the JSON, and harmless deviations from the schema
/// (`llm/lenient_json.hpp`), are mended. On a reply that cannot be read, one repair round tells the
/// model the problems; then fails with kModel. The reply's usage counts all rounds; only the first
/// round is streamed.
template <class T>
struct Structured {
  T value;
  ModelReply reply;
};
template <class T>
Task<Result<Structured<T>>> ask_structured(Model& model, std::string shape_name,
                                           ModelRequest request, ModelProgress progress);

/// The message that asks a model to mend its reply; names every problem.
ModelRequest repair_request(ModelRequest request, const ModelReply& reply,
                            const std::string& problems);

}  // namespace askdb

#include "llm/model_impl.hpp"
