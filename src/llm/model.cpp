#include "llm/model.hpp"

#include "base/text.hpp"

namespace askdb {
namespace {

/// Enough to see what went wrong, little enough not to pay twice for a reply that ran away.
constexpr std::size_t kMaxQuotedReply = 8'000;

}  // namespace

TokenUsage& TokenUsage::operator+=(const TokenUsage& other) {
  input_tokens += other.input_tokens;
  output_tokens += other.output_tokens;
  cache_read_tokens += other.cache_read_tokens;
  cache_write_tokens += other.cache_write_tokens;
  calls += other.calls;
  price_usd += other.price_usd;
  is_price_known = is_price_known && other.is_price_known;
  return *this;
}

ModelRequest repair_request(ModelRequest request, const ModelReply& reply,
                            const std::string& problems) {
  // Providers refuse empty messages and two of the same side in a row.
  const std::string said =
      trim(reply.text).empty() ? "(an empty reply)" : shortened(reply.text, kMaxQuotedReply);
  request.messages.push_back({.is_from_model = true, .text = said});
  request.messages.push_back(
      {.is_from_model = false,
       .text = "That reply cannot be used: " + problems +
               ".\nAnswer the same question again, with these problems corrected, as one JSON "
               "object that follows the schema. Nothing before it, nothing after it."});
  request.temperature = 0;
  return request;
}

Error unusable_reply(const Model& model, const ModelReply& reply, const std::string& problems) {
  if (reply.is_truncated) {
    return {.fault = Fault::kModel,
            .message = "The reply of " + model.name() + " was cut off at its length limit.",
            .next_step = "Raise max_tokens of this model in the configuration, or ask for less.",
            .detail = problems};
  }
  return {.fault = Fault::kModel,
          .message = "The model " + model.name() + " twice gave a reply that cannot be used.",
          .next_step = "Ask again, or configure a model that supports structured output.",
          .detail = problems};
}

}  // namespace askdb
