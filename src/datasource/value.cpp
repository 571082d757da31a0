#include "datasource/value.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace askdb {
namespace {

/// The shortest text that reads back as the same number; "3" for 3.0 as people write it.
std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  char buffer[32];
  const auto written = std::to_chars(std::begin(buffer), std::end(buffer), number);
  std::string text(std::begin(buffer), written.ptr);
  if (text.find('e') == std::string::npos) return text;
  // Plain digits up to what a double holds exactly.
  if (std::abs(number) < 1e16 && std::abs(number) >= 1e-6) {
    const auto plain =
        std::to_chars(std::begin(buffer), std::end(buffer), number, std::chars_format::fixed);
    if (plain.ec == std::errc()) return {std::begin(buffer), plain.ptr};
  }
  return text;
}

std::optional<double> parse_number(const std::string& text) {
  double number = 0;
  const char* first = text.data();
  const char* last = first + text.size();
  if (first != last && *first == '+') ++first;
  const auto parsed = std::from_chars(first, last, number);
  if (parsed.ec != std::errc() || parsed.ptr != last) return std::nullopt;
  return number;
}

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
    const auto number = parse_number(text);
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

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

json::value to_json_value(const Value& value, ValueKind kind) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* number = std::get_if<double>(&value)) {
    if (std::isfinite(*number)) return *number;
    return json::string(number_text(*number));
  }
  if (const auto* text = std::get_if<std::string>(&value)) return text_json(*text, kind);
  return nullptr;
}

std::optional<double> to_number(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return parse_number(*text);
  return std::nullopt;
}

}  // namespace askdb
