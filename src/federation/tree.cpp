#include "federation/tree.hpp"

#include "base/text.hpp"

namespace askdb::federation {
namespace {

const json::object kNoObject;
const json::array kNoArray;

}  // namespace

std::string_view text_of(const json::object& node, std::string_view key) {
  const auto* value = node.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

const json::object& as_object(const json::value& value) {
  return value.is_object() ? value.get_object() : kNoObject;
}

const json::object& object_of(const json::object& node, std::string_view key) {
  const auto* value = node.if_contains(key);
  return value == nullptr ? kNoObject : as_object(*value);
}

const json::array& array_of(const json::object& node, std::string_view key) {
  const auto* value = node.if_contains(key);
  return value == nullptr || !value->is_array() ? kNoArray : value->get_array();
}

bool flag_of(const json::object& node, std::string_view key) {
  const auto* value = node.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

bool has_member(const json::object& node, std::string_view key) {
  const auto* value = node.if_contains(key);
  if (value == nullptr || value->is_null()) return false;
  if (value->is_array()) return !value->get_array().empty();
  return !value->is_object() || !value->get_object().empty();
}

const json::object& query_of(const json::value& tree) {
  const auto& statements = array_of(as_object(tree), "statements");
  if (statements.size() != 1) return kNoObject;
  return object_of(as_object(statements[0]), "node");
}

std::vector<std::string> column_parts(const json::object& reference) {
  std::vector<std::string> parts;
  for (const auto& part : array_of(reference, "column_names")) {
    if (part.is_string()) parts.push_back(to_lower(std::string_view(part.get_string())));
  }
  return parts;
}

std::vector<const json::object*> conjuncts(const json::object& condition) {
  if (condition.empty()) return {};
  if (text_of(condition, "type") != "CONJUNCTION_AND") return {&condition};
  std::vector<const json::object*> found;
  for (const auto& child : array_of(condition, "children")) {
    const auto below = conjuncts(as_object(child));
    found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

bool has_class(const json::value& node, std::string_view wanted) {
  if (node.is_array()) {
    for (const auto& item : node.get_array()) {
      if (has_class(item, wanted)) return true;
    }
  } else if (node.is_object()) {
    if (text_of(node.get_object(), "class") == wanted) return true;
    for (const auto& member : node.get_object()) {
      if (has_class(member.value(), wanted)) return true;
    }
  }
  return false;
}

}  // namespace askdb::federation
