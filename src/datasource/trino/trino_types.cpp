#include "datasource/trino/trino_types.hpp"

#include <boost/json/serialize.hpp>
#include <limits>

#include "base/text.hpp"

namespace askdb::trino {
namespace {

namespace json = boost::json;

struct Known {
  std::string_view name;
  ValueKind kind;
};

/// By the word before a parenthesis or blank.
constexpr Known kKnown[] = {
    {"boolean", ValueKind::kBoolean},  {"tinyint", ValueKind::kInteger},
    {"smallint", ValueKind::kInteger}, {"integer", ValueKind::kInteger},
    {"int", ValueKind::kInteger},      {"bigint", ValueKind::kInteger},
    {"real", ValueKind::kDecimal},     {"double", ValueKind::kDecimal},
    {"decimal", ValueKind::kDecimal},  {"varchar", ValueKind::kText},
    {"char", ValueKind::kText},        {"ipaddress", ValueKind::kText},
    {"varbinary", ValueKind::kBytes},  {"date", ValueKind::kDate},
    {"time", ValueKind::kTime},        {"timestamp", ValueKind::kTimestamp},
    {"json", ValueKind::kJson},        {"uuid", ValueKind::kUuid},
    {"array", ValueKind::kArray},
};

std::string_view word_of(std::string_view type) { return type.substr(0, type.find_first_of("( ")); }

/// RFC 4648; empty when it is none.
std::optional<std::string> decoded_base64(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : text) {
    unsigned digit = 0;
    if (c >= 'A' && c <= 'Z') {
      digit = static_cast<unsigned>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      digit = static_cast<unsigned>(c - 'a') + 26;
    } else if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0') + 52;
    } else if (c == '+' || c == '/') {
      digit = c == '+' ? 62 : 63;
    } else if (c == '=') {
      break;
    } else {
      return std::nullopt;
    }
    buffer = buffer << 6U | digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFFU);
  }
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "\\x";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

Value read_text(std::string text, std::string_view word) {
  if (word == "double" || word == "real") {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  }
  if (word == "varbinary") {
    if (const auto bytes = decoded_base64(text)) return hex(*bytes);
  }
  return text;
}

}  // namespace

ValueKind kind_of_type(std::string_view type) {
  const auto word = to_lower(word_of(trim(type)));
  for (const auto& known : kKnown) {
    if (known.name == word) return known.kind;
  }
  return ValueKind::kOther;
}

Value read_value(const json::value& cell, std::string_view type) {
  switch (cell.kind()) {
    case json::kind::null:
      return std::monostate{};
    case json::kind::bool_:
      return cell.get_bool();
    case json::kind::int64:
      if (kind_of_type(type) == ValueKind::kDecimal) {
        return static_cast<double>(cell.get_int64());
      }
      return cell.get_int64();
    case json::kind::uint64:
      return std::to_string(cell.get_uint64());
    case json::kind::double_:
      return cell.get_double();
    case json::kind::string:
      return read_text(std::string(cell.get_string()), word_of(type));
    default:
      return json::serialize(cell);
  }
}

std::optional<std::string> text_of(const json::value& cell) {
  if (cell.is_null()) return std::nullopt;
  if (cell.is_string()) return std::string(cell.get_string());
  return json::serialize(cell);
}

}  // namespace askdb::trino
