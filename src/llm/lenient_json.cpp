#include "llm/lenient_json.hpp"

#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace askdb {
namespace {

/// Deeper nesting than any reply needs; keeps recursion over a reply shallow.
constexpr std::size_t kMaxDepth = 64;
/// Braces tried as the start of an object before giving up: text about JSON has a few of them.
constexpr int kMaxStarts = 16;

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_trailing_commas = true;
  return options;
}

std::optional<json::value> parse_whole(std::string_view text) {
  json::error_code failed;
  auto value = json::parse(text, failed, {}, options());
  if (failed) return std::nullopt;
  return value;
}

/// The value at the start of `text`, whatever follows it.
std::optional<json::value> parse_prefix(std::string_view text) {
  json::stream_parser parser({}, options());
  json::error_code failed;
  parser.write_some(text.data(), text.size(), failed);
  if (failed || !parser.done()) return std::nullopt;
  return parser.release();
}

/// What the first ``` fence holds, without its language word; empty when there is no fence.
std::string_view fenced(std::string_view text) {
  const auto open = text.find("```");
  if (open == std::string_view::npos) return {};
  auto inside = text.substr(open + 3);
  const auto line_end = inside.find('\n');
  const auto brace = inside.find_first_of("{[");
  if (line_end != std::string_view::npos && line_end < brace) inside.remove_prefix(line_end + 1);
  return trim(inside.substr(0, inside.rfind("```")));
}

bool is_type(const json::object& schema, std::string_view name) {
  const auto* type = schema.if_contains("type");
  return type != nullptr && type->is_string() && type->get_string() == name;
}

json::value mended_scalar(json::value value, const json::object& schema) {
  if (is_type(schema, "string")) {
    if (value.is_number() || value.is_bool()) return json::string(json::serialize(value));
    const auto* words = schema.if_contains("enum");
    if (!value.is_string() || words == nullptr || !words->is_array()) return value;
    const auto said = replace_all(to_lower(trim(value.get_string())), "-", "_");
    for (const auto& word : words->get_array()) {
      if (word.is_string() && replace_all(said, " ", "_") == to_lower(word.get_string()))
        return word;
    }
    return value;
  }
  if (!value.is_string()) {
    // 3.0 is a whole number to a person and to `from_json`.
    return value;
  }
  const auto text = trim(value.get_string());
  if (is_type(schema, "boolean")) {
    if (iequals(text, "true") || iequals(text, "yes")) return true;
    if (iequals(text, "false") || iequals(text, "no")) return false;
    return value;
  }
  const bool is_integer = is_type(schema, "integer");
  if (!is_integer && !is_type(schema, "number")) return value;
  std::int64_t whole = 0;
  const char* end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, whole);
      read.ec == std::errc() && read.ptr == end) {
    return whole;
  }
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number);
      read.ec == std::errc() && read.ptr == end && std::isfinite(number) && !is_integer) {
    return number;
  }
  return value;
}

}  // namespace

std::optional<json::value> find_json(std::string_view text) {
  text = trim(text);
  if (auto whole = parse_whole(text)) return whole;
  const auto inside = fenced(text);
  if (!inside.empty()) {
    if (auto value = parse_prefix(inside)) return value;
  }
  std::size_t at = text.find('{');
  for (int start = 0; at != std::string_view::npos && start < kMaxStarts; ++start) {
    if (auto value = parse_prefix(text.substr(at))) return value;
    at = text.find('{', at + 1);
  }
  return std::nullopt;
}

json::value mended(json::value value, const json::object& schema) {
  const bool wants_object = is_type(schema, "object");
  const bool wants_list = is_type(schema, "array");
  if (!wants_object && !wants_list) return mended_scalar(std::move(value), schema);

  if (value.is_string()) {
    auto nested = parse_whole(value.get_string());
    if (nested && (nested->is_object() || nested->is_array())) value = *std::move(nested);
  }
  if (wants_list) {
    if (value.is_null()) return json::array();
    if (!value.is_array()) value = json::array{std::move(value)};
    const auto* items = schema.if_contains("items");
    if (items == nullptr || !items->is_object()) return value;
    for (auto& item : value.get_array()) item = mended(std::move(item), items->get_object());
    return value;
  }
  if (!value.is_object()) return value;
  const auto* properties = schema.if_contains("properties");
  const auto* others = schema.if_contains("additionalProperties");
  for (auto& field : value.get_object()) {
    const json::value* inner = nullptr;
    if (properties != nullptr && properties->is_object()) {
      inner = properties->get_object().if_contains(field.key());
    }
    if (inner == nullptr) inner = others;
    if (inner == nullptr || !inner->is_object() || field.value().is_null()) continue;
    field.value() = mended(std::move(field.value()), inner->get_object());
  }
  return value;
}

}  // namespace askdb
