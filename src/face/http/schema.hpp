#pragma once

/// JSON schemas of described types as components of an OpenAPI document: a type that occurs in
/// several places stands there once and is referred to.

#include <boost/core/type_name.hpp>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/described.hpp"

namespace askdb::web {

/// In a body a missing list or map is empty; in a reply both are always there. An absent optional
/// is left out, or null, in both.
enum class SchemaUse { kBody, kReply };

class Schemas {
 public:
  /// The schema of `T`: a `$ref` for structs, in place for all else.
  template <class T>
  json::object describe(SchemaUse use);

  /// Adds a component by hand, for JSON that no described type makes. Returns the `$ref` to it.
  json::object add(const std::string& name, const json::object& schema);

  /// name -> schema
  const json::object& components() const { return components_; }

 private:
  template <class T>
  json::object describe_struct(SchemaUse use);
  /// The `$ref` to a component of that name and content; two types of one name get a number.
  json::object keep(std::string name, const json::object& schema);

  json::object components_;
};

/// "askdb::web::Thread" -> "Thread"
std::string component_name(std::string_view type_name);
/// `schema`, or null.
json::object nullable(json::object schema);

template <class T>
json::object Schemas::describe(SchemaUse use) {
  if constexpr (described::IsOptional<T>::value) {
    return nullable(describe<typename T::value_type>(use));
  } else if constexpr (described::IsVector<T>::value) {
    return {{"type", "array"}, {"items", describe<typename T::value_type>(use)}};
  } else if constexpr (described::IsMap<T>::value) {
    return {{"type", "object"}, {"additionalProperties", describe<typename T::mapped_type>(use)}};
  } else if constexpr (std::is_same_v<T, json::value> || std::is_arithmetic_v<T> ||
                       std::is_same_v<T, std::string> || std::is_enum_v<T>) {
    return json_schema<T>();
  } else {
    return describe_struct<T>(use);
  }
}

template <class T>
json::object Schemas::describe_struct(SchemaUse use) {
  json::object properties;
  json::array required;
  boost::mp11::mp_for_each<described::Members<T>>([&](auto member) {
    using Member = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
    auto field = describe<Member>(use);
    const std::string_view doc = field_doc(static_cast<const T*>(nullptr), member.name);
    if (!doc.empty()) field["description"] = doc;
    properties[member.name] = std::move(field);
    const bool may_be_missing = use == SchemaUse::kBody ? described::kMayBeMissing<Member>
                                                        : described::IsOptional<Member>::value;
    if (!may_be_missing) required.emplace_back(member.name);
  });
  json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return keep(component_name(boost::core::type_name<T>()), schema);
}

}  // namespace askdb::web
