#pragma once

/// ClickHouse's types and the values that stand for them in text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/value.hpp"

namespace askdb::clickhouse {

struct ChType {
  ValueKind kind = ValueKind::kOther;
  bool is_nullable = false;
  bool is_float = false;
  bool is_fixed_string = false;  ///< Filled up with zero bytes, which are not part of the value.
  /// Of an Enum, in its order.
  std::vector<std::string> labels;
};

/// Of "Nullable(Decimal(12, 2))", "LowCardinality(String)", "Enum8('a' = 1)", ...
ChType read_type(std::string_view name);

/// One cell. Whole numbers beyond 64 bits with sign stay text; bytes that are no UTF-8 become \x
/// hex.
Value read_value(std::optional<std::string> text, const ChType& type);

}  // namespace askdb::clickhouse
