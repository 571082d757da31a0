#include "face/http/schema.hpp"

namespace askdb::web {

std::string component_name(std::string_view type_name) {
  const auto colon = type_name.rfind("::");
  return std::string(colon == std::string_view::npos ? type_name : type_name.substr(colon + 2));
}

json::object nullable(json::object schema) {
  if (schema.empty()) return schema;
  const auto* type = schema.if_contains("type");
  if (type != nullptr && type->is_string() && !schema.contains("enum")) {
    const auto name = type->get_string();
    schema["type"] = json::array{name, "null"};
    return schema;
  }
  return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
}

json::object Schemas::add(const std::string& name, const json::object& schema) {
  return keep(name, schema);
}

json::object Schemas::keep(std::string name, const json::object& schema) {
  const auto wanted = name;
  for (int i = 2;; ++i) {
    const auto* found = components_.if_contains(name);
    if (found == nullptr) components_[name] = schema;
    if (found == nullptr || *found == schema) break;
    name = wanted + std::to_string(i);
  }
  return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace askdb::web
