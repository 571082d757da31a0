#include "llm/wire/schemas.hpp"

#include <algorithm>

#include "llm/wire/json_access.hpp"

namespace askdb {
namespace {

/// The schemas of an object's properties and of a list's items are visited the same way by both
/// conversions; a free value has no type, a map no properties.
bool is_free(const json::value& schema) { return text_at(schema, {"type"}).empty(); }

bool is_map(const json::value& schema) {
  return text_at(schema, {"type"}) == "object" && find(schema, {"properties"}) == nullptr;
}

bool is_required(const json::value& schema, std::string_view property) {
  const auto& required = list_at(schema, {"required"});
  return std::any_of(required.begin(), required.end(), [&](const json::value& name) {
    return name.is_string() && name.get_string() == property;
  });
}

std::optional<json::value> strict(const json::value& schema) {
  if (is_free(schema) || is_map(schema)) return std::nullopt;
  json::object out = schema.as_object();
  if (const auto* items = find(schema, {"items"})) {
    auto inner = strict(*items);
    if (!inner) return std::nullopt;
    out["items"] = *std::move(inner);
  }
  if (const auto* properties = find(schema, {"properties"})) {
    json::object all;
    json::array names;
    for (const auto& property : properties->as_object()) {
      auto inner = strict(property.value());
      if (!inner) return std::nullopt;
      auto& object = inner->as_object();
      if (!is_required(schema, property.key()) && object.at("type").is_string() &&
          object.at("type").get_string() != "array") {
        object["type"] = json::array{object.at("type"), "null"};
        if (auto* words = object.if_contains("enum")) words->as_array().emplace_back(nullptr);
      }
      names.emplace_back(property.key());
      all[property.key()] = *std::move(inner);
    }
    out["properties"] = std::move(all);
    out["required"] = std::move(names);
    out["additionalProperties"] = false;
  }
  return out;
}

std::optional<json::value> for_gemini(const json::value& schema) {
  if (is_free(schema) || is_map(schema)) return std::nullopt;
  std::string type(text_at(schema, {"type"}));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  json::object out{{"type", type}};
  for (const char* key : {"description", "enum"}) {
    if (const auto* value = find(schema, {key})) out[key] = *value;
  }
  if (const auto* items = find(schema, {"items"})) {
    auto inner = for_gemini(*items);
    if (!inner) return std::nullopt;
    out["items"] = *std::move(inner);
  }
  if (const auto* properties = find(schema, {"properties"})) {
    json::object all;
    json::array names;
    for (const auto& property : properties->as_object()) {
      auto inner = for_gemini(property.value());
      if (!inner) return std::nullopt;
      if (!is_required(schema, property.key())) inner->as_object()["nullable"] = true;
      names.emplace_back(property.key());
      all[property.key()] = *std::move(inner);
    }
    if (all.empty()) return std::nullopt;
    out["properties"] = std::move(all);
    out["propertyOrdering"] = std::move(names);
    if (const auto* required = find(schema, {"required"})) out["required"] = *required;
  }
  return out;
}

}  // namespace

std::optional<json::object> strict_schema(const json::object& schema) {
  auto converted = strict(schema);
  if (!converted) return std::nullopt;
  return std::move(converted->as_object());
}

std::optional<json::object> gemini_schema(const OutputShape& shape) {
  auto converted = for_gemini(shape.schema);
  if (!converted) return std::nullopt;
  converted->as_object()["title"] = shape.name;
  return std::move(converted->as_object());
}

std::string shape_in_words(const OutputShape& shape) {
  return "Reply with one JSON object and nothing else. It must follow this JSON schema:\n" +
         json::serialize(shape.schema);
}

std::string tool_name(const OutputShape& shape) { return "provide_" + shape.name; }

}  // namespace askdb
