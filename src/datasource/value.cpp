#include "datasource/value.hpp"

#include <cmath>

namespace askdb {
namespace {

/// Digits that carry a value; a double keeps 15 of them whatever they are.
std::size_t significant_digits(const std::string& text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == 'e' || c == 'E') break;
    if (c >= '1' && c <= '9') ++digits;
    if (c == '0' && digits > 0) ++digits;
  }
  return digits;
}

json::value text_json(const std::string& text, ValueKind kind) {
  if (kind == ValueKind::kDecimal) {
    const auto number = to_number(Value(text));
    if (number && std::isfinite(*number) && significant_digits(text) <= 15) return *number;
  }
  if (kind == ValueKind::kJson) {
    json::error_code failed;
    auto parsed = json::parse(text, failed);
    if (!failed) return parsed;
  }
  return json::string(text);
}

}  // namespace

json::value to_json_value(const Value& value, ValueKind kind) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* number = std::get_if<double>(&value)) {
    if (std::isfinite(*number)) return *number;
    return json::string(to_text(value));
  }
  if (const auto* text = std::get_if<std::string>(&value)) return text_json(*text, kind);
  return nullptr;
}

std::size_t size_of(const Row& row) {
  std::size_t bytes = row.size() * sizeof(Value);
  for (const auto& value : row) {
    if (const auto* text = std::get_if<std::string>(&value)) bytes += text->size();
  }
  return bytes;
}

}  // namespace askdb
