#include "llm/retry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <random>

#include "base/text.hpp"

namespace askdb {
namespace {

double random_part(const RetryPolicy& policy) {
  if (policy.random) return policy.random();
  thread_local std::mt19937 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

/// "Fri, 20 Nov 2026 18:42:00 GMT"; strptime would read names in the user's language.
std::optional<std::time_t> parse_http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string copy(text);
  std::tm parts{};
  std::array<char, 4> month{};
  if (std::sscanf(copy.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &parts.tm_mday, month.data(),
                  &parts.tm_year, &parts.tm_hour, &parts.tm_min, &parts.tm_sec) != 6) {
    return std::nullopt;
  }
  const auto* found = std::find(kMonths.begin(), kMonths.end(), to_lower(month.data()));
  if (found == kMonths.end()) return std::nullopt;
  parts.tm_mon = static_cast<int>(found - kMonths.begin());
  parts.tm_year -= 1900;
  return ::timegm(&parts);
}

}  // namespace

std::chrono::milliseconds retry_delay(const RetryPolicy& policy, int retry) {
  const double doubled =
      static_cast<double>(policy.initial_delay.count()) * std::exp2(std::min(retry, 30) - 1);
  const double capped = std::min(doubled, static_cast<double>(policy.max_delay.count()));
  const double stretched = capped * (1 + policy.jitter * random_part(policy));
  return std::chrono::milliseconds(std::llround(stretched));
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           Clock::WallTime now) {
  value = trim(value);
  double seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (read.ec == std::errc() && read.ptr == value.data() + value.size()) {
    // A day stands for "much too long"; it also keeps the conversion in range.
    const double bounded = std::clamp(seconds, 0.0, 86'400.0);
    if (std::isnan(seconds)) return std::nullopt;
    return std::chrono::milliseconds(std::llround(bounded * 1000));
  }
  const auto date = parse_http_date(value);
  if (!date) return std::nullopt;
  const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::from_time_t(*date) - now);
  return std::max(wait, std::chrono::milliseconds(0));
}

std::string wait_in_words(std::chrono::milliseconds wait) {
  if (wait.count() < 950) return std::to_string(wait.count()) + "ms";
  return std::to_string((wait.count() + 500) / 1000) + "s";
}

}  // namespace askdb
