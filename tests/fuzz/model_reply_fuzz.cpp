/// Whatever a provider sends is read or refused: whole replies, streams, errors, JSON inside text.
/// The first byte chooses the provider and the way in.

#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "llm/failure.hpp"
#include "llm/field_stream.hpp"
#include "llm/lenient_json.hpp"
#include "llm/wire/wire.hpp"

namespace {

using namespace askdb;

void read_stream(const Wire& wire, std::string_view bytes) {
  const auto reader = wire.reader();
  std::string shown;
  auto on_text = [&](std::string_view piece) { shown += piece; };
  SseDecoder decoder;
  auto on_event = [&](const SseEvent& event) { reader->take(event, on_text); };
  decoder.feed(bytes, on_event);
  decoder.finish(on_event);
  const auto reply = reader->finish();
  if (reply && reply->text.size() > shown.size()) std::abort();
}

json::object some_schema() {
  return json::parse(R"({"type": "object", "properties": {
      "a": {"type": "integer"}, "b": {"type": "array", "items": {"type": "boolean"}},
      "c": {"type": "string", "enum": ["one", "two"]},
      "d": {"type": "object", "additionalProperties": {"type": "number"}}}})")
      .as_object();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto kind = static_cast<ProviderKind>(data[0] % 3);
  const Wire& wire = wire_of(kind);
  switch (data[0] / 3 % 5) {
    case 0:
      (void)wire.read(bytes).has_value();
      break;
    case 1:
      read_stream(wire, bytes);
      break;
    case 2: {
      ModelConfig config;
      config.provider = kind;
      config.api_key = "sk-secret-secret";
      HttpReply reply;
      reply.status = 300 + data[0];
      reply.headers["retry-after"] = std::string(bytes.substr(0, 40));
      reply.body = std::string(bytes);
      const auto failure = refused(config, reply, {});
      if (failure.error.message.find(config.api_key) != std::string::npos) std::abort();
      break;
    }
    case 3:
      if (const auto value = find_json(bytes)) (void)mended(*value, some_schema());
      break;
    default: {
      std::string text;
      FieldStream field("a", [&](std::string_view piece) { text += piece; });
      for (std::size_t at = 0; at < bytes.size(); at += 3) field.feed(bytes.substr(at, 3));
      // What parses must come out of the stream as it comes out of the parser, which keeps the last
      // of equal keys.
      json::error_code failed;
      const auto value = json::parse(bytes, failed);
      if (failed || !value.is_object() || value.get_object().size() != 1) break;
      const auto* a = value.get_object().if_contains("a");
      if (a != nullptr && a->is_string() && !text.ends_with(a->get_string())) std::abort();
    }
  }
  return 0;
}
