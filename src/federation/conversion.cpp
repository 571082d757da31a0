#include "federation/conversion.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "base/text.hpp"
#include "datasource/dates.hpp"
#include "federation/merged.hpp"

namespace askdb::federation {
namespace {

constexpr std::size_t kDayLength = 10;

std::optional<std::int64_t> whole_number(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* number = std::get_if<double>(&value)) {
    if (std::floor(*number) != *number || std::fabs(*number) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, number);
  if (failure != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<bool> truth(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto number = whole_number(value)) return *number != 0;
  const auto text = to_lower(to_text(value));
  if (text == "true" || text == "t" || text == "yes" || text == "y") return true;
  if (text == "false" || text == "f" || text == "no" || text == "n") return false;
  return std::nullopt;
}

bool is_decimal_text(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const bool is_number = text.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_number && text.find_first_of("0123456789") != std::string_view::npos &&
         text.find('.') == text.rfind('.');
}

std::optional<Value> decimal(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return value;
  if (const auto* number = std::get_if<double>(&value)) {
    if (!std::isfinite(*number)) return std::nullopt;
    return value;
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || !is_decimal_text(*text)) return std::nullopt;
  return value;
}

std::optional<Value> fraction(const Value& value) {
  if (std::holds_alternative<double>(value)) return value;
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return Value(static_cast<double>(*number));
  }
  const auto number = to_number(value);
  if (!number) return std::nullopt;
  return Value(*number);
}

std::optional<Value> day(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->size() < kDayLength) return std::nullopt;
  if (date_kind(text->substr(0, kDayLength)) != ValueKind::kDate) return std::nullopt;
  if (text->size() > kDayLength && !utc_moment(*text)) return std::nullopt;
  return Value(text->substr(0, kDayLength));
}

std::optional<Value> fitted(const Value& value, const Target& target) {
  const auto& type = target.type;
  if (type == "BIGINT") {
    const auto number = whole_number(value);
    if (!number) return std::nullopt;
    return Value(*number);
  }
  if (type == "BOOLEAN") {
    const auto flag = truth(value);
    if (!flag) return std::nullopt;
    return Value(*flag);
  }
  if (type == "DOUBLE") return fraction(value);
  if (type.starts_with("DECIMAL")) return decimal(value);
  if (type == "DATE") return day(value);
  const auto text = to_text(value);
  if (type == "TIMESTAMP") {
    const auto moment = utc_moment(text);
    if (!moment) return std::nullopt;
    return Value(*moment);
  }
  if (type == "TIME") {
    if (date_kind(text) != ValueKind::kTime) return std::nullopt;
    return Value(text);
  }
  if (type == "UUID") {
    const bool is_one =
        text.size() == 36 && text.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
    if (!is_one) return std::nullopt;
    return Value(text);
  }
  if (!target.is_padded) return Value(text);
  return Value(text.substr(0, text.find_last_not_of(' ') + 1));
}

}  // namespace

std::optional<std::string> utc_moment(std::string_view text) {
  if (text.size() < kDayLength) return std::nullopt;
  const auto zone =
      text.size() == kDayLength ? std::string_view::npos : text.find_first_of("Zz+-", kDayLength);
  const auto local = trim(text.substr(0, zone));
  const auto kind = date_kind(local);
  if (kind != ValueKind::kDate && kind != ValueKind::kTimestamp) return std::nullopt;
  std::string moment(local);
  if (moment.size() == kDayLength) moment += " 00:00:00";
  moment[kDayLength] = ' ';
  if (zone == std::string_view::npos || text[zone] == 'Z' || text[zone] == 'z') return moment;
  int hours = 0;
  int minutes = 0;
  const std::string offset(text.substr(zone + 1));
  if (std::sscanf(offset.c_str(), "%2d:%2d", &hours, &minutes) < 1) return std::nullopt;
  const int shift = (hours * 60 + minutes) * (text[zone] == '-' ? 1 : -1);
  if (shift == 0) return moment;
  int year = 0;
  unsigned month = 0;
  unsigned number = 0;
  int hour = 0;
  int minute = 0;
  if (std::sscanf(moment.c_str(), "%d-%u-%u %d:%d", &year, &month, &number, &hour, &minute) < 5) {
    return std::nullopt;
  }
  using namespace std::chrono;
  const sys_time<std::chrono::minutes> local_time =
      sys_days(std::chrono::year(year) / month / number) + std::chrono::hours(hour) +
      std::chrono::minutes(minute);
  const auto time = local_time + std::chrono::minutes(shift);
  const auto date = floor<days>(time);
  const year_month_day parts(date);
  const auto left = time - date;
  // Seconds and what follows them do not change with the zone.
  const auto rest = moment.size() > 16 ? moment.substr(16) : std::string();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}{}", static_cast<int>(parts.year()),
                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()),
                     left.count() / 60, left.count() % 60, rest);
}

Target target_of(const Column& column, Dialect dialect) {
  const auto type = to_lower(column.type);
  const bool is_padded =
      dialect != Dialect::kSqlite &&
      (type.starts_with("character(") || type.starts_with("bpchar") || type.starts_with("char("));
  return {column.name, workspace_type(column, dialect), is_padded};
}

Value converted(Value value, const Target& target, std::int64_t& unreadable) {
  if (is_null(value)) return value;
  if (target.type == "VARCHAR" && !target.is_padded && std::holds_alternative<std::string>(value)) {
    return value;
  }
  auto fit = fitted(value, target);
  if (fit) return *std::move(fit);
  ++unreadable;
  return std::monostate{};
}

}  // namespace askdb::federation
