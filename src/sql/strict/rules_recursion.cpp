#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "sql/strict/fold.hpp"
#include "sql/strict/from_items.hpp"
#include "sql/strict/rules.hpp"

// A recursive query ends when its rounds do. Two ways show in the text:
//  * a step and a bound: the recursive part computes `n + 1` and asks for `n < 100`, in the
//    direction of the step;
//  * a walk along the data: it joins a table by an equality with the round before, and hands on
//    another column of that table (employee to manager), which ends with the data.
// Servers stop after a number of rounds of their own, but rows that double each round are too
// many long before: nothing else may multiply them.

namespace askdb::strict {
namespace {

constexpr double kMostRounds = 100'000;

class Recursion {
 public:
  Recursion(const Node& named, const Node& start, const Node& next, bool is_distinct)
      : named_(named), start_(start), next_(next), is_distinct_(is_distinct), from_(flatten(next)) {
    columns_ = named.alias_columns;
    const auto outputs = start.all(Slot::kOutput);
    for (std::size_t i = columns_.size(); i < outputs.size(); ++i) {
      const Node* value = outputs[i]->child(Slot::kOperand);
      const bool is_column = value != nullptr && value->kind == Kind::kColumn;
      columns_.push_back(!outputs[i]->alias.empty() ? outputs[i]->alias
                         : is_column                ? value->parts.back()
                                                    : "");
    }
  }

  bool ends() {
    std::size_t mentions = 0;
    for (std::size_t i = 0; i < from_.leaves.size(); ++i) {
      if (!is_self(*from_.leaves[i].item)) continue;
      self_ = i;
      ++mentions;
    }
    if (mentions != 1) return false;
    std::size_t linked = 0;
    for (std::size_t i = 0; i < from_.leaves.size(); ++i) {
      if (i == self_) continue;
      if (!is_linked(i)) return false;
      ++linked;
    }
    if (steps_to_a_bound()) return true;
    if (linked == 0) return is_distinct_ && hands_on_only_columns();
    return makes_progress();
  }

 private:
  bool is_self(const Node& item) const {
    return item.kind == Kind::kTable && item.parts.size() == 1 &&
           iequals(item.parts[0], named_.text);
  }

  std::size_t own_column(const Node* node) const {
    while (node != nullptr && (node->kind == Kind::kCast || node->kind == Kind::kAliased)) {
      node = node->child(Slot::kOperand);
    }
    if (node == nullptr || node->kind != Kind::kColumn) return columns_.size();
    if (node->parts.size() > 2) return columns_.size();
    if (node->parts.size() == 2 && !iequals(node->parts[0], from_.leaves[self_].alias)) {
      return columns_.size();
    }
    // A bare name among joined tables may be theirs.
    const auto found = std::find_if(
        columns_.begin(), columns_.end(),
        [&](const std::string& column) { return iequals(column, node->parts.back()); });
    return static_cast<std::size_t>(found - columns_.begin());
  }

  bool mentions_own(const Node* node, std::size_t column) const {
    bool found = false;
    if (node == nullptr) return found;
    walk_tree(*node, [&](const Node& part) {
      found = found || (part.kind == Kind::kColumn && own_column(&part) == column);
      return !found && part.kind != Kind::kQuery;
    });
    return found;
  }

  static const Node* output(const Node& select, std::size_t column) {
    const auto outputs = select.all(Slot::kOutput);
    return column < outputs.size() ? outputs[column]->child(Slot::kOperand) : nullptr;
  }

  /// The leaf is joined to the round before by a comparison or USING, or made from its columns.
  bool is_linked(std::size_t leaf) const {
    for (const auto& [left, right] : from_.joined) {
      if ((left == self_ && right == leaf) || (left == leaf && right == self_)) return true;
    }
    for (const Node* condition : from_.conditions) {
      if (comparison(*condition).empty()) continue;
      bool has_self = false;
      bool has_leaf = false;
      walk_tree(*condition, [&](const Node& node) {
        if (node.kind != Kind::kColumn) return true;
        const bool is_own = own_column(&node) < columns_.size();
        const bool is_others = node.parts.size() > 1 ? iequals(node.parts[node.parts.size() - 2],
                                                               from_.leaves[leaf].alias)
                                                     : !is_own;
        has_self = has_self || is_own;
        has_leaf = has_leaf || is_others;
        return true;
      });
      if (has_self && has_leaf) return true;
    }
    return false;
  }

  bool hands_on_only_columns() const {
    for (const Node* out : next_.all(Slot::kOutput)) {
      const Node* value = out->child(Slot::kOperand);
      const bool is_plain =
          value != nullptr && (value->kind == Kind::kColumn || value->kind == Kind::kNumber ||
                               value->kind == Kind::kString);
      if (!is_plain) return false;
    }
    return true;
  }

  /// What links a table to the round before is not handed on unchanged: else every round would find
  /// the same rows.
  bool makes_progress() const {
    bool has_link = false;
    for (const Node* condition : from_.conditions) {
      if (comparison(*condition) != "=") continue;
      const Node* left = condition->edges[0].child;
      const Node* right = condition->edges[1].child;
      for (const Node* own : {left, right}) {
        const auto column = own_column(own);
        if (column == columns_.size()) continue;
        const Node* other = own == left ? right : left;
        if (own_column(other) < columns_.size() && other->parts.size() == 2) continue;
        has_link = true;
        const Node* result = output(next_, column);
        const bool is_same = result != nullptr && result->kind == Kind::kColumn &&
                             (own_column(result) == column || result->parts == other->parts);
        if (!is_same) return true;
      }
    }
    return !has_link && !from_.joined.empty();
  }

  /// By how much a round changes the column, or 0 when it cannot be told.
  double step_of(std::size_t column) const {
    const Node* value = output(next_, column);
    while (value != nullptr && value->kind == Kind::kCast) value = value->child(Slot::kOperand);
    if (value == nullptr) return 0;
    if (value->kind == Kind::kCall) return date_step(*value, column);
    if (value->kind != Kind::kOperation || value->parts.size() != 1) return 0;
    const Node* left = value->edges[0].child;
    const Node* right = value->edges[1].child;
    const std::string& name = value->parts[0];
    if (name != "+" && name != "-" && name != "*") return 0;
    if (own_column(left) != column && name != "-") std::swap(left, right);
    if (own_column(left) != column) return 0;
    if (right->kind == Kind::kInterval) {
      const auto days = fold_number(right->child(Slot::kOperand));
      return days ? (name == "-" ? -*days : *days) : 0;
    }
    const auto size = fold_number(right);
    if (!size || *size == 0) return 0;
    if (name == "*") return *size > 1 ? *size - 1 : 0;
    return name == "-" ? -*size : *size;
  }

  /// date_add(day, INTERVAL 1 DAY), date_add('day', 1, day), adddate(day, 1)
  double date_step(const Node& call, std::size_t column) const {
    if (!mentions_own(&call, column)) return 0;
    const std::string name = to_lower(call.text);
    const bool is_back = name == "date_sub" || name == "subdate";
    const bool is_known =
        is_back || name == "date_add" || name == "adddate" || name == "timestampadd";
    if (!is_known) return 0;
    for (const Node* argument : call.all(Slot::kArgument)) {
      const bool is_interval = argument->kind == Kind::kInterval;
      const auto size = fold_number(is_interval ? argument->child(Slot::kOperand) : argument);
      if (size && *size != 0) return is_back ? -*size : *size;
    }
    return 0;
  }

  /// Rounds that `condition` allows for a column that changes by `step`.
  double rounds(const Node& condition, std::size_t column, double step) const {
    std::string name = comparison(condition);
    const Node* left = condition.edges[0].child;
    const Node* right = condition.edges.size() > 1 ? condition.edges[1].child : nullptr;
    if (name == "between") {
      right = condition.child(step < 0 ? Slot::kLow : Slot::kHigh);
      name = step < 0 ? ">=" : "<=";
    }
    if (right == nullptr) return HUGE_VAL;
    if (!mentions_own(left, column)) {
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
    if (step < 0 ? !is_lower : !is_upper) return HUGE_VAL;
    const auto bound = fold_number(right);
    // A bound from the data or a date is as far as the data or the calendar.
    if (!bound) return 1'000;
    const auto first = fold_number(output(start_, column));
    return std::abs(*bound - first.value_or(0)) / std::max(std::abs(step), 1e-9) + 1;
  }

  bool steps_to_a_bound() const {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const double step = step_of(column);
      if (step == 0) continue;
      for (const Node* condition : from_.conditions) {
        if (comparison(*condition).empty() || condition->edges.empty()) continue;
        if (rounds(*condition, column, step) <= kMostRounds) return true;
      }
    }
    return false;
  }

  const Node& named_;
  const Node& start_;
  const Node& next_;
  const bool is_distinct_;
  FromItems from_;
  std::size_t self_ = 0;
  std::vector<std::string> columns_;
};

bool mentions_table(const Node& root, std::string_view name) {
  bool found = false;
  walk_tree(root, [&](const Node& node) {
    found = found ||
            (node.kind == Kind::kTable && node.parts.size() == 1 && iequals(node.parts[0], name));
    return !found;
  });
  return found;
}

/// The SELECT that a part of a set operation is, brackets taken off; or null.
const Node* plain_select(const Node* part) {
  while (part != nullptr && part->kind == Kind::kQuery) part = part->child(Slot::kBody);
  return part != nullptr && part->kind == Kind::kSelect ? part : nullptr;
}

bool ends(const Node& named) {
  const Node* query = named.child(Slot::kQuery);
  if (query == nullptr || !mentions_table(*query, named.text)) return true;
  const Node* body = query->child(Slot::kBody);
  if (body == nullptr || body->kind != Kind::kSetOperation) return false;
  const Node* start = plain_select(body->edges[0].child);
  if (start == nullptr || mentions_table(*start, named.text)) return false;
  for (std::size_t i = 1; i < body->edges.size(); ++i) {
    const Node* next = plain_select(body->edges[i].child);
    if (next == nullptr) return false;
    if (!mentions_table(*next, named.text)) continue;
    const bool is_distinct = body->parts[i - 1] == "union";
    if (body->parts[i - 1] != "union all" && !is_distinct) return false;
    if (!Recursion(named, *start, *next, is_distinct).ends()) return false;
  }
  return true;
}

}  // namespace

Objection check_recursion(const Subject& subject) {
  Objection found;
  walk_tree(subject.query, [&](const Node& node) {
    if (found || node.kind != Kind::kQuery || !node.is_recursive) return !found;
    for (const Node* named : node.all(Slot::kWith)) {
      if (found || ends(*named)) continue;
      found = Refusal{
          "recursion", "The recursive query `" + shortened(named->text, 60) + "` may never end.",
          "Count the rounds and add a bound to its second part, for example WHERE n < 100.",
          named->offset};
    }
    return !found;
  });
  return found;
}

}  // namespace askdb::strict
