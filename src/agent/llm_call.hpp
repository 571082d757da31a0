#pragma once

/// Bodies of LlmReasoner's templates: one model call, alone or as a stage with its events.

#include <memory>
#include <utility>

#include "agent/llm_reasoner.hpp"

namespace askdb {

/// {model, system_prompt, messages, response, temperature}: what the debug panel shows.
json::value communication_of(const ModelRequest& request, const ModelReply& reply);
/// A failure of the model is not one of a datasource, whatever its kind.
Error model_failure(Error error);

template <class T>
Task<Result<Reasoned<T>>> LlmReasoner::call(std::string prompt, std::string shape, Values values,
                                            bool is_debug, ModelProgress progress) {
  const auto& filled = prompts_.get(prompt);
  auto request = filled.fill(values);
  ModelRequest kept;
  if (is_debug) kept = request;
  auto& model = models_.of(filled.tier());
  auto asked = co_await ask_structured<T>(model, std::move(shape), std::move(request), progress);
  if (!asked) co_return model_failure(asked.error());
  Reasoned<T> reasoned{std::move(asked->value), {}};
  reasoned.cost.model = name_of(filled.tier());
  reasoned.cost.tokens = asked->reply.usage;
  if (is_debug) reasoned.cost.communication = communication_of(kept, asked->reply);
  co_return reasoned;
}

template <class T>
Task<Result<T>> LlmReasoner::staged(Stage stage, std::string prompt, std::string shape,
                                    Values values, bool is_debug, EventSink sink,
                                    ModelProgress progress) {
  sink(StageStarted{.stage = stage, .step = {}});
  const auto started = clock_.instant();
  if (!progress.on_notice) {
    progress.on_notice = [sink](const std::string& text) { sink(Notice{text}); };
  }
  auto spent = std::make_shared<TokenUsage>();
  progress.on_usage = [spent](const TokenUsage& usage) { *spent += usage; };
  auto reasoned = co_await call<T>(std::move(prompt), std::move(shape), std::move(values), is_debug,
                                   std::move(progress));
  StageFinished finished;
  finished.stage = stage;
  finished.elapsed_ms = elapsed_since(clock_, started).count();
  finished.tokens = *spent;  // Of a call that failed, too.
  if (reasoned) {
    finished.model = reasoned->cost.model;
    finished.tokens = reasoned->cost.tokens;
    finished.communication = std::move(reasoned->cost.communication);
  }
  sink(finished);
  if (!reasoned) co_return reasoned.error();
  co_return std::move(reasoned->value);
}

}  // namespace askdb
