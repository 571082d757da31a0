#include "sql/postgresql/recursion_term.hpp"

#include <utility>

namespace askdb::postgresql {
namespace {

bool makes_numbers(const PgQuery__RangeFunction& function) {
  bool found = false;
  walk(*base(&function), [&found](const Message& node) {
    const auto* call = as<PgQuery__FuncCall>(&node);
    found = found ||
            (call != nullptr && last_name(call->funcname, call->n_funcname) == "generate_series");
    return !found;
  });
  return found;
}

/// Rows that come from tables or from a function of the row; (SELECT n + 1) is no data.
bool is_plain_source(const Message* item) {
  const auto* nested = as<PgQuery__RangeSubselect>(item);
  if (nested == nullptr) return true;
  const auto* query = as<PgQuery__SelectStmt>(nested->subquery);
  return query != nullptr && (query->n_from_clause > 0 || query->larg != nullptr);
}

bool is_same_column(const Message* left, const Message* right) {
  const auto* one = as<PgQuery__ColumnRef>(left);
  const auto* two = as<PgQuery__ColumnRef>(right);
  if (one == nullptr || two == nullptr) return false;
  return name_parts(one->fields, one->n_fields) == name_parts(two->fields, two->n_fields);
}

}  // namespace

bool RecursiveTerm::walks_along_data() const {
  for (std::size_t leaf = 0; leaf < from_.leaves.size(); ++leaf) {
    if (leaf == self_ || !is_linked(leaf)) continue;
    const auto* function = as<PgQuery__RangeFunction>(from_.leaves[leaf].item);
    if (function != nullptr && makes_numbers(*function)) continue;
    if (is_plain_source(from_.leaves[leaf].item) && makes_progress()) return true;
  }
  return false;
}

bool RecursiveTerm::makes_progress() const {
  bool has_link = false;
  bool progresses = false;
  for (const Message* condition : from_.conditions) {
    const auto* test = as<PgQuery__AExpr>(condition);
    if (test == nullptr || comparison(condition) != "=") continue;
    for (const auto& [own, other] : {std::pair{unwrap(test->lexpr), unwrap(test->rexpr)},
                                     std::pair{unwrap(test->rexpr), unwrap(test->lexpr)}}) {
      const auto column = own_column(own);
      if (column == columns_.size() || own_column_qualified(other)) continue;
      has_link = true;
      const Message* result = output(next_, column);
      if (own_column(result) == column || is_same_column(result, other)) continue;
      progresses = true;
    }
  }
  // Linked by USING, by a comparison or by a function: nothing speaks against it.
  return !has_link || progresses;
}

bool RecursiveTerm::own_column_qualified(const Message* node) const {
  const auto* reference = as<PgQuery__ColumnRef>(node);
  if (reference == nullptr || reference->n_fields != 2) return false;
  return name_parts(reference->fields, 2)[0] == from_.leaves[self_].alias;
}

}  // namespace askdb::postgresql
