#include "face/terminal/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {
namespace {

/// Numbers that name something instead of counting it get no thousands separators.
bool is_label(std::string_view column) {
  const std::string name = to_lower(column);
  for (const auto* ending : {"id", "year", "zip", "code", "number", "no", "phone", "key"}) {
    if (name.ends_with(ending)) return true;
  }
  return name.find("year") != std::string::npos || name.find("postal") != std::string::npos;
}

bool is_number_text(std::string_view text) {
  const std::size_t start = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t digits = 0;
  std::size_t points = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '.') {
      ++points;
    } else if (text[i] >= '0' && text[i] <= '9') {
      ++digits;
    } else {
      return false;
    }
  }
  return digits > 0 && points <= 1;
}

/// The value is a number, by its type or, for decimals, by what the database wrote.
bool is_number(const Value& value, ValueKind kind) {
  if (std::holds_alternative<std::int64_t>(value)) return true;
  if (const auto* real = std::get_if<double>(&value)) return std::isfinite(*real);
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && kind == ValueKind::kDecimal && is_number_text(*text);
}

// More digits than any stored amount has: the decimal was computed, as an average is.
constexpr int kComputedDecimals = 7;

int written_decimals(const std::string& text) {
  const auto point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

/// Digits behind the point that tell something: at most 2, or 4 when all is below 1; what the
/// database wrote as a decimal keeps its own (a rate of 0.0725), up to 6.
int decimals_of(const Value& value, int limit) {
  std::string text;
  if (const auto* real = std::get_if<double>(&value)) {
    text = fmt::format("{:.{}f}", *real, limit);
    text.erase(text.find_last_not_of('0') + 1);
  } else if (const auto* written = std::get_if<std::string>(&value)) {
    text = *written;
    if (written_decimals(text) < kComputedDecimals) {
      limit = 6;
    } else {
      text = fmt::format("{:.{}f}", to_number(value).value_or(0), limit);
      text.erase(text.find_last_not_of('0') + 1);
    }
  }
  const auto point = text.find('.');
  if (point == std::string::npos) return 0;
  return std::min(limit, static_cast<int>(text.size() - point - 1));
}

/// A decimal text cut or filled to `decimals` digits; exact, without going through a double.
std::string decimal_text(std::string text, std::size_t decimals) {
  auto point = text.find('.');
  if (point == std::string::npos) {
    if (decimals == 0) return text;
    point = text.size();
    text += '.';
  }
  text.resize(decimals == 0 ? point : point + 1 + decimals, '0');
  return text;
}

std::string number_text(const Value& value, int decimals, bool has_thousands) {
  std::string text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    text = std::to_string(*whole);
    if (decimals > 0) text = decimal_text(text, static_cast<std::size_t>(decimals));
  } else if (const auto* real = std::get_if<double>(&value)) {
    text = std::abs(*real) >= 1e15 ? fmt::format("{:g}", *real)
                                   : fmt::format("{:.{}f}", *real, decimals);
  } else {
    text = std::get<std::string>(value);
    if (written_decimals(text) >= kComputedDecimals) {
      text = fmt::format("{:.{}f}", to_number(value).value_or(0), decimals);
    } else if (written_decimals(text) <= decimals) {
      text = decimal_text(text, static_cast<std::size_t>(decimals));
    }
  }
  // Four digits may be a year; five, or decimals behind them, never are.
  const auto point = std::min(text.find('.'), text.size());
  const auto digits = point - (text.starts_with('-') ? 1 : 0) + (point < text.size() ? 1 : 0);
  const bool is_exponent = text.find('e') != std::string::npos;
  return has_thousands && digits >= 5 && !is_exponent ? with_thousands(text) : text;
}

constexpr std::string_view kMidnight = "00:00:00";

bool is_midnight(std::string_view text) {
  return text.size() == 19 && text[4] == '-' && text[7] == '-' &&
         (text[10] == ' ' || text[10] == 'T') && text.substr(11) == kMidnight;
}

/// Facts about all values of a column, which decide how each is written.
struct Layout {
  bool all_numbers = true;
  bool all_midnight = true;
  bool any_large = false;  ///< Some number has an absolute value of 1 or more.
  int decimals = 0;
};

Layout layout_of(const Rows& rows, std::size_t index, std::size_t count) {
  Layout layout;
  const auto kind = rows.columns[index].kind;
  bool any = false;
  for (std::size_t i = 0; i < count; ++i) {
    const Value& value = rows.rows[i][index];
    if (is_null(value)) continue;
    any = true;
    layout.all_numbers = layout.all_numbers && is_number(value, kind);
    const auto* text = std::get_if<std::string>(&value);
    layout.all_midnight = layout.all_midnight && text != nullptr && is_midnight(*text);
    if (layout.all_numbers) {
      layout.any_large = layout.any_large || std::abs(to_number(value).value_or(0)) >= 1;
    }
  }
  layout.all_numbers = layout.all_numbers && any;
  layout.all_midnight = layout.all_midnight && any;
  if (!layout.all_numbers) return layout;
  for (std::size_t i = 0; i < count; ++i) {
    layout.decimals =
        std::max(layout.decimals, decimals_of(rows.rows[i][index], layout.any_large ? 2 : 4));
  }
  return layout;
}

}  // namespace

ShownColumn shown_column(const Rows& rows, std::size_t index, std::size_t max_rows) {
  const std::size_t count = std::min(max_rows, rows.rows.size());
  const Layout layout = layout_of(rows, index, count);
  ShownColumn column;
  column.name = one_line(rows.columns[index].name);
  column.is_number = layout.all_numbers;
  column.width = display_width(column.name);
  const bool has_thousands = !is_label(column.name);
  for (std::size_t i = 0; i < count; ++i) {
    const Value& value = rows.rows[i][index];
    std::string cell;
    if (is_null(value)) {
      cell = "NULL";
    } else if (layout.all_numbers) {
      cell = number_text(value, layout.decimals, has_thousands);
    } else {
      cell = one_line(to_text(value));
      if (layout.all_midnight) cell.resize(10);
    }
    column.width = std::max(column.width, display_width(cell));
    column.cells.push_back(std::move(cell));
    column.is_null.push_back(is_null(value));
  }
  return column;
}

}  // namespace askdb
