#include "duckdb/times.hpp"

#include <fmt/format.h>

#include <chrono>
#include <limits>

namespace askdb::duckdb {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kDay = 86'400;

/// ".5", ".000001", or nothing.
std::string fraction_text(std::int64_t part, std::int64_t per_second) {
  if (part == 0) return {};
  std::string text;
  for (; per_second > 1; per_second /= 10) {
    text.insert(text.begin(), static_cast<char>('0' + part % 10));
    part /= 10;
  }
  text.erase(text.find_last_not_of('0') + 1);
  return "." + text;
}

/// Takes numbers and marks off the front of a text.
class Taker {
 public:
  explicit Taker(std::string_view text) : text_(text) {}

  bool is_empty() const { return text_.empty(); }
  bool skip(char mark) {
    if (text_.empty() || text_.front() != mark) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// Exactly `width` digits that are at most `most`.
  std::optional<int> number(std::size_t width, int most) {
    int value = 0;
    if (text_.size() < width) return std::nullopt;
    for (const char c : text_.substr(0, width)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    if (value > most) return std::nullopt;
    text_.remove_prefix(width);
    return value;
  }
  /// Digits after a point, as microseconds; more than six are cut.
  std::int64_t micros() {
    std::int64_t value = 0;
    std::int64_t unit = kMicros / 10;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      value += (text_.front() - '0') * unit;
      unit /= 10;
      text_.remove_prefix(1);
    }
    return value;
  }

 private:
  std::string_view text_;
};

/// "12:30:00.25" as microseconds.
std::optional<std::int64_t> take_time(Taker& taker) {
  const auto hour = taker.number(2, 24);
  if (!hour || !taker.skip(':')) return std::nullopt;
  const auto minute = taker.number(2, 59);
  if (!minute) return std::nullopt;
  std::int64_t micros = (*hour * 60LL + *minute) * 60 * kMicros;
  if (!taker.skip(':')) return micros;
  const auto second = taker.number(2, 59);
  if (!second) return std::nullopt;
  micros += *second * kMicros;
  return taker.skip('.') ? micros + taker.micros() : micros;
}

/// "Z", "+02", "-0230", "+02:30" or nothing, as microseconds.
std::optional<std::int64_t> take_offset(Taker& taker) {
  if (taker.is_empty() || taker.skip('Z') || taker.skip('z')) return 0;
  const bool is_negative = taker.skip('-');
  if (!is_negative && !taker.skip('+')) return std::nullopt;
  const auto hours = taker.number(2, 18);
  if (!hours) return std::nullopt;
  taker.skip(':');
  const auto minutes = taker.is_empty() ? std::optional<int>(0) : taker.number(2, 59);
  if (!minutes) return std::nullopt;
  const std::int64_t offset = (*hours * 60LL + *minutes) * 60 * kMicros;
  return is_negative ? -offset : offset;
}

std::string counted(std::int64_t count, const char* unit) {
  return fmt::format("{} {}{} ", count, unit, count == 1 || count == -1 ? "" : "s");
}

}  // namespace

std::string date_text(const Library& library, std::int32_t days) {
  if (days == std::numeric_limits<std::int32_t>::max()) return "infinity";
  if (days == -std::numeric_limits<std::int32_t>::max()) return "-infinity";
  const auto date = library.from_date({days});
  if (date.year > 0) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  return fmt::format("{:04}-{:02}-{:02} (BC)", 1 - date.year, date.month, date.day);
}

std::string timestamp_text(const Library& library, std::int64_t count, std::int64_t per_second) {
  if (count == std::numeric_limits<std::int64_t>::max()) return "infinity";
  if (count == -std::numeric_limits<std::int64_t>::max()) return "-infinity";
  const std::int64_t per_day = kDay * per_second;
  std::int64_t days = count / per_day;
  std::int64_t rest = count % per_day;
  if (rest < 0) {
    rest += per_day;
    --days;
  }
  return date_text(library, static_cast<std::int32_t>(days)) + " " + time_text(rest, per_second);
}

std::optional<std::int64_t> parse_timestamp_tz(std::string_view text) {
  Taker taker(text);
  const auto year = taker.number(4, 9999);
  if (!year || *year == 0 || !taker.skip('-')) return std::nullopt;
  const auto month = taker.number(2, 12);
  if (!month || !taker.skip('-')) return std::nullopt;
  const auto day = taker.number(2, 31);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  std::int64_t micros = std::chrono::sys_days(date).time_since_epoch().count() * kDay * kMicros;
  if (taker.is_empty()) return micros;
  if (!taker.skip(' ') && !taker.skip('T')) return std::nullopt;
  const auto time = take_time(taker);
  if (!time) return std::nullopt;
  taker.skip(' ');
  const auto offset = take_offset(taker);
  if (!offset || !taker.is_empty()) return std::nullopt;
  micros += *time - *offset;
  return micros;
}

std::string time_text(std::int64_t count, std::int64_t per_second) {
  const std::int64_t seconds = count / per_second;
  return fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                     fraction_text(count % per_second, per_second));
}

std::string time_tz_text(const Library& library, std::uint64_t bits) {
  const auto time = library.from_time_tz({bits});
  const std::int64_t micros =
      ((time.time.hour * 60LL + time.time.min) * 60LL + time.time.sec) * kMicros + time.time.micros;
  const int offset = time.offset < 0 ? -time.offset : time.offset;
  std::string text = time_text(micros, kMicros);
  text +=
      fmt::format("{}{:02}:{:02}", time.offset < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
  if (offset % 60 != 0) text += fmt::format(":{:02}", offset % 60);
  return text;
}

std::string interval_text(const duckdb_interval& interval) {
  std::string text;
  if (interval.months / 12 != 0) text += counted(interval.months / 12, "year");
  if (interval.months % 12 != 0) text += counted(interval.months % 12, "month");
  if (interval.days != 0) text += counted(interval.days, "day");
  if (interval.micros != 0 || text.empty()) {
    const bool is_negative = interval.micros < 0;
    // An interval of the smallest number of microseconds has no positive twin: one less is shown.
    const std::int64_t size = interval.micros == std::numeric_limits<std::int64_t>::min()
                                  ? std::numeric_limits<std::int64_t>::max()
                              : is_negative ? -interval.micros
                                            : interval.micros;
    return text + (is_negative ? "-" : "") + time_text(size, kMicros);
  }
  text.pop_back();
  return text;
}

}  // namespace askdb::duckdb
