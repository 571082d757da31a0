#include "dataset.hpp"

#include <algorithm>
#include <cstdlib>

namespace askdb::demo {

namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

void number_by_date(Table& table, std::string_view column) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& one) { return one.name == column; });
  const auto at = static_cast<std::size_t>(found - table.columns.begin());
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const Row& a, const Row& b) {
    return std::get<Date>(a[at]) < std::get<Date>(b[at]);
  });
  std::int64_t number = 0;
  for (auto& row : table.rows) {
    row.front() = ++number;
  }
}

std::string to_text(Date date) {
  const std::chrono::year_month_day day(date);
  return padded(static_cast<int>(day.year()), 4) + "-" +
         padded(static_cast<unsigned>(day.month()), 2) + "-" +
         padded(static_cast<unsigned>(day.day()), 2);
}

std::string to_text(Money money) {
  const std::int64_t size = std::abs(money.cents);
  return (money.cents < 0 ? "-" : "") + std::to_string(size / 100) + "." + padded(size % 100, 2);
}

}  // namespace askdb::demo
