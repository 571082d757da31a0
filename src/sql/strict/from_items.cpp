#include "sql/strict/from_items.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace askdb::strict {
namespace {

void add_conditions(const Node* condition, std::vector<const Node*>& found) {
  if (condition == nullptr) return;
  const bool is_chain = condition->kind == Kind::kOperation && !condition->parts.empty() &&
                        std::all_of(condition->parts.begin(), condition->parts.end(),
                                    [](const std::string& name) { return name == "and"; });
  if (!is_chain) return found.push_back(condition);
  for (const Edge& edge : condition->edges) add_conditions(edge.child, found);
}

void add(const Node& item, FromItems& from) {
  switch (item.kind) {
    case Kind::kSources:
    case Kind::kSample:
      for (const Edge& edge : item.edges) {
        if (edge.slot != Slot::kSample) add(*edge.child, from);
      }
      return;
    case Kind::kJoin: {
      const std::size_t right = from.leaves.size();
      for (const Node* inner : item.all(Slot::kItem)) add(*inner, from);
      add_conditions(item.child(Slot::kCondition), from.conditions);
      // USING may mean any leaf of the left side: connecting them all errs on the generous side.
      if (!item.parts.empty() || item.text.starts_with("natural")) {
        for (std::size_t i = 0; i < right && right < from.leaves.size(); ++i) {
          from.joined.emplace_back(i, right);
        }
      }
      return;
    }
    default:
      from.leaves.push_back(
          {&item, !item.alias.empty() || item.parts.empty() ? item.alias : item.parts.back()});
  }
}

}  // namespace

FromItems flatten(const Node& select) {
  FromItems from;
  if (const Node* sources = select.child(Slot::kFrom)) add(*sources, from);
  add_conditions(select.child(Slot::kWhere), from.conditions);
  add_conditions(select.child(Slot::kPrewhere), from.conditions);
  return from;
}

std::string comparison(const Node& condition) {
  if (condition.kind == Kind::kBetween) return "between";
  if (condition.kind == Kind::kLike) return "like";
  if (condition.kind != Kind::kOperation || condition.parts.size() != 1) return {};
  const auto& name = condition.parts[0];
  return name == "==" || name == "<=>" ? "=" : name;
}

std::size_t leaf_named(const FromItems& from, std::string_view alias) {
  for (std::size_t i = 0; i < from.leaves.size(); ++i) {
    if (iequals(from.leaves[i].alias, alias)) return i;
  }
  return from.leaves.size();
}

}  // namespace askdb::strict
