#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "base/text.hpp"
#include "federation/predicate.hpp"

namespace askdb::federation {
namespace {

using Kind = Predicate::Kind;

bool is_number(ValueKind kind) {
  return kind == ValueKind::kInteger || kind == ValueKind::kDecimal;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_postgresql(Dialect dialect) { return dialect == Dialect::kPostgresql; }
bool is_sqlite(Dialect dialect) { return dialect == Dialect::kSqlite; }

/// Of four bytes: 0.1 there is not the 0.1 that a statement says.
bool is_short_float(const std::string& type, Dialect dialect) {
  return !is_sqlite(dialect) && (type == "real" || type.starts_with("float"));
}

/// Text that may be compared with any text; an enumeration would refuse what is not of it.
bool is_plain_text(const Column& column, const std::string& type, Dialect dialect) {
  if (column.kind != ValueKind::kText) return false;
  if (is_sqlite(dialect)) return true;
  return contains(type, "char") || contains(type, "text") || contains(type, "string");
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash != (text[i] == '-')) return false;
    if (!is_dash && std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return true;
}

/// The day that lies `days` after `day`, which is a date.
std::string shifted(std::string_view day, int days) {
  using namespace std::chrono;
  int year = 0;
  unsigned month = 0;
  unsigned number = 0;
  std::string text(day.substr(0, 10));
  if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &number) != 3) return text;
  const year_month_day date(sys_days(std::chrono::year(year) / month / number) +
                            std::chrono::days(days));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string day_text(const std::string& day, Dialect dialect) {
  return is_sqlite(dialect) ? "'" + day + "'" : "DATE '" + day + "'";
}

/// A range of days that surely holds what the comparison lets through.
std::optional<std::string> days(const std::string& name, const std::string& comparison,
                                std::string_view moment, int slack, Dialect dialect) {
  const auto from = name + " >= " + day_text(shifted(moment, -slack), dialect);
  const auto to = name + " < " + day_text(shifted(moment, 1 + slack), dialect);
  if (comparison == "=") return "(" + from + " AND " + to + ")";
  if (comparison == ">" || comparison == ">=") return from;
  if (comparison == "<" || comparison == "<=") return to;
  return std::nullopt;
}

std::optional<std::string> dated(const Column& column, const std::string& type,
                                 const std::string& name, const std::string& comparison,
                                 const Constant& constant, Dialect dialect) {
  const auto moment =
      constant.kind == Constant::Kind::kText ? dated_constant(constant.text) : constant;
  if (!moment) return std::nullopt;
  const bool is_day = moment->kind == Constant::Kind::kDay;
  if (!is_day && moment->kind != Constant::Kind::kMoment) return std::nullopt;
  if (column.kind == ValueKind::kDate) {
    // SQLite's days are text, perhaps with a time behind.
    if (is_sqlite(dialect) || !is_day) return days(name, comparison, moment->text, 0, dialect);
    return name + " " + comparison + " " + day_text(moment->text, dialect);
  }
  if (!is_postgresql(dialect)) return days(name, comparison, moment->text, 1, dialect);
  // DuckDB takes moments to be those of UTC.
  const bool has_zone = contains(type, "with time zone") || type == "timestamptz";
  const auto time = is_day ? moment->text + " 00:00:00" : moment->text;
  return name + " " + comparison + " '" + time + (has_zone ? "+00'" : "'");
}

std::optional<std::string> literal(const Constant& constant, Dialect dialect) {
  if (constant.kind == Constant::Kind::kNumber) return constant.text;
  const bool has_backslash = constant.text.find('\\') != std::string::npos;
  const bool takes_backslash = is_sqlite(dialect) || dialect == Dialect::kDuckdb;
  if (constant.kind != Constant::Kind::kText || (has_backslash && !takes_backslash)) {
    return std::nullopt;
  }
  return quoted_literal(constant.text);
}

bool may_equal(const Column& column, const std::string& type, const Constant& constant,
               Dialect dialect) {
  if (constant.kind == Constant::Kind::kNumber) {
    return is_number(column.kind) && type != "money" && !is_short_float(type, dialect);
  }
  if (constant.kind != Constant::Kind::kText) return false;
  if (column.kind == ValueKind::kUuid) return is_postgresql(dialect) && is_uuid(constant.text);
  return is_plain_text(column, type, dialect);
}

std::optional<std::string> truth(const Column& column, const std::string& name, bool is_wanted,
                                 Dialect dialect) {
  if (column.kind != ValueKind::kBoolean) return std::nullopt;
  if (!is_wanted) return "NOT " + name;
  return is_postgresql(dialect) || dialect == Dialect::kDuckdb ? name : name + " <> 0";
}

std::optional<std::string> compared(const Predicate& predicate, const Column& column,
                                    const std::string& type, const std::string& name,
                                    Dialect dialect) {
  const auto& constant = predicate.constants.front();
  const auto& comparison = predicate.comparison;
  if (constant.kind == Constant::Kind::kBoolean) {
    if (comparison != "=") return std::nullopt;
    return truth(column, name, constant.text == "true", dialect);
  }
  if (column.kind == ValueKind::kDate || column.kind == ValueKind::kTimestamp) {
    return dated(column, type, name, comparison, constant, dialect);
  }
  if (!may_equal(column, type, constant, dialect)) return std::nullopt;
  if (constant.kind == Constant::Kind::kText && comparison != "=") return std::nullopt;
  const auto text = literal(constant, dialect);
  if (!text) return std::nullopt;
  return name + " " + comparison + " " + *text;
}

std::optional<std::string> listed(const Predicate& predicate, const Column& column,
                                  const std::string& type, const std::string& name,
                                  Dialect dialect) {
  std::string list;
  for (const auto& constant : predicate.constants) {
    std::optional<std::string> text;
    if (column.kind == ValueKind::kDate && is_postgresql(dialect)) {
      const auto day = dated_constant(constant.text);
      if (day && day->kind == Constant::Kind::kDay) text = day_text(day->text, dialect);
    } else if (may_equal(column, type, constant, dialect)) {
      text = literal(constant, dialect);
    }
    if (!text) return std::nullopt;
    list += (list.empty() ? "" : ", ") + *text;
  }
  if (list.empty()) return std::nullopt;
  return name + " IN (" + list + ")";
}

std::optional<std::string> like(const Predicate& predicate, const Column& column,
                                const std::string& type, const std::string& name, Dialect dialect) {
  // Fixed-width text is compared with its blanks there and without them here.
  const bool is_padded = type.starts_with("character(") || type.starts_with("bpchar");
  const bool is_known = is_postgresql(dialect) || is_sqlite(dialect) || dialect == Dialect::kDuckdb;
  const auto& pattern = predicate.constants.front().text;
  if (!is_known || is_padded || !is_plain_text(column, type, dialect)) return std::nullopt;
  if (pattern.find('\\') != std::string::npos) return std::nullopt;
  return name + " LIKE " + quoted_literal(pattern);
}

}  // namespace

std::string quoted_name(std::string_view name, Dialect dialect) {
  if (dialect != Dialect::kMysql && dialect != Dialect::kClickhouse) return quoted_identifier(name);
  return "`" + replace_all(std::string(name), "`", "``") + "`";
}

std::optional<std::string> predicate_text(const Predicate& predicate, const Table& table,
                                          Dialect dialect) {
  if (predicate.kind == Kind::kAnd || predicate.kind == Kind::kOr) {
    const bool is_or = predicate.kind == Kind::kOr;
    std::string text;
    std::size_t count = 0;
    for (const auto& part : predicate.parts) {
      const auto one = predicate_text(part, table, dialect);
      if (!one && is_or) return std::nullopt;
      if (!one) continue;
      text += (count++ == 0 ? "" : is_or ? " OR " : " AND ") + *one;
    }
    if (count == 0) return std::nullopt;
    return count == 1 ? text : "(" + text + ")";
  }
  const auto& column = table.columns[predicate.column];
  const auto type = to_lower(column.type);
  const auto name = quoted_name(column.name, dialect);
  switch (predicate.kind) {
    case Kind::kCompare:
      return compared(predicate, column, type, name, dialect);
    case Kind::kIn:
      return listed(predicate, column, type, name, dialect);
    case Kind::kLike:
      return like(predicate, column, type, name, dialect);
    case Kind::kIsTrue:
      return truth(column, name, true, dialect);
    case Kind::kIsFalse:
      return truth(column, name, false, dialect);
    case Kind::kIsNotNull:
      return name + " IS NOT NULL";
    case Kind::kIsNull:
      // A value that is not of its column's type counts as NULL here and is one nowhere else.
      if (column.kind == ValueKind::kText || is_postgresql(dialect)) return name + " IS NULL";
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace askdb::federation
