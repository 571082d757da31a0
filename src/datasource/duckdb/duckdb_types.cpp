#include "datasource/duckdb/duckdb_types.hpp"

#include <string>

namespace askdb::duckdb {

ValueKind kind_of_type(std::string_view type) {
  if (type.ends_with(']')) return ValueKind::kArray;
  const auto name = type.substr(0, type.find('('));
  if (name == "BOOLEAN") return ValueKind::kBoolean;
  if (name == "DECIMAL" || name == "DOUBLE" || name == "FLOAT") return ValueKind::kDecimal;
  if (name == "VARCHAR" || name == "ENUM") return ValueKind::kText;
  if (name == "DATE") return ValueKind::kDate;
  if (name.starts_with("TIMESTAMP")) return ValueKind::kTimestamp;
  if (name.starts_with("TIME")) return ValueKind::kTime;
  if (name == "JSON" || name == "STRUCT" || name == "MAP" || name == "UNION") {
    return ValueKind::kJson;
  }
  if (name == "UUID") return ValueKind::kUuid;
  if (name == "BLOB") return ValueKind::kBytes;
  // TINYINT to UHUGEINT, and BIGNUM.
  if (name.find("INT") != std::string_view::npos && name != "INTERVAL") return ValueKind::kInteger;
  if (name == "BIGNUM") return ValueKind::kInteger;
  return ValueKind::kOther;
}

}  // namespace askdb::duckdb
