#include "sql/postgresql/recursion.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sql/postgresql/fold.hpp"
#include "sql/postgresql/from_items.hpp"
#include "sql/postgresql/output_name.hpp"

// A recursive query ends when each round makes less than the one before. Two ways show in the text:
//  * a step and a bound: the recursive part computes `n + 1` and asks for `n < 100`; the bound must
//    lie where the step leads, and the rounds that it allows must be few;
//  * a walk along the data: the recursive part joins a table by a column of the round before and
//    hands on another column of that table (employee to manager), which ends with the data.

namespace askdb::postgresql {
namespace {

constexpr double kMostRounds = 1'000'000;
constexpr double kMostRows = 1e7;
/// Rows a LIMIT around an endless query may take from it.
constexpr double kMostTaken = 10'000;

bool names_relation(const Message* item, std::string_view name) {
  const auto* table = as<PgQuery__RangeVar>(item);
  return table != nullptr && (table->schemaname == nullptr || *table->schemaname == '\0') &&
         table->relname == name;
}

bool mentions_relation(const Message& root, std::string_view name) {
  bool found = false;
  walk(root, [&](const Message& node) {
    found = found || names_relation(&node, name);
    return !found;
  });
  return found;
}

/// How the recursive part changes a column from round to round.
enum class Step { kSame, kUp, kDown, kTimes, kOther };

class Recursion {
 public:
  Recursion(const PgQuery__CommonTableExpr& named, const PgQuery__SelectStmt& start,
            const PgQuery__SelectStmt& next, bool is_union_all)
      : named_(named),
        start_(start),
        next_(next),
        is_union_all_(is_union_all),
        from_(flatten(next)) {
    self_ = from_.leaves.size();
    for (std::size_t i = 0; i < from_.leaves.size(); ++i) {
      if (names_relation(from_.leaves[i].item, named.ctename)) self_ = i;
    }
    columns_ = name_parts(named.aliascolnames, named.n_aliascolnames);
    for (std::size_t i = columns_.size(); i < start.n_target_list; ++i) {
      const auto* target = as<PgQuery__ResTarget>(start.target_list[i]);
      if (target == nullptr) continue;
      const bool is_named = target->name != nullptr && *target->name != '\0';
      columns_.push_back(is_named ? target->name : output_name(target->val));
    }
  }

  bool ends() const {
    if (named_.cycle_clause != nullptr) return true;
    // The query itself stands deeper (in a subquery): any condition at all must do.
    if (self_ == from_.leaves.size()) return next_.where_clause != nullptr;
    if (!is_union_all_ && hands_on_only_columns()) return true;
    if (steps_to_a_bound()) return true;
    return walks_along_data();
  }

 private:
  /// The column of the round before that `node` is, or `columns_.size()`.
  std::size_t own_column(const Message* node) const {
    while (const auto* cast = as<PgQuery__TypeCast>(node)) node = unwrap(cast->arg);
    const auto* reference = as<PgQuery__ColumnRef>(node);
    if (reference == nullptr) return columns_.size();
    const auto parts = name_parts(reference->fields, reference->n_fields);
    if (parts.size() > 2) return columns_.size();
    if (parts.size() == 2 && parts[0] != from_.leaves[self_].alias) return columns_.size();
    return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), parts.back()) -
                                    columns_.begin());
  }

  bool mentions_own(const Message* node, std::size_t column) const {
    bool found = false;
    if (node == nullptr) return found;
    walk(*node, [&](const Message& part) {
      // Names inside a subquery belong to its own tables first.
      if (as<PgQuery__SelectStmt>(&part) != nullptr) return false;
      found = found || (as<PgQuery__ColumnRef>(&part) != nullptr && own_column(&part) == column);
      return !found;
    });
    return found;
  }

  const Message* output(const PgQuery__SelectStmt& query, std::size_t column) const {
    if (column >= query.n_target_list) return nullptr;
    const auto* target = as<PgQuery__ResTarget>(query.target_list[column]);
    return target == nullptr ? nullptr : unwrap(target->val);
  }

  struct Change {
    Step step = Step::kOther;
    double size = 0;
  };

  Change change_of(std::size_t column) const {
    const Message* value = output(next_, column);
    while (const auto* cast = as<PgQuery__TypeCast>(value)) value = unwrap(cast->arg);
    if (own_column(value) == column) return {Step::kSame, 0};
    const auto* operation = as<PgQuery__AExpr>(value);
    if (operation == nullptr || operation->n_name == 0) return {};
    const auto name = comparison(value);
    const Message* left = unwrap(operation->lexpr);
    const Message* right = unwrap(operation->rexpr);
    if (own_column(left) != column) {
      if (name != "+" && name != "*") return {};
      std::swap(left, right);
    }
    if (own_column(left) != column) return {};
    auto size = fold_number(right);
    if (!size) {
      size = fold_interval(right);
      if (size) *size /= 86400.0;
    }
    if (!size) return {};
    if (name == "+" || name == "-") {
      const double by = name == "+" ? *size : -*size;
      if (by == 0) return {Step::kSame, 0};
      return {by > 0 ? Step::kUp : Step::kDown, std::abs(by)};
    }
    if (name == "*") return *size > 1 ? Change{Step::kTimes, *size} : Change{Step::kSame, 0};
    return {};
  }

  /// Rounds that `condition` allows for `column`, or infinity.
  double rounds(const Message* condition, std::size_t column, const Change& change) const {
    const auto* test = as<PgQuery__AExpr>(condition);
    if (test == nullptr || change.step == Step::kSame) return HUGE_VAL;
    std::string name = comparison(condition);
    const Message* left = unwrap(test->lexpr);
    const Message* right = unwrap(test->rexpr);
    if (name == "BETWEEN") {
      const auto* bounds = as<PgQuery__List>(right);
      if (bounds == nullptr || bounds->n_items != 2 || !mentions_own(left, column)) return HUGE_VAL;
      right = unwrap(bounds->items[change.step == Step::kDown ? 0 : 1]);
      name = change.step == Step::kDown ? ">=" : "<=";
    } else if (!mentions_own(left, column)) {
      if (!mentions_own(right, column)) return HUGE_VAL;
      std::swap(left, right);
      name = name == "<"    ? ">"
             : name == "<=" ? ">="
             : name == ">"  ? "<"
             : name == ">=" ? "<="
                            : name;
    }
    // The column on both sides ("n = n") bounds nothing.
    if (mentions_own(right, column)) return HUGE_VAL;
    const bool is_upper = name == "<" || name == "<=";
    const bool is_lower = name == ">" || name == ">=";
    if (change.step == Step::kOther) {
      const bool is_test = is_upper || is_lower || name == "<>" || name == "=" || name == "~~";
      return is_test ? 1'000 : HUGE_VAL;
    }
    if (change.step == Step::kDown ? !is_lower : !is_upper) return HUGE_VAL;
    auto bound = fold_number(right);
    if (!bound) bound = days(right);
    // A bound from the data ("< (SELECT max(...))") is as large as the data.
    if (!bound) return change.size < 1e-4 ? HUGE_VAL : 1'000;
    const Message* first = output(start_, column);
    auto from = fold_number(first);
    if (!from) from = days(first);
    const double distance = std::abs(*bound - from.value_or(0));
    if (change.step == Step::kTimes) {
      return from && *from <= 0 ? HUGE_VAL
                                : std::log(std::max(2.0, distance)) / std::log(change.size) + 2;
    }
    return distance / change.size + 1;
  }

  static std::optional<double> days(const Message* time) {
    const auto seconds = fold_time(time);
    if (!seconds) return {};
    return *seconds / 86400.0;
  }

  bool steps_to_a_bound() const {
    double fewest = HUGE_VAL;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const Change change = change_of(column);
      for (const Message* condition : from_.conditions) {
        fewest = std::min(fewest, rounds(condition, column, change));
        // NOT (x = ANY(path)) and its kin stop at cycles, but only a walk makes progress.
      }
    }
    if (fewest > kMostRounds) return false;
    double branches = 1;
    for (std::size_t i = 0; i < from_.leaves.size(); ++i) {
      if (i != self_ && !is_linked(i)) branches *= fanout(*from_.leaves[i].item);
    }
    return branches <= 1 || fewest * std::log10(branches) <= std::log10(kMostRows);
  }

  static double fanout(const Message& item) {
    const auto* nested = as<PgQuery__RangeSubselect>(&item);
    const auto* query = nested == nullptr ? nullptr : as<PgQuery__SelectStmt>(nested->subquery);
    if (query != nullptr && query->n_values_lists > 0) {
      return static_cast<double>(query->n_values_lists);
    }
    double count = 10;
    walk(item, [&count](const Message& node) {
      const auto* call = as<PgQuery__FuncCall>(&node);
      if (call == nullptr || call->n_args < 2) return true;
      const auto first = fold_number(unwrap(call->args[0]));
      const auto last = fold_number(unwrap(call->args[1]));
      if (first && last) count = std::max(1.0, *last - *first + 1);
      return true;
    });
    return count;
  }

  /// The leaf is joined to the round before by a condition, or made from its columns.
  bool is_linked(std::size_t leaf) const {
    for (const auto& [left, right] : from_.joined) {
      if ((left == self_ && right == leaf) || (left == leaf && right == self_)) return true;
    }
    const auto& alias = from_.leaves[leaf].alias;
    for (const Message* condition : from_.conditions) {
      const std::string name = comparison(condition);
      if (name.empty()) continue;
      bool has_self = false;
      bool has_leaf = false;
      bool has_unknown = false;
      walk(*condition, [&](const Message& node) {
        const auto* reference = as<PgQuery__ColumnRef>(&node);
        if (reference == nullptr) return true;
        const auto parts = name_parts(reference->fields, reference->n_fields);
        has_leaf = has_leaf || (parts.size() >= 2 && parts[parts.size() - 2] == alias);
        has_unknown = has_unknown || (parts.size() == 1 && own_column(&node) == columns_.size());
        has_self = has_self || own_column(&node) < columns_.size();
        return true;
      });
      if (has_self && (has_leaf || has_unknown)) return true;
    }
    if (as<PgQuery__RangeVar>(from_.leaves[leaf].item) != nullptr) return false;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (mentions_own(from_.leaves[leaf].item, column)) return true;
    }
    return false;
  }

  bool walks_along_data() const {
    for (std::size_t leaf = 0; leaf < from_.leaves.size(); ++leaf) {
      if (leaf == self_ || !is_linked(leaf)) continue;
      const auto* function = as<PgQuery__RangeFunction>(from_.leaves[leaf].item);
      if (function != nullptr && makes_numbers(*function)) continue;
      if (is_plain_source(from_.leaves[leaf].item) && makes_progress(leaf)) return true;
    }
    return false;
  }

  static bool makes_numbers(const PgQuery__RangeFunction& function) {
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
  static bool is_plain_source(const Message* item) {
    const auto* nested = as<PgQuery__RangeSubselect>(item);
    if (nested == nullptr) return true;
    const auto* query = as<PgQuery__SelectStmt>(nested->subquery);
    return query != nullptr && (query->n_from_clause > 0 || query->larg != nullptr);
  }

  /// What links `leaf` to the round before is not handed on unchanged: with `a.k = self.k` and `k`
  /// again as the result, every round would find the same rows.
  bool makes_progress(std::size_t leaf) const {
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
    (void)leaf;
    // Linked by USING, by a comparison or by a function: nothing speaks against it.
    return !has_link || progresses;
  }

  bool own_column_qualified(const Message* node) const {
    const auto* reference = as<PgQuery__ColumnRef>(node);
    if (reference == nullptr || reference->n_fields != 2) return false;
    return name_parts(reference->fields, 2)[0] == from_.leaves[self_].alias;
  }

  static bool is_same_column(const Message* left, const Message* right) {
    const auto* one = as<PgQuery__ColumnRef>(left);
    const auto* two = as<PgQuery__ColumnRef>(right);
    if (one == nullptr || two == nullptr) return false;
    return name_parts(one->fields, one->n_fields) == name_parts(two->fields, two->n_fields);
  }

  /// UNION drops what was seen before, so columns handed on as they are run out.
  bool hands_on_only_columns() const {
    for (std::size_t i = 0; i < next_.n_target_list; ++i) {
      const Message* value = output(next_, i);
      if (as<PgQuery__ColumnRef>(value) == nullptr && as<PgQuery__AConst>(value) == nullptr) {
        return false;
      }
    }
    return next_.n_target_list > 0;
  }

  const PgQuery__CommonTableExpr& named_;
  const PgQuery__SelectStmt& start_;
  const PgQuery__SelectStmt& next_;
  bool is_union_all_;
  FromItems from_;
  std::size_t self_ = 0;
  std::vector<std::string> columns_;
};

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
  const Recursion recursion(named, *body->larg, *body->rarg, body->all != 0);
  if (recursion.ends() || takes_few_lazily(outer, named.ctename)) return {};
  return Refusal{"recursion",
                 "The recursive query `" + std::string(named.ctename) + "` may never end.",
                 "Count the rounds and add a bound to its second part, for example WHERE n < 100.",
                 location(*base(&named))};
}

}  // namespace askdb::postgresql
