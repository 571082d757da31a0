#pragma once

/// Body of the template in `llm/model.hpp`; include that.

#include "llm/model.hpp"

namespace askdb {

template <class T>
Task<Result<Structured<T>>> ask_structured(Model& model, std::string shape_name,
                                           ModelRequest request, ModelProgress progress) {
  request.shape = OutputShape{std::move(shape_name), json_schema<T>()};
  TokenUsage usage;
  for (int round = 0;; ++round) {
    auto reply = co_await model.ask(request, progress);
    if (!reply) co_return reply.error();
    usage += reply->usage;
    std::string problems = "the reply is not JSON";
    if (reply->structured) {
      auto parsed = from_json<T>(*reply->structured);
      if (parsed) {
        reply->usage = usage;
        co_return Structured<T>{*std::move(parsed), *std::move(reply)};
      }
      problems = parsed.error().message;
    }
    if (round == 1) {
      co_return Error{
          .fault = Fault::kModel,
          .message = "The model " + model.name() + " twice gave an unusable reply.",
          .next_step = "Ask again, or configure a model that supports structured output.",
          .detail = problems};
    }
    request = repair_request(std::move(request), *reply, problems);
  }
}

}  // namespace askdb
