#include "sql/postgresql/recursion_term.hpp"

#include <algorithm>

#include "sql/postgresql/output_name.hpp"

namespace askdb::postgresql {

bool names_relation(const Message* item, std::string_view name) {
  const auto* table = as<PgQuery__RangeVar>(item);
  return table != nullptr && (table->schemaname == nullptr || *table->schemaname == '\0') &&
         table->relname == name;
}

RecursiveTerm::RecursiveTerm(const PgQuery__CommonTableExpr& named,
                             const PgQuery__SelectStmt& start, const PgQuery__SelectStmt& next,
                             bool is_union_all)
    : named_(named), start_(start), next_(next), is_union_all_(is_union_all), from_(flatten(next)) {
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

bool RecursiveTerm::ends() const {
  if (named_.cycle_clause != nullptr) return true;
  // The query itself stands deeper (in a subquery): any condition at all must do.
  if (self_ == from_.leaves.size()) return next_.where_clause != nullptr;
  if (!is_union_all_ && hands_on_only_columns()) return true;
  if (steps_to_a_bound()) return true;
  return walks_along_data();
}

std::size_t RecursiveTerm::own_column(const Message* node) const {
  while (const auto* cast = as<PgQuery__TypeCast>(node)) node = unwrap(cast->arg);
  const auto* reference = as<PgQuery__ColumnRef>(node);
  if (reference == nullptr) return columns_.size();
  const auto parts = name_parts(reference->fields, reference->n_fields);
  if (parts.size() > 2) return columns_.size();
  if (parts.size() == 2 && parts[0] != from_.leaves[self_].alias) return columns_.size();
  return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), parts.back()) -
                                  columns_.begin());
}

bool RecursiveTerm::mentions_own(const Message* node, std::size_t column) const {
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

const Message* RecursiveTerm::output(const PgQuery__SelectStmt& query, std::size_t column) {
  if (column >= query.n_target_list) return nullptr;
  const auto* target = as<PgQuery__ResTarget>(query.target_list[column]);
  return target == nullptr ? nullptr : unwrap(target->val);
}

bool RecursiveTerm::is_linked(std::size_t leaf) const {
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

bool RecursiveTerm::hands_on_only_columns() const {
  for (std::size_t i = 0; i < next_.n_target_list; ++i) {
    const Message* value = output(next_, i);
    if (as<PgQuery__ColumnRef>(value) == nullptr && as<PgQuery__AConst>(value) == nullptr) {
      return false;
    }
  }
  return next_.n_target_list > 0;
}

}  // namespace askdb::postgresql
