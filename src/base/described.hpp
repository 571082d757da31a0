#pragma once

/// One description of a type, three uses: its JSON schema, its JSON, and its validated parsing.
///
/// Describe a struct with `BOOST_DESCRIBE_STRUCT(T, (), (a, b))` and an enum with
/// `BOOST_DESCRIBE_ENUM(E, kOne, kTwo)`; enumerators are written without the k and in snake_case
/// (`kJoinQuery` is "join_query"). Supported members: bool, integers, double, std::string,
/// std::optional, std::vector, std::map<std::string, T>, described types, boost::json::value.
/// A comment for a field that the schema shows to a model: overload, in the type's namespace,
///   `std::string_view field_doc(const T*, std::string_view field)`.

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"

namespace askdb {

namespace json = boost::json;

/// What to do with a field that the type does not have.
enum class UnknownFields { kIgnore, kRefuse };

/// The JSON schema (draft 2020-12 subset that all model providers take) of a described type:
/// nested types are written in place, so there is never a `$ref` to resolve.
template <class T>
json::object json_schema();

template <class T>
json::value to_json(const T& value);

/// Parses and checks `value`. Every problem found is listed in the message with its JSON pointer:
/// "/steps/0/operation: \"sum\" is not one of single_query, join_query". A missing optional, list
/// or map is empty; any other missing field is a problem. Fails with `Fault::kInput`.
template <class T>
Result<T> from_json(const json::value& value, UnknownFields unknown = UnknownFields::kIgnore);

/// "kJoinQuery" -> "join_query".
std::string enumerator_name(std::string_view identifier);

/// The JSON name of a described enumerator.
template <class E>
std::string name_of(E value);

template <class T>
std::string_view field_doc(const T*, std::string_view) {
  return {};
}

}  // namespace askdb

#include "base/described_impl.hpp"
