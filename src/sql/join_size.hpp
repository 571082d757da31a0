#pragma once

/// How many rows the items of one FROM make together, as far as their sizes and the conditions
/// between them tell: what the cost rules of all dialects count with.

#include <cstddef>
#include <optional>
#include <vector>

#include "sql/guard.hpp"

namespace askdb {

/// Rows of a table nobody counted.
constexpr double kUnknownTable = 1'000;
/// Rows of a function whose size does not show.
constexpr double kUnknownFunction = 50;

/// Rows that a FROM may make before it is refused.
struct JoinBounds {
  double unconnected;  ///< From items without any connection.
  double compared;     ///< From items that only comparisons other than "=" connect.
};

enum class Connection { kEquality, kOther };

class JoinSize {
 public:
  /// `rows` of each item, in the order of FROM.
  explicit JoinSize(std::vector<double> rows);

  /// A condition, or the one being made of the other's rows, connects two items.
  void connect(std::size_t a, std::size_t b, Connection connection);

  /// Connected items make as many rows as the largest of them, at least one; the rest multiplies.
  double unconnected() const { return product(any_); }

  bool exceeds(const JoinBounds& bounds) const {
    return unconnected() > bounds.unconnected || product(equal_) > bounds.compared;
  }

 private:
  /// Disjoint sets: an item's parent, itself for the one that stands for its set.
  using Sets = std::vector<std::size_t>;
  static std::size_t root(const Sets& sets, std::size_t item);
  double product(const Sets& sets) const;

  std::vector<double> rows_;
  Sets any_;
  Sets equal_;
};

/// The refusal for a FROM that exceeds its bounds. Rule: "cost".
Refusal join_refusal(std::optional<std::size_t> offset);

}  // namespace askdb
