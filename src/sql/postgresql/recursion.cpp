#include "sql/postgresql/recursion.hpp"

#include <cmath>
#include <string>

#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/recursion_term.hpp"

// A recursive query ends when each round makes less than the one before. Two ways show in the text:
//  * a step and a bound: the recursive part computes `n + 1` and asks for `n < 100`; the bound must
//    lie where the step leads, and the rounds that it allows must be few;
//  * a walk along the data: the recursive part joins a table by a column of the round before and
//    hands on another column of that table (employee to manager), which ends with the data.

namespace askdb::postgresql {
namespace {

/// Rows a LIMIT around an endless query may take from it.
constexpr double kMostTaken = 10'000;

bool mentions_relation(const Message& root, std::string_view name) {
  bool found = false;
  walk(root, [&](const Message& node) {
    found = found || names_relation(&node, name);
    return !found;
  });
  return found;
}

/// `SELECT n FROM t LIMIT 100`: the server stops as soon as it has its rows.
bool takes_few_lazily(const PgQuery__SelectStmt& outer, std::string_view name) {
  const auto limit = fold_number(unwrap(outer.limit_count));
  if (!limit || *limit < 0 || *limit > kMostTaken || outer.n_from_clause != 1) return false;
  if (!names_relation(unwrap(outer.from_clause[0]), name)) return false;
  if (outer.where_clause != nullptr || outer.n_group_clause > 0 || outer.n_sort_clause > 0 ||
      outer.n_distinct_clause > 0 || outer.having_clause != nullptr || outer.larg != nullptr) {
    return false;
  }
  if (outer.limit_offset != nullptr &&
      fold_number(unwrap(outer.limit_offset)).value_or(HUGE_VAL) > kMostTaken) {
    return false;
  }
  bool is_plain = true;
  for (std::size_t i = 0; i < outer.n_target_list; ++i) {
    walk(*unwrap(outer.target_list[i]), [&is_plain](const Message& node) {
      is_plain = is_plain && as<PgQuery__FuncCall>(&node) == nullptr &&
                 as<PgQuery__SubLink>(&node) == nullptr;
      return is_plain;
    });
  }
  return is_plain;
}

}  // namespace

Objection check_recursion(const PgQuery__CommonTableExpr& named, const PgQuery__SelectStmt& outer) {
  const auto* body = as<PgQuery__SelectStmt>(named.ctequery);
  if (body == nullptr || !mentions_relation(*base(body), named.ctename)) return {};
  if (body->larg == nullptr || body->rarg == nullptr) return {};
  const RecursiveTerm recursion(named, *body->larg, *body->rarg, body->all != 0);
  if (recursion.ends() || takes_few_lazily(outer, named.ctename)) return {};
  return Refusal{"recursion",
                 "The recursive query `" + std::string(named.ctename) + "` may never end.",
                 "Count the rounds and add a bound to its second part, for example WHERE n < 100.",
                 location(*base(&named))};
}

}  // namespace askdb::postgresql
