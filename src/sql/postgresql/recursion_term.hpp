#pragma once

/// The recursive part of a WITH RECURSIVE query, taken apart: does it end?

#include <optional>
#include <string>
#include <vector>

#include "sql/postgresql/from_items.hpp"
#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// `item` is an unqualified mention of `name`.
bool names_relation(const Message* item, std::string_view name);

class RecursiveTerm {
 public:
  /// `start` UNION [ALL] `next` is the body of `named`. All outlive the term.
  RecursiveTerm(const PgQuery__CommonTableExpr& named, const PgQuery__SelectStmt& start,
                const PgQuery__SelectStmt& next, bool is_union_all);

  bool ends() const;

 private:
  /// How the recursive part changes a column from round to round.
  enum class Step { kSame, kUp, kDown, kTimes, kOther };
  struct Change {
    Step step = Step::kOther;
    double size = 0;
  };

  // recursion_term.cpp
  /// The column of the round before that `node` is, or `columns_.size()`.
  std::size_t own_column(const Message* node) const;
  bool mentions_own(const Message* node, std::size_t column) const;
  static const Message* output(const PgQuery__SelectStmt& query, std::size_t column);
  /// The leaf is joined to the round before by a condition, or made from its columns.
  bool is_linked(std::size_t leaf) const;
  /// UNION drops what was seen before, so columns handed on as they are run out.
  bool hands_on_only_columns() const;

  // recursion_steps.cpp
  Change change_of(std::size_t column) const;
  /// Rounds that `condition` allows for `column`, or infinity.
  double rounds(const Message* condition, std::size_t column, const Change& change) const;
  bool steps_to_a_bound() const;

  // recursion_walks.cpp
  bool walks_along_data() const;
  /// What links a table to the round before is not handed on unchanged: with `a.k = self.k` and `k`
  /// again as the result, every round would find the same rows.
  bool makes_progress() const;
  bool own_column_qualified(const Message* node) const;

  const PgQuery__CommonTableExpr& named_;
  const PgQuery__SelectStmt& start_;
  const PgQuery__SelectStmt& next_;
  bool is_union_all_;
  FromItems from_;
  std::size_t self_ = 0;
  std::vector<std::string> columns_;
};

}  // namespace askdb::postgresql
