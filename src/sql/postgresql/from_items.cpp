#include "sql/postgresql/from_items.hpp"

namespace askdb::postgresql {
namespace {

void add_conditions(const Message* condition, std::vector<const Message*>& found) {
  const auto* both = as<PgQuery__BoolExpr>(condition);
  if (both == nullptr || both->boolop != PG_QUERY__BOOL_EXPR_TYPE__AND_EXPR) {
    if (condition != nullptr) found.push_back(condition);
    return;
  }
  for (std::size_t i = 0; i < both->n_args; ++i) add_conditions(unwrap(both->args[i]), found);
}

std::string alias_of(const PgQuery__Alias* alias, const char* otherwise) {
  if (alias != nullptr && alias->aliasname != nullptr) return alias->aliasname;
  return otherwise == nullptr ? "" : otherwise;
}

void add(const Message* item, FromItems& from) {
  if (const auto* join = as<PgQuery__JoinExpr>(item)) {
    const std::size_t left = from.leaves.size();
    add(unwrap(join->larg), from);
    const std::size_t right = from.leaves.size();
    add(unwrap(join->rarg), from);
    add_conditions(unwrap(join->quals), from.conditions);
    if (join->n_using_clause > 0 || join->is_natural != 0) {
      // USING may mean any leaf of the left side; connecting them all errs on the generous side.
      for (std::size_t i = left; i < right && right < from.leaves.size(); ++i) {
        from.joined.emplace_back(i, right);
      }
    }
    return;
  }
  if (const auto* sample = as<PgQuery__RangeTableSample>(item)) {
    return add(unwrap(sample->relation), from);
  }
  if (item == nullptr) return;
  Leaf leaf{item, ""};
  if (const auto* table = as<PgQuery__RangeVar>(item)) {
    leaf.alias = alias_of(table->alias, table->relname);
  } else if (const auto* nested = as<PgQuery__RangeSubselect>(item)) {
    leaf.alias = alias_of(nested->alias, nullptr);
  } else if (const auto* function = as<PgQuery__RangeFunction>(item)) {
    leaf.alias = alias_of(function->alias, nullptr);
  } else if (const auto* xml = as<PgQuery__RangeTableFunc>(item)) {
    leaf.alias = alias_of(xml->alias, "xmltable");
  }
  from.leaves.push_back(std::move(leaf));
}

}  // namespace

FromItems flatten(const PgQuery__SelectStmt& query) {
  FromItems from;
  for (std::size_t i = 0; i < query.n_from_clause; ++i) add(unwrap(query.from_clause[i]), from);
  add_conditions(unwrap(query.where_clause), from.conditions);
  return from;
}

std::size_t leaf_named(const FromItems& from, std::string_view alias) {
  for (std::size_t i = 0; i < from.leaves.size(); ++i) {
    if (from.leaves[i].alias == alias) return i;
  }
  return from.leaves.size();
}

std::string comparison(const Message* condition) {
  const auto* test = as<PgQuery__AExpr>(condition);
  if (test == nullptr || test->n_name == 0) return {};
  return last_name(test->name, test->n_name);
}

}  // namespace askdb::postgresql
