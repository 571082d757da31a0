#pragma once

/// Bodies of the templates in `base/described.hpp`; include that.

#include "base/described.hpp"

namespace askdb {
namespace described {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <class T>
constexpr bool kMayBeMissing = IsOptional<T>::value || IsVector<T>::value || IsMap<T>::value;

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Collects problems while a value is read; `path` is the JSON pointer of the value at hand.
struct Reader {
  UnknownFields unknown = UnknownFields::kIgnore;
  std::string path;
  std::vector<std::string> problems;

  void problem(const std::string& text) {
    problems.push_back((path.empty() ? "the value" : path) + ": " + text);
  }
};

/// What a JSON value is, in words: "text", "a list".
std::string_view kind_name(const json::value& value);
std::string enumerator_list(const std::vector<std::string>& names);

template <class E>
std::vector<std::string> enumerator_names() {
  std::vector<std::string> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto described) { names.push_back(enumerator_name(described.name)); });
  return names;
}

template <class T>
void read(Reader& reader, const json::value& from, T& to);

template <class T>
void read_number(Reader& reader, const json::value& from, T& to) {
  if (!from.is_number()) {
    return reader.problem("expected a number, got " + std::string(kind_name(from)));
  }
  if constexpr (std::is_floating_point_v<T>) {
    to = from.to_number<T>();
  } else {
    json::error_code failed;
    to = from.to_number<T>(failed);
    if (failed) reader.problem("expected a whole number in range");
  }
}

template <class T>
void read_enum(Reader& reader, const json::value& from, T& to) {
  bool found = false;
  if (from.is_string()) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto described) {
      if (enumerator_name(described.name) == std::string_view(from.get_string())) {
        to = described.value;
        found = true;
      }
    });
  }
  if (!found) {
    reader.problem(json::serialize(from) + " is not one of " +
                   enumerator_list(enumerator_names<T>()));
  }
}

template <class T>
void read_struct(Reader& reader, const json::value& from, T& to) {
  if (!from.is_object()) {
    return reader.problem("expected an object, got " + std::string(kind_name(from)));
  }
  const auto& object = from.get_object();
  std::size_t known = 0;
  const std::string path = reader.path;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Member = std::remove_cvref_t<decltype(to.*member.pointer)>;
    const auto* field = object.if_contains(member.name);
    known += field != nullptr ? 1 : 0;
    reader.path = path + "/" + member.name;
    if (field != nullptr && !(field->is_null() && kMayBeMissing<Member>)) {
      read(reader, *field, to.*member.pointer);
    } else if (!kMayBeMissing<Member>) {
      reader.problem("is missing");
    }
    reader.path = path;
  });
  if (reader.unknown == UnknownFields::kIgnore || known == object.size()) return;
  for (const auto& field : object) {
    bool is_known = false;
    boost::mp11::mp_for_each<Members<T>>(
        [&](auto member) { is_known = is_known || field.key() == member.name; });
    if (!is_known) reader.problem("has no field \"" + std::string(field.key()) + "\"");
  }
}

template <class T>
void read(Reader& reader, const json::value& from, T& to) {
  const std::string path = reader.path;
  if constexpr (std::is_same_v<T, json::value>) {
    to = from;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!from.is_bool()) {
      return reader.problem("expected true or false, got " + std::string(kind_name(from)));
    }
    to = from.get_bool();
  } else if constexpr (std::is_arithmetic_v<T>) {
    read_number(reader, from, to);
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!from.is_string()) {
      return reader.problem("expected text, got " + std::string(kind_name(from)));
    }
    to = std::string(from.get_string());
  } else if constexpr (std::is_enum_v<T>) {
    read_enum(reader, from, to);
  } else if constexpr (IsOptional<T>::value) {
    read(reader, from, to.emplace());
  } else if constexpr (IsVector<T>::value) {
    if (!from.is_array()) {
      return reader.problem("expected a list, got " + std::string(kind_name(from)));
    }
    for (std::size_t i = 0; i < from.get_array().size(); ++i) {
      reader.path = path + "/" + std::to_string(i);
      typename T::value_type item{};
      read(reader, from.get_array()[i], item);
      to.push_back(std::move(item));
    }
    reader.path = path;
  } else if constexpr (IsMap<T>::value) {
    if (!from.is_object()) {
      return reader.problem("expected an object, got " + std::string(kind_name(from)));
    }
    for (const auto& field : from.get_object()) {
      reader.path = path + "/" + std::string(field.key());
      read(reader, field.value(), to[std::string(field.key())]);
    }
    reader.path = path;
  } else {
    read_struct(reader, from, to);
  }
}

template <class T>
json::object schema() {
  if constexpr (std::is_same_v<T, json::value>) {
    return {};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_enum_v<T>) {
    json::array names;
    for (const auto& name : enumerator_names<T>()) names.emplace_back(name);
    return {{"type", "string"}, {"enum", names}};
  } else if constexpr (IsOptional<T>::value) {
    return schema<typename T::value_type>();
  } else if constexpr (IsVector<T>::value) {
    return {{"type", "array"}, {"items", schema<typename T::value_type>()}};
  } else if constexpr (IsMap<T>::value) {
    return {{"type", "object"}, {"additionalProperties", schema<typename T::mapped_type>()}};
  } else {
    json::object properties;
    json::array required;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
      auto field = schema<Member>();
      const std::string_view doc = field_doc(static_cast<const T*>(nullptr), member.name);
      if (!doc.empty()) field["description"] = doc;
      properties[member.name] = std::move(field);
      if (!IsOptional<Member>::value) required.emplace_back(member.name);
    });
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
  }
}

template <class T>
json::value write(const T& value) {
  if constexpr (std::is_same_v<T, json::value>) {
    return value;
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(value) ? json::value(value) : json::value(nullptr);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return json::value(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return json::value(json::string(value));
  } else if constexpr (std::is_enum_v<T>) {
    return json::value(json::string(name_of(value)));
  } else if constexpr (IsOptional<T>::value) {
    return value ? write(*value) : json::value(nullptr);
  } else if constexpr (IsVector<T>::value) {
    json::array items;
    items.reserve(value.size());
    for (const auto& item : value) items.push_back(write(item));
    return items;
  } else if constexpr (IsMap<T>::value) {
    json::object fields;
    for (const auto& [key, item] : value) fields[key] = write(item);
    return fields;
  } else {
    json::object fields;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(value.*member.pointer)>;
      auto field = write(value.*member.pointer);
      if (IsOptional<Member>::value && field.is_null()) return;
      fields[member.name] = std::move(field);
    });
    return fields;
  }
}

}  // namespace described

template <class T>
json::object json_schema() {
  return described::schema<T>();
}

template <class T>
json::value to_json(const T& value) {
  return described::write(value);
}

template <class T>
Result<T> from_json(const json::value& value, UnknownFields unknown) {
  described::Reader reader{.unknown = unknown, .path = {}, .problems = {}};
  T result{};
  described::read(reader, value, result);
  if (reader.problems.empty()) return result;
  std::string message;
  for (const auto& problem : reader.problems) {
    if (!message.empty()) message += "; ";
    message += problem;
  }
  return Error{.fault = Fault::kInput, .message = message, .next_step = {}, .detail = {}};
}

template <class E>
std::string name_of(E value) {
  std::string name = "unknown";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto described) {
    if (described.value == value) name = enumerator_name(described.name);
  });
  return name;
}

}  // namespace askdb
