#pragma once

/// Reading JSON that somebody else wrote: what is missing or of another type reads as empty.

#include <initializer_list>
#include <optional>
#include <string_view>

#include "base/described.hpp"

namespace askdb {

/// The value at `path` (object fields), or null.
const json::value* find(const json::value& value, std::initializer_list<std::string_view> path);
/// The text at `path`, or "". Points into `value`.
std::string_view text_at(const json::value& value, std::initializer_list<std::string_view> path);
/// The count at `path`, or 0; never negative.
std::int64_t count_at(const json::value& value, std::initializer_list<std::string_view> path);
/// The list at `path`, or an empty one.
const json::array& list_at(const json::value& value, std::initializer_list<std::string_view> path);
/// Absent when `text` is not JSON.
std::optional<json::value> parse_json(std::string_view text);

}  // namespace askdb
