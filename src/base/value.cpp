#include "base/value.hpp"

#include <charconv>
#include <cmath>

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

}  // namespace

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::optional<double> to_number(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return parse_number(*text);
  return std::nullopt;
}

}  // namespace askdb
