#include "llm/wire/json_access.hpp"

#include <algorithm>

namespace askdb {

const json::value* find(const json::value& value, std::initializer_list<std::string_view> path) {
  const json::value* at = &value;
  for (const auto key : path) {
    const auto* object = at->if_object();
    at = object == nullptr ? nullptr : object->if_contains(key);
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::string_view text_at(const json::value& value, std::initializer_list<std::string_view> path) {
  const auto* found = find(value, path);
  if (found == nullptr || !found->is_string()) return {};
  return {found->get_string().data(), found->get_string().size()};
}

std::int64_t count_at(const json::value& value, std::initializer_list<std::string_view> path) {
  const auto* found = find(value, path);
  if (found == nullptr || !found->is_number()) return 0;
  json::error_code failed;
  const auto count = found->to_number<std::int64_t>(failed);
  return failed ? 0 : std::max<std::int64_t>(0, count);
}

const json::array& list_at(const json::value& value, std::initializer_list<std::string_view> path) {
  static const json::array kEmpty;
  const auto* found = find(value, path);
  return found == nullptr || !found->is_array() ? kEmpty : found->get_array();
}

std::optional<json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = 64;
  // Some servers stream half a character in one event and the rest in the next.
  options.allow_invalid_utf8 = true;
  json::error_code failed;
  auto value = json::parse(text, failed, {}, options);
  if (failed) return std::nullopt;
  return value;
}

}  // namespace askdb
