#pragma once

/// Calendar arithmetic for date phrases: days, and half-open periods of whole calendar units.

#include <chrono>
#include <string>

#include "base/clock.hpp"
#include "base/described.hpp"

namespace askdb {

using Date = std::chrono::sys_days;

enum class Granularity { kDay, kWeek, kMonth, kQuarter, kYear };
BOOST_DESCRIBE_ENUM(Granularity, kDay, kWeek, kMonth, kQuarter, kYear)

/// `from` up to, but not including, `to`.
struct Period {
  Date from;
  Date to;
  Granularity granularity = Granularity::kDay;
};

Date make_date(int year, unsigned month, unsigned day);
/// True when the calendar has such a day (years 1..9999).
bool is_date(int year, unsigned month, unsigned day);
int year_of(Date date);
unsigned month_of(Date date);

/// The local calendar day of `now`: what "today" means to the person who asks.
Date local_day(Clock::WallTime now);

/// `date` moved by `count` units; a day that the month does not have becomes its last day.
Date shifted(Date date, int count, Granularity unit);

/// The whole calendar unit in which `date` lies, moved by `offset` units. Weeks begin on Monday.
Period unit_around(Date date, int offset, Granularity unit);

/// "2024-03-05".
std::string iso_date(Date date);

}  // namespace askdb
