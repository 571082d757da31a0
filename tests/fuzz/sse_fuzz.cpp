/// The SSE decoder gives the same events however its bytes are cut, and never more than it may.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "llm/wire/sse.hpp"

namespace {

constexpr std::size_t kMaxEvent = 256;

std::vector<std::string> decoded(std::string_view bytes, std::size_t piece) {
  std::vector<std::string> events;
  askdb::SseDecoder decoder(kMaxEvent);
  auto take = [&](const askdb::SseEvent& event) {
    if (event.data.size() > kMaxEvent) std::abort();
    events.push_back(event.name + "\n" + event.data);
  };
  bool is_well = true;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    is_well = decoder.feed(bytes.substr(at, piece), take);
  }
  if (is_well) decoder.finish(take);
  return events;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = decoded(bytes, size);
  if (decoded(bytes, 1) != whole) std::abort();
  if (decoded(bytes, 1 + data[0] % 16) != whole) std::abort();
  return 0;
}
