#include "linguist/sql_text.hpp"

#include <charconv>
#include <cmath>
#include <unordered_set>

#include "base/text.hpp"

namespace askdb::linguist {

namespace {

bool is_reserved(std::string_view lower) {
  static const std::unordered_set<std::string_view> kReserved{"add",
                                                              "all",
                                                              "alter",
                                                              "analyse",
                                                              "analyze",
                                                              "and",
                                                              "any",
                                                              "array",
                                                              "as",
                                                              "asc",
                                                              "authorization",
                                                              "autoincrement",
                                                              "between",
                                                              "binary",
                                                              "both",
                                                              "by",
                                                              "case",
                                                              "cast",
                                                              "check",
                                                              "collate",
                                                              "collation",
                                                              "column",
                                                              "commit",
                                                              "concurrently",
                                                              "constraint",
                                                              "create",
                                                              "cross",
                                                              "current_date",
                                                              "current_role",
                                                              "current_time",
                                                              "current_timestamp",
                                                              "current_user",
                                                              "default",
                                                              "deferrable",
                                                              "delete",
                                                              "desc",
                                                              "distinct",
                                                              "do",
                                                              "drop",
                                                              "else",
                                                              "end",
                                                              "escape",
                                                              "except",
                                                              "exists",
                                                              "false",
                                                              "fetch",
                                                              "for",
                                                              "foreign",
                                                              "freeze",
                                                              "from",
                                                              "full",
                                                              "glob",
                                                              "grant",
                                                              "group",
                                                              "having",
                                                              "if",
                                                              "ilike",
                                                              "in",
                                                              "index",
                                                              "indexed",
                                                              "initially",
                                                              "inner",
                                                              "insert",
                                                              "intersect",
                                                              "into",
                                                              "is",
                                                              "isnull",
                                                              "join",
                                                              "key",
                                                              "lateral",
                                                              "leading",
                                                              "left",
                                                              "like",
                                                              "limit",
                                                              "localtime",
                                                              "localtimestamp",
                                                              "match",
                                                              "natural",
                                                              "not",
                                                              "notnull",
                                                              "null",
                                                              "of",
                                                              "offset",
                                                              "on",
                                                              "only",
                                                              "or",
                                                              "order",
                                                              "outer",
                                                              "over",
                                                              "overlaps",
                                                              "placing",
                                                              "plan",
                                                              "primary",
                                                              "references",
                                                              "regexp",
                                                              "returning",
                                                              "right",
                                                              "row",
                                                              "rows",
                                                              "select",
                                                              "session_user",
                                                              "set",
                                                              "similar",
                                                              "some",
                                                              "symmetric",
                                                              "table",
                                                              "tablesample",
                                                              "then",
                                                              "to",
                                                              "trailing",
                                                              "transaction",
                                                              "trigger",
                                                              "true",
                                                              "union",
                                                              "unique",
                                                              "update",
                                                              "user",
                                                              "using",
                                                              "values",
                                                              "variadic",
                                                              "verbose",
                                                              "view",
                                                              "virtual",
                                                              "when",
                                                              "where",
                                                              "window",
                                                              "with",
                                                              "without"};
  return kReserved.contains(lower);
}

}  // namespace

std::string name_text(std::string_view name, Dialect dialect) {
  bool is_plain = !name.empty();
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_digit = c >= '0' && c <= '9';
    if (is_lower || c == '_' || (is_digit && i > 0)) continue;
    // PostgreSQL folds unquoted names to lower case; SQLite ignores case.
    if (is_upper && dialect == Dialect::kSqlite) continue;
    is_plain = false;
  }
  if (is_plain && !is_reserved(to_lower(name))) return std::string(name);
  return quoted_identifier(name);
}

std::string_view function_name(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::kCount:
      return "count";
    case Aggregate::kSum:
      return "sum";
    case Aggregate::kAverage:
      return "avg";
    case Aggregate::kMaximum:
      return "max";
    case Aggregate::kMinimum:
      return "min";
    case Aggregate::kNone:
      break;
  }
  return "";
}

std::string_view operator_text(Operator op) {
  switch (op) {
    case Operator::kEqual:
      return "=";
    case Operator::kNotEqual:
      return "<>";
    case Operator::kLess:
      return "<";
    case Operator::kLessOrEqual:
      return "<=";
    case Operator::kGreater:
      return ">";
    case Operator::kGreaterOrEqual:
      return ">=";
    case Operator::kLike:
      return "LIKE";
    case Operator::kNotLike:
      return "NOT LIKE";
    case Operator::kBetween:
      return "BETWEEN";
    case Operator::kIsNull:
      return "IS NULL";
    case Operator::kIsNotNull:
      return "IS NOT NULL";
    case Operator::kIn:
      return "IN";
    case Operator::kNotIn:
      return "NOT IN";
  }
  return "=";
}

std::string bucket_text(Bucket bucket, const std::string& column, bool is_year_number,
                        Dialect dialect) {
  if (bucket == Bucket::kNone || is_year_number) return column;
  if (dialect == Dialect::kSqlite) {
    switch (bucket) {
      case Bucket::kYear:
        return "strftime('%Y', " + column + ")";
      case Bucket::kMonth:
        return "strftime('%Y-%m', " + column + ")";
      case Bucket::kWeek:
        return "strftime('%Y-W%W', " + column + ")";
      case Bucket::kDay:
        return "date(" + column + ")";
      case Bucket::kQuarter:
        return "strftime('%Y', " + column + ") || '-Q' || ((CAST(strftime('%m', " + column +
               ") AS integer) + 2) / 3)";
      case Bucket::kNone:
        break;
    }
    return column;
  }
  switch (bucket) {
    case Bucket::kYear:
      return "to_char(" + column + ", 'YYYY')";
    case Bucket::kMonth:
      return "to_char(" + column + ", 'YYYY-MM')";
    case Bucket::kWeek:
      return "to_char(" + column + ", 'IYYY-\"W\"IW')";
    case Bucket::kDay:
      return "to_char(" + column + ", 'YYYY-MM-DD')";
    case Bucket::kQuarter:
      return "to_char(" + column + ", 'YYYY-\"Q\"Q')";
    case Bucket::kNone:
      break;
  }
  return column;
}

std::string number_text(double number) {
  if (std::floor(number) == number && std::fabs(number) < 1e15) {
    return std::to_string(static_cast<long long>(number));
  }
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end.ptr};
}

}  // namespace askdb::linguist
