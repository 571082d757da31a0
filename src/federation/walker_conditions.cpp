// What conditions say about the rows that are needed.

#include "federation/tree.hpp"
#include "federation/walker.hpp"

namespace askdb::federation {
namespace {

/// EXISTS is true only if a row is left after WHERE: an aggregate would make one of none.
bool counts_rows(const json::object& query) {
  if (text_of(query, "type") != "SELECT_NODE" || !array_of(query, "group_expressions").empty() ||
      !object_of(query, "having").empty() || !object_of(query, "qualify").empty()) {
    return false;
  }
  for (const auto& item : array_of(query, "select_list")) {
    const auto kind = text_of(as_object(item), "class");
    if (kind != "CONSTANT" && kind != "COLUMN_REF" && kind != "STAR") return false;
  }
  return array_of(query, "modifiers").empty();
}

}  // namespace

void Walker::condition(const json::object& node, const Scope& scope, std::size_t join,
                       const Ctes& ctes, const Place& place) {
  if (text_of(node, "type") == "COMPARE_EQUAL") equality(node, scope, join, place);
  if (join == kWhere && demanded_subquery(node, scope, ctes)) return;
  push(node, scope, join);
  expression(json::value(node), scope, ctes);
}

void Walker::equality(const json::object& node, const Scope& scope, std::size_t join,
                      const Place& place) {
  const auto a = resolve(column_parts(object_of(node, "left")), scope);
  const auto b = resolve(column_parts(object_of(node, "right")), scope);
  if (!a || !b || !a->origin || !b->origin) return;
  // A row of the query around is dropped with the condition only where rows are demanded.
  const auto drops = [&](const Hit& hit) {
    if (hit.scope == &scope) return drops_rows_of(scope, join, hit.source);
    return join == kWhere && place.is_demanded && hit.scope == place.outer;
  };
  // Both from around: the condition says nothing about the rows here.
  if (a->scope != &scope && b->scope != &scope) return;
  connect(*a->origin, *b->origin, drops(*a), drops(*b));
}

void Walker::connect(const Origin& a, const Origin& b, bool may_reduce_a, bool may_reduce_b) {
  if (a.use == b.use) return;
  const NeedColumn left{a.use, a.column};
  const NeedColumn right{b.use, b.column};
  links_.insert(left < right ? Link{left, right} : Link{right, left});
  if (may_reduce_b && b.may_reduce) reductions_.insert({left, right});
  if (may_reduce_a && a.may_reduce) reductions_.insert({right, left});
}

bool Walker::demanded_subquery(const json::object& node, const Scope& scope, const Ctes& ctes) {
  if (text_of(node, "class") != "SUBQUERY") return false;
  const auto type = text_of(node, "subquery_type");
  const auto& inner = object_of(object_of(node, "subquery"), "node");
  Place place{.outer = &scope};
  if (type == "EXISTS") {
    place.is_exists = true;
    place.is_demanded = counts_rows(inner);
    query(inner, ctes, place);
    return true;
  }
  const auto& child = object_of(node, "child");
  if (type != "ANY" || text_of(node, "comparison_type") != "COMPARE_EQUAL") return false;
  place.is_demanded = counts_rows(inner);
  const auto columns = query(inner, ctes, place);
  expression(json::value(child), scope, ctes);
  const auto hit = resolve(column_parts(child), scope);
  const auto& list = array_of(inner, "select_list");
  if (!hit || !hit->origin || hit->scope != &scope || list.size() != 1) return true;
  if (columns.named.size() != 1 || !columns.is_complete) return true;
  const auto& origin = columns.named.begin()->second;
  if (origin) connect(*hit->origin, *origin, true, true);
  return true;
}

void Walker::push(const json::object& node, const Scope& scope, std::size_t join) {
  std::optional<std::size_t> use;
  bool is_safe = true;
  bool is_nullable = false;
  const ColumnFinder find = [&](const json::object& reference) -> std::optional<std::size_t> {
    const auto hit = resolve(column_parts(reference), scope);
    if (!hit || !hit->origin || hit->scope != &scope) return std::nullopt;
    const auto& origin = *hit->origin;
    if (use && *use != origin.use) return std::nullopt;
    use = origin.use;
    is_safe = is_safe && origin.may_reduce && drops_rows_of(scope, join, hit->source);
    is_nullable =
        is_nullable || origin.is_nullable || is_nullable_below(scope.sources[hit->source], join);
    return origin.column;
  };
  auto predicate = predicate_of(node, find);
  if (!predicate || !use || !is_safe) return;
  // Without its row an outer join makes one of NULLs, which must not pass either.
  if (is_nullable && !predicate->rejects_null()) return;
  uses_[*use].conditions.push_back(*std::move(predicate));
}

}  // namespace askdb::federation
