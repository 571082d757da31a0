#pragma once

/// Results: cells with what they are.

#include <chrono>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/value.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// A JSON value of the same kind; decimals stay text in the type but are JSON numbers here when
/// they fit a double exactly.
json::value to_json_value(const Value& value, ValueKind kind);

struct ResultColumn {
  std::string name;
  ValueKind kind = ValueKind::kOther;
  std::string type;  ///< The database's own name, when it has one.
};

/// Bytes of memory that the row's values take, about.
std::size_t size_of(const Row& row);

/// Rows of one statement. Owns its data.
struct Rows {
  std::vector<ResultColumn> columns;
  std::vector<Row> rows;
  /// There were more rows than the limit, which were not fetched.
  bool is_truncated = false;
  std::chrono::microseconds elapsed{0};
};

}  // namespace askdb
