#include "linguist/sql_text.hpp"

#include <charconv>
#include <cmath>

namespace askdb::linguist {

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

std::string number_text(double number) {
  if (std::floor(number) == number && std::fabs(number) < 1e15) {
    return std::to_string(static_cast<long long>(number));
  }
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
  return {buffer, end.ptr};
}

}  // namespace askdb::linguist
