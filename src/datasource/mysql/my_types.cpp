#include "datasource/mysql/my_types.hpp"

#include <charconv>
#include <optional>

namespace askdb::mysql {
namespace {

/// The character set that means bytes (mysql.h: `charsetnr`).
constexpr unsigned kBinary = 63;
/// The protocol's number of MySQL's JSON, which the header leaves out of its older parts.
constexpr int kJsonType = 245;

struct Named {
  std::string_view name;
  ValueKind kind;
};

constexpr Named kNamed[] = {
    {"tinyint", ValueKind::kInteger},    {"smallint", ValueKind::kInteger},
    {"mediumint", ValueKind::kInteger},  {"int", ValueKind::kInteger},
    {"bigint", ValueKind::kInteger},     {"year", ValueKind::kInteger},
    {"decimal", ValueKind::kDecimal},    {"float", ValueKind::kDecimal},
    {"double", ValueKind::kDecimal},     {"bit", ValueKind::kInteger},
    {"char", ValueKind::kText},          {"varchar", ValueKind::kText},
    {"tinytext", ValueKind::kText},      {"text", ValueKind::kText},
    {"mediumtext", ValueKind::kText},    {"longtext", ValueKind::kText},
    {"enum", ValueKind::kText},          {"set", ValueKind::kText},
    {"date", ValueKind::kDate},          {"time", ValueKind::kTime},
    {"datetime", ValueKind::kTimestamp}, {"timestamp", ValueKind::kTimestamp},
    {"json", ValueKind::kJson},          {"uuid", ValueKind::kUuid},
    {"binary", ValueKind::kBytes},       {"varbinary", ValueKind::kBytes},
    {"tinyblob", ValueKind::kBytes},     {"blob", ValueKind::kBytes},
    {"mediumblob", ValueKind::kBytes},   {"longblob", ValueKind::kBytes},
};

/// MariaDB's own name of a type that the protocol's numbers do not tell: "uuid", "inet6", "json".
std::string_view further_name(const MYSQL_FIELD& field) {
  MARIADB_CONST_STRING text{};
  for (const auto attribute : {MARIADB_FIELD_ATTR_DATA_TYPE_NAME, MARIADB_FIELD_ATTR_FORMAT_NAME}) {
    if (mariadb_field_attr(&text, &field, attribute) == 0 && text.length > 0) {
      return {text.str, text.length};
    }
  }
  return {};
}

ResultColumn column_of(const MYSQL_FIELD& field) {
  using K = ValueKind;
  const bool is_binary = field.charsetnr == kBinary;
  switch (static_cast<int>(field.type)) {
    case MYSQL_TYPE_TINY:
      if (field.length == 1) return {"", K::kBoolean, "boolean"};
      return {"", K::kInteger, "tinyint"};
    case MYSQL_TYPE_SHORT:
      return {"", K::kInteger, "smallint"};
    case MYSQL_TYPE_INT24:
      return {"", K::kInteger, "mediumint"};
    case MYSQL_TYPE_LONG:
      return {"", K::kInteger, "int"};
    case MYSQL_TYPE_LONGLONG:
      return {"", K::kInteger, "bigint"};
    case MYSQL_TYPE_YEAR:
      return {"", K::kInteger, "year"};
    case MYSQL_TYPE_BIT:
      if (field.length == 1) return {"", K::kBoolean, "bit"};
      return {"", K::kInteger, "bit"};
    case MYSQL_TYPE_FLOAT:
      return {"", K::kDecimal, "float"};
    case MYSQL_TYPE_DOUBLE:
      return {"", K::kDecimal, "double"};
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return {"", K::kDecimal, "decimal"};
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return {"", K::kDate, "date"};
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_TIME2:
      return {"", K::kTime, "time"};
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_DATETIME2:
      return {"", K::kTimestamp, "datetime"};
    case MYSQL_TYPE_TIMESTAMP:
    case MYSQL_TYPE_TIMESTAMP2:
      return {"", K::kTimestamp, "timestamp"};
    case kJsonType:
      return {"", K::kJson, "json"};
    case MYSQL_TYPE_GEOMETRY:
      return {"", K::kBytes, "geometry"};
    case MYSQL_TYPE_NULL:
      return {"", K::kOther, ""};
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
      return is_binary ? ResultColumn{"", K::kBytes, "blob"} : ResultColumn{"", K::kText, "text"};
    default:
      return is_binary ? ResultColumn{"", K::kBytes, "binary"}
                       : ResultColumn{"", K::kText, "varchar"};
  }
}

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

/// Bits arrive as bytes, the highest first.
std::uint64_t bits(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

Value whole_number(std::uint64_t number) {
  if (number <= INT64_MAX) return static_cast<std::int64_t>(number);
  return std::to_string(number);
}

}  // namespace

ValueKind kind_of_type(std::string_view data_type, std::string_view column_type) {
  if (column_type.starts_with("tinyint(1)") || column_type == "bit(1)") return ValueKind::kBoolean;
  for (const auto& one : kNamed) {
    if (one.name == data_type) return one.kind;
  }
  return ValueKind::kOther;
}

std::vector<ResultColumn> result_columns(const std::vector<const MYSQL_FIELD*>& fields) {
  std::vector<ResultColumn> columns;
  for (const auto* field : fields) {
    auto column = column_of(*field);
    column.name = std::string(field->name, field->name_length);
    if (const auto name = further_name(*field); !name.empty()) {
      column.type = name;
      column.kind = name == "json"   ? ValueKind::kJson
                    : name == "uuid" ? ValueKind::kUuid
                                     : column.kind;
      // Addresses and the like, which the protocol sends as text.
      if (name.starts_with("inet")) column.kind = ValueKind::kOther;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

Value read_value(const Cell& cell, const MYSQL_FIELD& field, const ResultColumn& as) {
  if (!cell) return std::monostate{};
  const auto text = *cell;
  if (field.type == MYSQL_TYPE_BIT) {
    const auto number = bits(text);
    if (as.kind == ValueKind::kBoolean) return number != 0;
    return whole_number(number);
  }
  switch (as.kind) {
    case ValueKind::kBoolean:
      // Also 2 or -1 may stand in a tinyint(1): all that is not 0 is true to the server.
      return text != "0";
    case ValueKind::kInteger:
      if (const auto number = parse<std::int64_t>(text)) return *number;
      break;
    case ValueKind::kDecimal:
      // Floating point only: decimals are exact and stay text.
      if (field.type == MYSQL_TYPE_FLOAT || field.type == MYSQL_TYPE_DOUBLE) {
        if (const auto number = parse<double>(text)) return *number;
      }
      break;
    case ValueKind::kBytes:
      return hex(text);
    default:
      break;
  }
  return std::string(text);
}

}  // namespace askdb::mysql
