#pragma once

/// Conditions on one table that its own database may check before rows are moved.
///
/// DuckDB evaluates the whole statement again over what was moved, so a pushed condition only has
/// to let through every row that DuckDB would: a superset. What is not surely one is not pushed:
/// orders of text (collations differ), "different from" on text (some databases take "A" and "a"
/// for the same), patterns with escapes, comparisons that would have to cast a column.

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/schema.hpp"

namespace askdb::federation {

struct Constant {
  enum class Kind { kNumber, kText, kBoolean, kDay, kMoment };
  Kind kind = Kind::kText;
  std::string text;  ///< A number as digits; a day as 2024-02-29; a moment with its time.
};

struct Predicate {
  enum class Kind { kCompare, kIn, kLike, kIsNull, kIsNotNull, kIsTrue, kIsFalse, kAnd, kOr };
  Kind kind = Kind::kCompare;
  std::size_t column = 0;    ///< Index into the table's columns.
  std::string comparison{};  ///< For kCompare: "=", "<>", "<", "<=", ">", ">=".
  std::vector<Constant> constants{};
  std::vector<Predicate> parts{};  ///< Of kAnd and kOr.

  /// No row whose column is NULL passes.
  bool rejects_null() const;
};

/// The column that a reference means, if it is one of the table at hand.
using ColumnFinder = std::function<std::optional<std::size_t>(const boost::json::object&)>;

/// The part of `condition` (a node of DuckDB's tree) that can be said as a predicate over the
/// columns that `find` knows; none when nothing can.
std::optional<Predicate> predicate_of(const boost::json::object& condition,
                                      const ColumnFinder& find);

/// `predicate` for `table` of a database that speaks `dialect`, or none when it is not certain that
/// every row which DuckDB would take is let through.
std::optional<std::string> predicate_text(const Predicate& predicate, const Table& table,
                                          Dialect dialect);

/// A name as this dialect quotes it.
std::string quoted_name(std::string_view name, Dialect dialect);

/// A day or a moment without a zone, if `text` is one in ISO 8601.
std::optional<Constant> dated_constant(std::string_view text);

}  // namespace askdb::federation
