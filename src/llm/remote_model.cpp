#include "llm/remote_model.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "llm/lenient_json.hpp"
#include "llm/redact.hpp"
#include "llm/wire/unreadable.hpp"

namespace askdb {
namespace {

/// Each habit can be changed a few times at most: temperature, stream options, thinking, token
/// limit, and three other ways to ask for a shape.
constexpr int kMaxAdaptations = 7;

WireHabits first_habits(const ModelConfig& config, const HttpUrl& url) {
  WireHabits habits;
  habits.wants_completion_tokens =
      config.provider == ProviderKind::kOpenai && url.host == "api.openai.com";
  return habits;
}

bool is_event_stream(const HttpReply& reply) {
  const auto type = reply.headers.find("content-type");
  return type != reply.headers.end() && to_lower(type->second).starts_with("text/event-stream");
}

std::string prompt_text(const ModelRequest& request) {
  std::string text = "--- system\n" + request.system;
  for (const auto& message : request.messages) {
    text += (message.is_from_model ? "\n--- model\n" : "\n--- user\n") + message.text;
  }
  return text;
}

}  // namespace

RemoteModel::RemoteModel(ModelConfig config, HttpUrl url, ModelServices services)
    : config_(std::move(config)),
      url_(std::move(url)),
      services_(std::move(services)),
      wire_(wire_of(config_.provider)),
      habits_(first_habits(config_, url_)) {}

Task<Result<ModelReply>> RemoteModel::ask(ModelRequest request, ModelProgress progress) {
  const auto start = clock_.instant();
  auto notice = [&](const std::string& text) {
    if (progress.on_notice) progress.on_notice(text);
    if (services_.log) services_.log->debug("{}: {}", name(), text);
  };
  if (services_.log) {
    services_.log->debug("{} is asked{}, temperature {}\n{}", name(),
                         request.shape ? " for " + request.shape->name : "", request.temperature,
                         redacted(prompt_text(request), config_.api_key));
  }
  const int max_retries = services_.retry.max_retries;
  for (int retry = 0;;) {
    auto attempt = co_await try_once(request, progress);
    if (auto* reply = std::get_if<ModelReply>(&attempt.outcome)) {
      if (retry > 0) notice("✓ Retry succeeded on attempt " + std::to_string(retry + 1));
      reply->elapsed = elapsed_since(clock_, start);
      if (services_.log) {
        services_.log->debug("{} replied in {} ms, {} tokens in, {} cached, {} out\n{}", name(),
                             reply->elapsed.count(), reply->usage.input_tokens,
                             reply->usage.cache_read_tokens, reply->usage.output_tokens,
                             redacted(reply->text, config_.api_key));
      }
      co_return std::move(*reply);
    }
    const auto& failure = std::get<TryFailure>(attempt.outcome);
    if (services_.log) {
      services_.log->debug("{} failed: {} ({})", name(), failure.error.message,
                           failure.error.detail);
    }
    const auto wanted = failure.retry_after.value_or(std::chrono::milliseconds(0));
    const bool may_retry = !failure.passing_reason.empty() && retry < max_retries &&
                           !attempt.has_shown_text && wanted <= services_.retry.max_retry_after;
    if (!may_retry) co_return given_up(config_, failure, retry + 1);
    ++retry;
    const auto wait = std::max(retry_delay(services_.retry, retry), wanted);
    notice("⚠️  " + failure.passing_reason + ". Retrying in " + wait_in_words(wait) +
           "... (attempt " + std::to_string(retry) + "/" + std::to_string(max_retries) + ")");
    co_await pause_for(wait);
  }
}

Task<RemoteModel::Try> RemoteModel::try_once(const ModelRequest& request,
                                             const ModelProgress& progress) {
  for (int round = 0;; ++round) {
    WireHabits habits;
    {
      const std::scoped_lock lock(mutex_);
      habits = habits_;
    }
    auto attempt = co_await exchange(request, progress, habits);
    const auto* failure = std::get_if<TryFailure>(&attempt.outcome);
    if (failure == nullptr || !failure->is_bad_request || round == kMaxAdaptations) {
      co_return attempt;
    }
    if (!adapt(habits, config_.provider, request.shape.has_value(), failure->problem)) {
      co_return attempt;
    }
    if (services_.log) services_.log->debug("{}: {}; asking otherwise", name(), failure->problem);
    const std::scoped_lock lock(mutex_);
    habits_ = habits;
  }
}

Task<RemoteModel::Try> RemoteModel::exchange(const ModelRequest& request,
                                             const ModelProgress& progress, WireHabits habits) {
  const bool is_streamed = progress.on_text != nullptr;
  auto wire = wire_.request(config_, request, habits, is_streamed);
  HttpRequest http;
  http.url = url_;
  const bool has_version = url_.path.ends_with("/v1") || url_.path.ends_with("/v1beta");
  if (has_version && wire.suffix.starts_with("/v1")) wire.suffix.erase(0, wire.suffix.find('/', 1));
  http.target = url_.target(wire.suffix);
  http.headers = std::move(wire.headers);
  http.headers.push_back({"content-type", "application/json"});
  http.headers.push_back({"accept", is_streamed ? "text/event-stream" : "application/json"});
  http.body = json::serialize(wire.body);
  http.timeout = config_.timeout;
  if (request.timeout.count() > 0) http.timeout = std::min(http.timeout, request.timeout);

  Try result;
  std::unique_ptr<StreamReader> reader;
  SseDecoder decoder;
  std::string received;
  bool is_too_big = false;
  auto on_text = [&](std::string_view text) {
    result.has_shown_text = true;
    progress.on_text(text);
  };
  auto on_event = [&](const SseEvent& event) { reader->take(event, on_text); };
  if (is_streamed) {
    reader = wire_.reader();
    http.on_body = [&](std::string_view bytes) {
      received += bytes;
      is_too_big = !decoder.feed(bytes, on_event) || is_too_big;
      return true;
    };
  }
  auto reply = co_await services_.http->send(std::move(http));
  if (!reply) {
    result.outcome = broken(reply.error());
  } else if (reply->status / 100 != 2) {
    result.outcome = refused(config_, *reply, clock_.now());
  } else if (is_streamed && is_event_stream(*reply)) {
    decoder.finish(on_event);
    auto whole = is_too_big ? Result<WireReply>(unreadable_reply()) : reader->finish();
    result.outcome = understood(std::move(whole), reader->is_overloaded(), request, progress);
  } else {
    // A server that does not stream sends its reply whole.
    auto whole = wire_.read(is_streamed ? received : reply->body);
    if (whole && is_streamed && !whole->text.empty()) on_text(whole->text);
    result.outcome = understood(std::move(whole), false, request, progress);
  }
  co_return result;
}

std::variant<ModelReply, TryFailure> RemoteModel::understood(Result<WireReply> wire,
                                                             bool is_overloaded,
                                                             const ModelRequest& request,
                                                             const ModelProgress& progress) const {
  if (!wire) {
    TryFailure failure = broken(wire.error());
    if (is_overloaded) failure.passing_reason = "API overloaded";
    failure.error.message = redacted(failure.error.message, config_.api_key);
    return failure;
  }
  ModelReply reply;
  reply.text = std::move(wire->text);
  if (find_invalid_utf8(reply.text) != std::string::npos) reply.text = without_controls(reply.text);
  reply.usage = wire->usage;
  reply.model = std::move(wire->model);
  if (reply.model.empty()) reply.model = config_.model;
  reply.is_truncated = wire->is_truncated;
  services_.prices->price(reply.usage, config_.model);
  if (!reply.usage.is_price_known && is_loopback(url_.host)) reply.usage.is_price_known = true;
  if (progress.on_usage) progress.on_usage(reply.usage);
  if (!wire->refusal.empty()) {
    return TryFailure{.error = {.fault = Fault::kModel,
                                .message = name() + " refused to answer: " + wire->refusal + ".",
                                .next_step = "Ask in other words, or configure another model."}};
  }
  if (trim(reply.text).empty()) {
    TryFailure failure;
    failure.error = {.fault = Fault::kModel,
                     .message = reply.is_truncated
                                    ? name() + " used all its tokens before it wrote anything."
                                    : name() + " gave an empty reply.",
                     .next_step = reply.is_truncated ? "Raise max_tokens of this model."
                                                     : "Ask again, or configure another model."};
    if (!reply.is_truncated) failure.passing_reason = "Empty reply";
    return failure;
  }
  if (request.shape) reply.structured = find_json(reply.text);
  return reply;
}

}  // namespace askdb
