#pragma once

/// Finds date phrases ("last month", "since 2020", "between March and June 2024") and time buckets
/// ("per month", "weekly") in a question. English and German; linear in the question's length.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linguist/calendar.hpp"

namespace askdb {

struct DatePhrase {
  /// Byte range in the question, with its prepositions: "in 2024", "since March".
  std::size_t begin = 0;
  std::size_t end = 0;
  /// First day inside; absent: open ("before June").
  std::optional<Date> from;
  /// First day outside; absent: open ("since 2020").
  std::optional<Date> to;
  /// Of the unit that was named: "since 2020" is kYear, "last 30 days" is kDay.
  Granularity granularity = Granularity::kDay;
  /// False for a bare number that may be a year and may be a quantity.
  bool is_certain = true;
  /// A month or day without a year: the latest one that has begun was taken.
  bool is_year_assumed = false;
  /// "2024", "2024-Q1", "2024-03", "2024-03-05", "2024-03-05 to 2024-03-09" (both inside),
  /// "since 2020-01-01", "before 2024-06-01".
  std::string text;
};

/// Phrases in the order of the question; they do not overlap. `today`: what "today" means.
std::vector<DatePhrase> find_dates(std::string_view question, Date today);

struct BucketPhrase {
  std::size_t begin = 0;
  std::size_t end = 0;
  Granularity granularity = Granularity::kDay;
};

/// "per month", "by quarter", "each year", "for every day", "monthly", "pro Jahr".
std::vector<BucketPhrase> find_buckets(std::string_view question);

}  // namespace askdb
