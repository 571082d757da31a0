#include "datasource/dates.hpp"

namespace askdb {
namespace {

/// Matches `text` against a pattern in which 9 is any digit; the rest after the pattern is
/// returned.
std::optional<std::string_view> after(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return std::nullopt;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (pattern[i] == '9' ? !is_digit : text[i] != pattern[i]) return std::nullopt;
  }
  return text.substr(pattern.size());
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

bool is_time(std::string_view text) {
  auto rest = after(text, "99:99");
  if (!rest || two_digits(text) > 24 || two_digits(text.substr(3)) > 59) return false;
  if (const auto seconds = after(*rest, ":99")) rest = seconds;
  if (!rest->empty() && rest->front() == '.') {
    rest = rest->substr(1);
    while (!rest->empty() && rest->front() >= '0' && rest->front() <= '9') rest = rest->substr(1);
  }
  if (rest->empty() || *rest == "Z" || *rest == "z" || *rest == " UTC") return true;
  if (rest->front() != '+' && rest->front() != '-') return false;
  const auto zone = after(rest->substr(1), "99");
  return zone && (zone->empty() || after(*zone, "99") == "" || after(*zone, ":99") == "");
}

}  // namespace

std::optional<ValueKind> date_kind(std::string_view text) {
  if (text.size() > 40) return std::nullopt;
  if (const auto rest = after(text, "9999-99-99")) {
    const int month = two_digits(text.substr(5));
    const int day = two_digits(text.substr(8));
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    if (rest->empty()) return ValueKind::kDate;
    if ((rest->front() == ' ' || rest->front() == 'T') && is_time(rest->substr(1))) {
      return ValueKind::kTimestamp;
    }
    return std::nullopt;
  }
  if (after(text, "99:99:99") && is_time(text)) return ValueKind::kTime;
  return std::nullopt;
}

}  // namespace askdb
