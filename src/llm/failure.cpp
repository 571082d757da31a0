#include "llm/failure.hpp"

#include "base/text.hpp"
#include "llm/redact.hpp"
#include "llm/retry.hpp"
#include "llm/wire/json_access.hpp"

namespace askdb {
namespace {

constexpr std::size_t kMaxQuoted = 300;

struct ProviderWords {
  std::string message;
  std::string code;  ///< All machine-readable words together, lower case.
  std::optional<std::chrono::milliseconds> retry_after;
};

/// The error texts of all providers: {"error": {"message": ...}}, {"error": "..."},
/// {"detail": "..."}, {"message": "..."}, and Gemini's list of one.
ProviderWords words_of(const HttpReply& reply, Clock::WallTime now) {
  ProviderWords words;
  auto value = parse_json(reply.body);
  if (value && value->is_array() && !value->get_array().empty()) {
    json::value first = value->get_array().front();
    value = std::move(first);
  }
  if (value) {
    const auto* error = find(*value, {"error"});
    if (error != nullptr && error->is_string()) {
      words.message = error->get_string();
    } else if (error != nullptr) {
      words.message = text_at(*error, {"message"});
      for (const char* key : {"type", "code", "status"}) {
        words.code += to_lower(text_at(*error, {key})) + " ";
      }
      for (const auto& detail : list_at(*error, {"details"})) {
        words.code += to_lower(text_at(detail, {"reason"})) + " ";
        auto delay = text_at(detail, {"retryDelay"});
        if (delay.ends_with('s')) delay.remove_suffix(1);
        if (!delay.empty()) words.retry_after = parse_retry_after(delay, now);
      }
    }
    if (words.message.empty()) words.message = text_at(*value, {"detail"});
    if (words.message.empty()) words.message = text_at(*value, {"message"});
  }
  const auto header = reply.headers.find("retry-after");
  if (header != reply.headers.end()) words.retry_after = parse_retry_after(header->second, now);
  words.message = shortened(trim(without_controls(words.message)), kMaxQuoted);
  return words;
}

std::string key_variable(const ModelConfig& config) {
  switch (config.provider) {
    case ProviderKind::kAnthropic:
      return "ANTHROPIC_API_KEY";
    case ProviderKind::kGemini:
      return "GEMINI_API_KEY";
    case ProviderKind::kOpenai:
      return "OPENAI_API_KEY";
  }
  return "the key";
}

Error model_error(const std::string& message, const std::string& said, std::string next_step) {
  return {.fault = Fault::kModel,
          .message = message + (said.empty() ? "." : ": " + said),
          .next_step = std::move(next_step),
          .detail = {}};
}

bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

}  // namespace

std::string full_name(const ModelConfig& config) {
  return name_of(config.provider) + "/" + config.model;
}

TryFailure refused(const ModelConfig& config, const HttpReply& reply, Clock::WallTime now) {
  auto words = words_of(reply, now);
  words.message = redacted(words.message, config.api_key);
  const std::string name = full_name(config);
  const std::string said = words.message;
  const std::string lower = to_lower(said) + " " + words.code;
  TryFailure failure;
  failure.retry_after = words.retry_after;
  failure.problem = said + " " + words.code;

  // Gemini refuses a wrong key with 400.
  const bool is_key = reply.status == 401 || reply.status == 403 || has(lower, "api_key_invalid") ||
                      has(lower, "api key not valid");
  if (is_key) {
    failure.error =
        model_error("The provider of " + name + " refused the key", said,
                    "Set " + key_variable(config) + " to a valid key with access to this model.");
    failure.error.fault = Fault::kPermission;
  } else if (reply.status == 402 || has(lower, "insufficient_quota") ||
             has(lower, "credit balance")) {
    failure.error = model_error("The account for " + name + " has no credit left", said,
                                "Top it up with the provider, or configure another model.");
  } else if (reply.status == 404) {
    failure.error = model_error("There is no model " + name + " at this address", said,
                                "Check the model's name and its base URL.");
  } else if (reply.status == 413 || has(lower, "context_length") || has(lower, "context length") ||
             has(lower, "prompt is too long") ||
             has(lower, "exceeds the maximum number of tokens")) {
    failure.error = model_error("The prompt is too long for " + name, said,
                                "Lower schema_tokens or MAX_RESULT_ROWS_FOR_LLM, begin a new "
                                "conversation, or configure a model with a larger context.");
  } else if (reply.status == 429) {
    failure.error = model_error("The provider of " + name + " limits how often it may be asked",
                                said, "Wait a minute and ask again.");
    failure.passing_reason = "Rate limit reached";
  } else if (reply.status == 503 || reply.status == 529) {
    failure.error = model_error(name + " is overloaded", said, "Wait a minute and ask again.");
    failure.passing_reason = "API overloaded";
  } else if (reply.status == 408 || reply.status >= 500) {
    failure.error = model_error(
        "The provider of " + name + " failed (status " + std::to_string(reply.status) + ")", said,
        "Ask again in a minute.");
    failure.passing_reason = "API error " + std::to_string(reply.status);
  } else if (reply.status / 100 == 3) {
    failure.error = model_error(
        "The address of " + name + " leads elsewhere (status " + std::to_string(reply.status) + ")",
        {}, "Write the final address as base_url; redirects are not followed.");
  } else {
    failure.is_bad_request = reply.status == 400 || reply.status == 422;
    failure.error = model_error("The provider of " + name + " refused the request (status " +
                                    std::to_string(reply.status) + ")",
                                said, "Check the model's settings in the configuration.");
  }
  failure.error.detail = "status " + std::to_string(reply.status);
  return failure;
}

TryFailure broken(Error error) {
  TryFailure failure;
  if (error.fault == Fault::kConnection) failure.passing_reason = "Network error";
  if (error.fault == Fault::kTimeout) {
    error.next_step = "Ask again, or raise the timeout of this model in the configuration.";
  }
  if (error.fault == Fault::kOther) {
    error.fault = Fault::kModel;
    error.next_step = "Check that the base URL is that of a model.";
  }
  failure.error = std::move(error);
  return failure;
}

Error given_up(const ModelConfig& config, const TryFailure& failure, int tries) {
  Error error = failure.error;
  if (tries > 1) error.message += " (tried " + std::to_string(tries) + " times)";
  if (!failure.passing_reason.empty()) {
    error.next_step += " Questions that need no model can be asked with the offline engine.";
  }
  error.detail = full_name(config) + (error.detail.empty() ? "" : ": " + error.detail);
  return error;
}

}  // namespace askdb
