#pragma once

/// A cell of a result or of a table, whatever database it comes from.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace askdb {

/// NULL, a boolean, a whole number, a floating-point number, or text. What has no exact C++ type
/// (numeric, dates, timestamps, arrays, json, uuid) is text as the database writes it (dates in
/// ISO 8601, bytes as \x hex).
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;
using Row = std::vector<Value>;

inline bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// The text of a value: "" for NULL, "true"/"false", shortest round-trip form for doubles.
std::string to_text(const Value& value);
/// The number in the value, also when it is text of a decimal; empty when it is none.
std::optional<double> to_number(const Value& value);

}  // namespace askdb
