#pragma once

/// A cell of a result, and results themselves.

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/described.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// NULL, a boolean, a whole number, a floating-point number, or text. What has no exact C++ type
/// (numeric, dates, timestamps, arrays, json, uuid) is text as the database writes it (dates in
/// ISO 8601, bytes as \x hex); `ResultColumn::kind` says what the text is.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

inline bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// The text of a value: "" for NULL, "true"/"false", shortest round-trip form for doubles.
std::string to_text(const Value& value);
/// A JSON value of the same kind; decimals stay text in the type but are JSON numbers here when
/// they fit a double exactly.
json::value to_json_value(const Value& value, ValueKind kind);
/// The number in the value, also when it is text of a decimal; empty when it is none.
std::optional<double> to_number(const Value& value);

struct ResultColumn {
  std::string name;
  ValueKind kind = ValueKind::kOther;
  std::string type;  ///< The database's own name, when it has one.
};

using Row = std::vector<Value>;

/// Rows of one statement. Owns its data.
struct Rows {
  std::vector<ResultColumn> columns;
  std::vector<Row> rows;
  /// There were more rows than the limit, which were not fetched.
  bool is_truncated = false;
  std::chrono::microseconds elapsed{0};
};

}  // namespace askdb
