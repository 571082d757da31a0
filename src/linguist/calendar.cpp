#include "linguist/calendar.hpp"

#include <algorithm>
#include <cstdio>

namespace askdb {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

Date make_date(int y, unsigned m, unsigned d) { return Date{year{y} / month{m} / day{d}}; }

bool is_date(int y, unsigned m, unsigned d) {
  return y >= 1 && y <= 9999 && (year{y} / month{m} / day{d}).ok();
}

int year_of(Date date) { return static_cast<int>(year_month_day{date}.year()); }
unsigned month_of(Date date) { return static_cast<unsigned>(year_month_day{date}.month()); }

Date local_day(Clock::WallTime now) {
  const std::string text = local_date(now);
  int y = 1970;
  unsigned m = 1;
  unsigned d = 1;
  if (std::sscanf(text.c_str(), "%d-%u-%u", &y, &m, &d) != 3 || !is_date(y, m, d)) {
    return std::chrono::floor<days>(now);
  }
  return make_date(y, m, d);
}

namespace {

Date shifted_months(Date date, int count) {
  const year_month_day from{date};
  const auto target = from.year() / from.month() + months{count};
  const auto last = (target / std::chrono::last).day();
  return Date{target / std::min(from.day(), last)};
}

}  // namespace

Date shifted(Date date, int count, Granularity unit) {
  switch (unit) {
    case Granularity::kDay:
      return date + days{count};
    case Granularity::kWeek:
      return date + days{7 * count};
    case Granularity::kMonth:
      return shifted_months(date, count);
    case Granularity::kQuarter:
      return shifted_months(date, 3 * count);
    case Granularity::kYear:
      return shifted_months(date, 12 * count);
  }
  return date;
}

Period unit_around(Date date, int offset, Granularity unit) {
  Date first = date;
  switch (unit) {
    case Granularity::kDay:
      break;
    case Granularity::kWeek:
      first = date - (std::chrono::weekday{date} - std::chrono::Monday);
      break;
    case Granularity::kMonth:
      first = make_date(year_of(date), month_of(date), 1);
      break;
    case Granularity::kQuarter:
      first = make_date(year_of(date), (month_of(date) - 1) / 3 * 3 + 1, 1);
      break;
    case Granularity::kYear:
      first = make_date(year_of(date), 1, 1);
      break;
  }
  return {shifted(first, offset, unit), shifted(first, offset + 1, unit), unit};
}

std::string iso_date(Date date) {
  const year_month_day d{date};
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(d.year()),
                static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
  return text;
}

}  // namespace askdb
