/// A field shown while its object is written must in the end be the field that the parser reads.

#include <cstdint>
#include <cstdlib>

#include "agent/json_text_field.hpp"
#include "base/described.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  askdb::JsonTextField field("a");
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) text += field.feed(bytes.substr(at, 3));
  askdb::json::error_code failed;
  const auto value = askdb::json::parse(bytes, failed);
  if (failed || !value.is_object() || value.get_object().size() != 1) return 0;
  // Of equal keys the parser keeps the last.
  if (bytes.find("\"a\"") != bytes.rfind("\"a\"") || bytes.find("\\u0061") != bytes.npos) return 0;
  const auto* found = value.get_object().if_contains("a");
  const bool is_text = found != nullptr && found->is_string();
  if (is_text && text != std::string_view(found->get_string())) std::abort();
  return 0;
}
