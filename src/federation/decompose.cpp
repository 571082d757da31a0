#include "federation/decompose.hpp"

#include <algorithm>
#include <set>

#include "federation/tree.hpp"
#include "federation/walker.hpp"
#include "sql/duckdb/tree.hpp"

namespace askdb::federation {
namespace {

/// Even a statement that only counts rows needs one column of them: the narrowest.
std::size_t cheapest_column(const Table& table) {
  for (const auto& name : table.primary_key) {
    const auto* key = table.column(name);
    if (key != nullptr) return static_cast<std::size_t>(key - table.columns.data());
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].kind == ValueKind::kInteger) return i;
  }
  return 0;
}

/// Rows that any of the uses may need.
std::optional<Predicate> filter_of(const std::vector<const Use*>& uses) {
  Predicate any{.kind = Predicate::Kind::kOr};
  for (const auto* use : uses) {
    if (use->is_fixed || use->conditions.empty()) return std::nullopt;
    any.parts.push_back({.kind = Predicate::Kind::kAnd, .parts = use->conditions});
  }
  return any.parts.size() == 1 ? std::move(any.parts[0]) : std::move(any);
}

Need need_of(std::size_t table, const std::vector<const Use*>& uses, const Database& database) {
  Need need{.table = table, .columns = {}, .filter = filter_of(uses), .uses = uses.size()};
  for (std::size_t i = 0; i < database.tables[table].columns.size(); ++i) {
    const auto wants = [&](const Use* use) { return use->columns[i]; };
    if (std::any_of(uses.begin(), uses.end(), wants)) need.columns.push_back(i);
  }
  if (need.columns.empty()) need.columns.push_back(cheapest_column(database.tables[table]));
  return need;
}

}  // namespace

Result<Decomposition> decompose(const json::value& tree, const Database& database) {
  Walker walker(database);
  walker.walk(query_of(tree));
  if (!walker.problem().empty()) {
    return Error{.fault = Fault::kRefused,
                 .message = "The statement has " + walker.problem() +
                            ", which cannot be split among several databases.",
                 .next_step = "Write it with tables as database.table, joins and subqueries.",
                 .detail = {}};
  }
  Decomposition result;
  std::vector<std::size_t> need_of_use;
  std::vector<std::vector<const Use*>> uses;
  for (const auto& use : walker.uses()) {
    const auto same = std::find_if(uses.begin(), uses.end(),
                                   [&](const auto& group) { return group[0]->table == use.table; });
    need_of_use.push_back(static_cast<std::size_t>(same - uses.begin()));
    if (same == uses.end()) {
      uses.push_back({&use});
    } else {
      same->push_back(&use);
    }
  }
  for (const auto& group : uses) result.needs.push_back(need_of(group[0]->table, group, database));

  const auto moved = [&](const NeedColumn& one) {
    return NeedColumn{need_of_use[one.need], one.column};
  };
  std::set<Reduction> reductions;
  for (const auto& one : walker.reductions()) {
    const Reduction reduction{moved(one.from), moved(one.to)};
    // Rows that one use does not need another one may.
    const bool is_shared = result.needs[reduction.to.need].uses > 1;
    const bool is_fixed = walker.uses()[one.to.need].is_fixed;
    if (reduction.from.need != reduction.to.need && !is_shared && !is_fixed) {
      reductions.insert(reduction);
    }
  }
  std::set<Link> links;
  for (const auto& one : walker.links()) {
    const Link link{moved(one.left), moved(one.right)};
    if (link.left.need != link.right.need) links.insert(link);
  }
  result.reductions.assign(reductions.begin(), reductions.end());
  result.links.assign(links.begin(), links.end());
  return result;
}

Result<Decomposition> decompose(std::string_view sql, const Database& database) {
  const auto parsed = duckdb::parse_anywhere(sql);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) return to_error(*refusal);
  return decompose(std::get<duckdb::Tree>(parsed).document, database);
}

}  // namespace askdb::federation
