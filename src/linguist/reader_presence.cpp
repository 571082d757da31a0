#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

/// The anchor's rows whose key is, or is not, among those that rows of `table` lead to; nothing
/// when no key tells. `is_narrowed`: conditions on `table` will follow.
std::optional<Condition> Reader::key_among(int table, Operator op, bool is_narrowed) {
  auto nested = std::make_shared<Query>();
  Condition condition;
  condition.op = op;
  const int key = schema_.table(anchor_).key;
  // The foreign key that leads from these rows to the anchor says who is present.
  const Edge* edge = joins_.edge_to_parent(table, anchor_);
  for (const auto& candidate : schema_.edges()) {
    // Of several keys, the one that the verb told.
    const bool is_told =
        candidate.from.table == table && candidate.to.table == anchor_ &&
        std::find(out_.via.begin(), out_.via.end(), candidate.from) != out_.via.end();
    if (is_told) edge = &candidate;
  }
  if (edge == nullptr) {
    // Through a bridge: student <- has_pet -> pet.
    for (const auto& candidate : schema_.edges()) {
      if (candidate.to.table == anchor_ &&
          joins_.distance(candidate.from.table, table) + 1 == joins_.distance(anchor_, table)) {
        edge = &candidate;
        break;
      }
    }
  }
  if (edge != nullptr) {
    condition.left.column = edge->to;
    nested->select.push_back({.column = edge->from});
    if (edge->from.table != table && (is_narrowed || joins_.is_ancestor(table, anchor_))) {
      nested->tables.push_back(table);
    }
    const bool may_be_null =
        schema_.stored(edge->from).is_nullable && !schema_.column(edge->from).is_primary_key;
    if (op == Operator::kNotIn && may_be_null) {
      Condition present;
      present.left.column = edge->from;
      present.op = Operator::kIsNotNull;
      nested->filters.push_back(present);
    }
  } else if (key >= 0) {
    condition.left.column = {anchor_, key};
    nested->select.push_back({.column = {anchor_, key}});
    nested->tables.push_back(table);
  } else {
    return std::nullopt;
  }
  condition.subquery = nested;
  return condition;
}

/// The table is read in a subquery, and joined nowhere else.
void Reader::keep_inside(int table) {
  inner_.push_back(table);
  std::erase(out_.tables, table);
  std::erase_if(out_.via, [&](ColumnRef key) { return key.table == table; });
}

/// Reads "(overdue) loans" from item `i` on; returns the item behind it, or kNone.
std::size_t Reader::presence_at(std::size_t i, bool is_first, std::vector<Presence>& found) {
  Presence presence;
  presence.begin = i;
  std::size_t at = skip_articles(i);
  const auto names_child = [&](std::size_t j) {
    if (!is_free(j) || !is_table(j) || items_[j].table_quality() < items_[j].column_quality()) {
      return false;
    }
    return joins_.is_ancestor(items_[j].best_table(), anchor_);
  };
  std::vector<std::size_t> described;
  while (is_free(at) && !names_child(at) && !items_[at].values.empty()) described.push_back(at++);
  if (!names_child(at)) return kNone;
  presence.table = items_[at].best_table();
  // "insurance policies": both words name it.
  while (names_child(at) && items_[at].best_table() == presence.table) ++at;
  presence.end = at;
  for (const auto j : described) {
    const auto& values = items_[j].values;
    const auto value = std::find_if(values.begin(), values.end(), [&](const StoredValue& hit) {
      return hit.column.table == presence.table;
    });
    if (value == values.end()) return kNone;
    Condition condition;
    condition.left.column = value->column;
    condition.literals = {{value->text, false, {}}};
    condition.at = j;
    presence.filters.push_back(condition);
  }
  if (!is_first && is(i - 1, {"or"})) presence.is_or = true;
  found.push_back(std::move(presence));
  return at;
}

/// "customers who have both loans and policies": joined, every loan would meet every policy, and
/// each would repeat the customer.
void Reader::read_presences() {
  if (anchor_ < 0) return;
  for (std::size_t i = 1; i < items_.size(); ++i) {
    if (!is(i, {"have", "has", "had", "having", "with", "hold", "holds", "own", "owns"})) continue;
    const bool has_both = is(i + 1, {"both", "either"});
    std::vector<Presence> found;
    std::size_t at = presence_at(has_both ? i + 2 : i + 1, true, found);
    while (at != kNone) {
      std::size_t next = at;
      while (is(next, {",", "and", "or", "also"})) ++next;
      if (is(at, {"as"}) && is(at + 1, {"well"}) && is(at + 2, {"as"})) next = at + 3;
      if (next == at) break;
      at = presence_at(next, false, found);
    }
    const bool are_different =
        found.size() == 2 ? found[0].table != found[1].table : found.size() == 3;
    if (!are_different) continue;
    const bool goes_on = found.back().end < items_.size() && !is_sentence_end(found.back().end) &&
                         !is_opener(found.back().end);
    if (goes_on && !has_both) continue;
    if (choices_.choose("presence", {0, has_both ? 1.8 : 0.9}) == 1) return;
    for (auto& presence : found) {
      auto condition = key_among(presence.table, Operator::kIn, !presence.filters.empty());
      if (!condition) return;
      condition->subquery->filters = std::move(presence.filters);
      condition->is_or = presence.is_or;
      condition->at = presence.begin;
      out_.filters.push_back(*std::move(condition));
      keep_inside(presence.table);
    }
    take(has_both ? i + 1 : found.front().begin, found.back().end);
    return;
  }
}

}  // namespace askdb::linguist
