#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::read_negations() {
  read_nulls();
  read_flags();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] == 0) read_absence_at(i);
  }
}

void Reader::read_nulls() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] != 0) continue;
    bool is_null = true;
    std::size_t column_at = kNone;
    std::size_t end = i + 1;
    if (is(i, {"missing", "unknown", "null", "empty", "blank", "unspecified"}) &&
        items_[i].values.empty()) {
      if (is(i - 1, {"not"}) || is(i - 2, {"not"})) is_null = false;
      for (std::size_t j = i; j-- > 0 && j + 5 > i;) {
        if (is_column(j)) {
          column_at = j;
          break;
        }
      }
      if (column_at == kNone && is_column(i + 1)) {
        column_at = i + 1;
        end = i + 2;
      }
    } else if (is(i, {"without"}) || (is(i, {"no"}) && is(i - 1, {"have", "has", "with", "had"}))) {
      const std::size_t next = skip_articles(i + 1);
      if (next < items_.size() && is_column(next) && !is_table(next) &&
          items_[next].column_quality() >= 0.85) {
        column_at = next;
        end = next + 1;
      }
    }
    if (column_at == kNone || used_[column_at] != 0) continue;
    const auto column = pick_column(column_at, Want::kAny, "column");
    if (!column) continue;
    Condition condition;
    condition.left.column = *column;
    condition.op = is_null ? Operator::kIsNull : Operator::kIsNotNull;
    condition.at = i;
    out_.filters.push_back(condition);
    take(i, end);
    used_[column_at] = 1;
  }
}

/// "products that are (not) discontinued": a column that says yes or no, named by its adjective.
void Reader::read_flags() {
  for (std::size_t i = 1; i < items_.size(); ++i) {
    if (used_[i] != 0 || items_[i].column_quality() < 0.95 || !items_[i].values.empty()) continue;
    const bool is_not = is(i - 1, {"not"});
    const std::size_t verb = is_not ? i - 2 : i - 1;
    if (!is(verb, {"is", "are", "was", "were"})) continue;
    if (i + 1 < items_.size() && !is_sentence_end(i + 1) && !is(i + 1, {"and", ",", "in"}))
      continue;
    const auto& hit = items_[i].names[0].element;
    if (hit.column < 0 || hit.table != anchor_) continue;
    const auto kind = schema_.stored(hit).kind;
    const bool is_flag =
        kind == ValueKind::kBoolean || (is_numeric(hit) && lower(i).ends_with("ed"));
    if (!is_flag) continue;
    Condition condition;
    condition.left.column = hit;
    condition.op = Operator::kEqual;
    condition.literals = {{is_not ? "0" : "1", true, {}}};
    condition.at = i;
    out_.filters.push_back(condition);
    take(is_not ? i - 1 : i, i + 1);
  }
}

/// "who never bought anything": what happens to the anchor's rows lies in tables that refer to it.
int Reader::absent_activity(std::size_t from, std::size_t to) const {
  bool is_open = is(from, {"never"});
  for (std::size_t j = from; j < to; ++j) {
    is_open = is_open || is(j, {"anything", "any", "nothing"});
    if (!items_[j].names.empty() || !items_[j].values.empty()) return -1;
  }
  if (!is_open) return -1;
  int best_rank = 99;
  int found = -1;
  for (const auto& edge : schema_.edges()) {
    if (edge.to.table != anchor_ || edge.from.table == anchor_) continue;
    const auto& words = schema_.table(edge.from.table).words;
    int rank = 20;
    int place = 0;
    for (const std::string_view word :
         {"order", "invoic", "purchas", "sale", "rental", "payment", "book", "transact"}) {
      if (std::find(words.begin(), words.end(), word) != words.end()) rank = std::min(rank, place);
      ++place;
    }
    if (rank < best_rank) {
      best_rank = rank;
      found = edge.from.table;
    }
  }
  return found;
}

bool Reader::read_absence_at(std::size_t i) {
  const bool is_without = is(i, {"without"});
  const bool is_cue = is_without || is(i, {"not", "never", "no", "neither", "none", "nothing"});
  if (!is_cue || anchor_ < 0) return false;
  if (is(i, {"no"}) &&
      !is(i - 1, {"have", "has", "had", "with", "contain", "there", "are", "is"}) &&
      !(is_table(i + 1) && items_[i + 1].table_quality() >= 0.7)) {
    return false;
  }
  if (is(i + 1, {"equal", "more", "less", "fewer", "greater", "older"})) return false;
  // What is absent: the next table that is not the one talked about.
  const std::size_t stop = [&] {
    std::size_t j = i + 1;
    while (j < items_.size() && !is_sentence_end(j) && !is(j, {"but", ","})) ++j;
    return j;
  }();
  std::size_t at = kNone;
  int absent = -1;
  for (std::size_t j = i + 1; j < stop; ++j) {
    if (!is_free(j)) continue;
    for (const auto& hit : items_[j].names) {
      if (hit.element.column >= 0 || hit.element.table == anchor_ || hit.quality < 0.45) continue;
      if (!joins_.is_ancestor(hit.element.table, anchor_) &&
          joins_.distance(anchor_, hit.element.table) > 3) {
        continue;
      }
      at = j;
      absent = hit.element.table;
      break;
    }
    if (at != kNone) break;
  }
  std::size_t value_at = kNone;
  for (std::size_t j = i + 1; j < stop; ++j) {
    if (is_free(j) && !items_[j].values.empty() && (at == kNone || j > at || j + 2 >= at) &&
        (items_[j].names.empty() || items_[j].is_quoted)) {
      value_at = j;
      break;
    }
  }
  const StoredValue* value = nullptr;
  if (value_at != kNone) {
    for (const auto& hit : items_[value_at].values) {
      if (hit.column.table == anchor_) {
        // A property of the row itself: "not in Berlin" is a plain condition.
        if (at == kNone) return false;
        continue;
      }
      if (value == nullptr || hit.column.table == absent) value = &hit;
      if (hit.column.table == absent) break;
    }
    if (absent < 0 && value != nullptr && joins_.distance(anchor_, value->column.table) <= 3) {
      // "students who do not play football": the value lies in another table.
      if (joins_.edge_to_parent(anchor_, value->column.table) != nullptr) return false;
      absent = value->column.table;
    }
  }
  if (absent < 0) absent = absent_activity(i, stop);
  if (absent < 0) return false;
  if (value == nullptr && joins_.edge_to_parent(anchor_, absent) != nullptr &&
      !joins_.is_ancestor(absent, anchor_)) {
    return false;
  }
  if (choices_.choose("absence", {0, 0.9}, is_without ? "without" : lower(i)) == 1) return false;

  auto lacking = key_among(absent, Operator::kNotIn, value != nullptr);
  if (!lacking) return false;
  Condition condition = *std::move(lacking);
  auto& nested = condition.subquery;
  if (value != nullptr) {
    Condition inner;
    inner.left.column = value->column;
    inner.literals = {{value->text, false, {}}};
    nested->filters.push_back(inner);
    take(value_at, value_at + 1);
    // "whose type is dog": the column that the value belongs to.
    for (std::size_t j = i; j < stop; ++j) {
      if (is_free(j) && is_column(j) && items_[j].names[0].element == value->column) used_[j] = 1;
    }
  }
  // "did not exhibit in 2004", "have no order above 100": what follows narrows what is absent.
  for (auto filter = out_.filters.begin(); filter != out_.filters.end();) {
    if (filter->at > i && filter->at < stop && filter->subquery == nullptr) {
      nested->filters.push_back(*filter);
      filter = out_.filters.erase(filter);
    } else {
      ++filter;
    }
  }
  for (std::size_t j = i; j < stop; ++j) {
    if (!items_[j].date || used_[j] != 0) continue;
    const auto before = out_.filters.size();
    const int anchor = anchor_;
    const int inside = nested->select[0].column.table;
    anchor_ = inside != anchor ? inside : absent;
    read_dates();
    anchor_ = anchor;
    for (std::size_t k = before; k < out_.filters.size(); ++k) {
      if (out_.filters[k].op == Operator::kNotEqual) out_.filters[k].op = Operator::kEqual;
      nested->filters.push_back(out_.filters[k]);
    }
    out_.filters.resize(before);
  }
  condition.at = i;
  out_.filters.push_back(condition);
  keep_inside(absent);
  take(i, i + 1);
  if (at == kNone) return true;
  take(at, at + 1);
  lack_too(at + 1);
  return true;
}

/// "neither loans nor policies", "no loans or policies": what else is absent, from item `i` on.
void Reader::lack_too(std::size_t i) {
  std::vector<Presence> found;
  while (is_free(i) && is_table(i)) ++i;
  while (is(i, {"or", "nor"})) {
    i = presence_at(i + 1, true, found);
    if (i == kNone) break;
  }
  for (auto& presence : found) {
    auto condition = key_among(presence.table, Operator::kNotIn, !presence.filters.empty());
    if (!condition) return;
    auto& filters = condition->subquery->filters;
    filters.insert(filters.end(), presence.filters.begin(), presence.filters.end());
    condition->at = presence.begin;
    out_.filters.push_back(*std::move(condition));
    keep_inside(presence.table);
    take(presence.begin, presence.end);
  }
}

}  // namespace askdb::linguist
