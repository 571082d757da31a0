#pragma once

/// What a question means, without FROM and JOIN: those follow from the tables used.

#include <memory>
#include <string>
#include <vector>

#include "linguist/schema_index.hpp"

namespace askdb::linguist {

enum class Aggregate { kNone, kCount, kSum, kAverage, kMaximum, kMinimum };
enum class Bucket { kNone, kYear, kQuarter, kMonth, kWeek, kDay };
enum class Operator {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kLike,
  kNotLike,
  kBetween,
  kIsNull,
  kIsNotNull,
  kIn,
  kNotIn
};
enum class SetOperation { kNone, kIntersect, kExcept, kUnion };

struct Query;

/// A column, an aggregate of one, or a count of rows (`column.column` -1).
struct Term {
  Aggregate aggregate = Aggregate::kNone;
  bool is_distinct = false;
  ColumnRef column;
  Bucket bucket = Bucket::kNone;
  bool is_share = false;  ///< Percentage of all rows that the group holds.
  auto operator<=>(const Term&) const = default;
};

struct Literal {
  std::string text;
  bool is_number = false;
  /// Half-open date range [text, until) instead of one value; empty otherwise.
  std::string until;
};

struct Condition {
  Term left;
  Operator op = Operator::kEqual;
  std::vector<Literal> literals;  ///< One; two for kBetween.
  Term right;                     ///< A column to compare with, when `has_right`.
  bool has_right = false;
  std::shared_ptr<Query> subquery;  ///< Instead of literals.
  bool is_or = false;               ///< Joined to the condition before it by OR.
  std::size_t at = 0;               ///< The item of the question that caused it.
};

struct Order {
  Term term;
  bool is_descending = false;
  bool prefers_aggregate = false;  ///< "largest first": by the figure shown, where there is one.
};

struct Query {
  std::vector<Term> select;
  std::vector<std::string> titles;  ///< By term of `select`; missing or empty: none is written.
  bool is_distinct = false;
  bool selects_all = false;    ///< SELECT *, of `anchor`.
  int rows_of = -1;            ///< The table whose rows the select list stands for, by their names.
  int anchor = -1;             ///< The table whose rows are talked about.
  std::vector<int> tables;     ///< Tables that must be joined though no column is used.
  std::vector<ColumnRef> via;  ///< Columns to join through, where there are several.
  std::vector<Condition> filters;
  std::vector<Term> group;
  std::vector<Condition> having;
  std::vector<Order> order;
  int limit = 0;  ///< 0: none.
  SetOperation set_operation = SetOperation::kNone;
  std::shared_ptr<Query> set_right;
};

}  // namespace askdb::linguist
