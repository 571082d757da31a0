#pragma once

/// Body of the template in `llm/model.hpp`; include that.

#include "llm/lenient_json.hpp"
#include "llm/model.hpp"

namespace askdb {

/// The failure after the repair round, or at once when more rounds cannot help.
Error unusable_reply(const Model& model, const ModelReply& reply, const std::string& problems);

template <class T>
Task<Result<Structured<T>>> ask_structured(Model& model, std::string shape_name,
                                           ModelRequest request, ModelProgress progress) {
  request.shape = OutputShape{std::move(shape_name), json_schema<T>()};
  TokenUsage usage;
  for (int round = 0;; ++round) {
    auto reply = co_await model.ask(request, progress);
    if (!reply) co_return reply.error();
    usage += reply->usage;
    std::string problems = "it is not JSON";
    if (!reply->structured) reply->structured = find_json(reply->text);
    if (reply->structured) {
      *reply->structured = mended(*std::move(reply->structured), request.shape->schema);
      auto parsed = from_json<T>(*reply->structured);
      if (parsed) {
        reply->usage = usage;
        co_return Structured<T>{*std::move(parsed), *std::move(reply)};
      }
      problems = parsed.error().message;
    }
    if (round == 1 || reply->is_truncated) co_return unusable_reply(model, *reply, problems);
    request = repair_request(std::move(request), *reply, problems);
    progress.on_text = nullptr;
  }
}

}  // namespace askdb
