#include <algorithm>
#include <cmath>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::read_superlatives() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] == 0 && out_.limit == 0) read_superlative_at(i);
  }
}

/// "top 3", "3 most", "the three youngest": the number next to the superlative, and takes it.
int Reader::limit_near(std::size_t i) {
  const auto usable = [&](std::size_t j) {
    return j < items_.size() && used_[j] == 0 && items_[j].number && !items_[j].is_ordinal &&
           *items_[j].number >= 1 && *items_[j].number <= 10'000 &&
           std::floor(*items_[j].number) == *items_[j].number;
  };
  for (const std::size_t j : {i + 1, i - 1, i - 2}) {
    if (j == i - 2 && !is(i - 1, {"of", "the", "with"})) continue;
    if (j < items_.size() && usable(j) && !is(j, {"one"})) {
      take(j, j + 1);
      return static_cast<int>(*items_[j].number);
    }
  }
  // "Which 3 counties have the smallest population?"
  for (std::size_t j = head_begin_; j + 1 < std::min(head_end_, i); ++j) {
    if (usable(j) && question_.tokens[items_[j].begin].number && !is(j, {"one"}) &&
        (is_table(j + 1) || is_column(j + 1))) {
      take(j, j + 1);
      return static_cast<int>(*items_[j].number);
    }
  }
  return 1;
}

void Reader::rank_groups_by_count(std::size_t i, std::size_t target, bool is_most, int limit) {
  // What is counted: a table ("the most orders") or, with "most common X", the rows that have X.
  Order order;
  order.is_descending = is_most;
  const int table = pick_table(target);
  order.term = {Aggregate::kCount, false, {table, -1}};
  out_.order.insert(out_.order.begin(), order);
  out_.limit = limit;
  wants_groups_ = true;
  take(i, target + 1);
}

bool Reader::read_superlative_at(std::size_t i) {
  auto found = items_[i].end - items_[i].begin == 1 ? degree(items_[i].lower) : std::nullopt;
  if (!found || items_[i].is_quoted) return false;
  std::size_t at = i + 1;
  bool is_most = found->is_upward;
  std::string_view dimensions = found->dimensions;
  bool reverses = found->reverses_dates;
  if (is(i, {"most", "least"})) {
    if (is(at, {"common", "popular", "frequent", "frequently", "commonly", "used", "often",
                "frequented", "prevalent", "commonly-used", "usual"})) {
      // "the most common X": groups by X. Without X: by what is selected.
      while (is(at, {"common", "popular", "frequent", "frequently", "commonly", "used", "often"})) {
        ++at;
      }
      const std::size_t target = skip_articles(at);
      const int limit = limit_near(i);
      Order order{{Aggregate::kCount, false, {anchor_, -1}}, is_most};
      if (is_column(target) && is_free(target) && choices_.choose("common-column", {0, 0.6}) == 0) {
        const auto column = pick_column(target, Want::kLabel, "common-key");
        if (column) {
          out_.group.push_back({.column = *column});
          if (target >= head_end_) used_[target] = 1;
          // The rows counted are the anchor's when it has the column, else the column's table.
          order.term.column.table = column->table;
        }
      }
      out_.order.insert(out_.order.begin(), order);
      out_.limit = limit;
      wants_groups_ = true;
      take(i, at);
      return true;
    }
    const auto adjective = degree(lower(at));
    if (adjective && !adjective->dimensions.empty() && !adjective->is_superlative) {
      dimensions = adjective->dimensions;
      reverses = adjective->reverses_dates;
      is_most = is_most == adjective->is_upward;
      ++at;
    } else if (is(at, {"recent", "recently"})) {
      ++at;
    }
  } else if (!found->is_superlative) {
    return false;
  }
  if (is(i, {"least", "most"}) && word_before(i) == "at") return false;
  if (is(i, {"top", "bottom"}) &&
      !(at < items_.size() && (items_[at].number || is_table(at) || is_column(at)))) {
    return false;
  }
  const int limit = limit_near(i);
  if (at < items_.size() && used_[at] != 0 && items_[at].number) ++at;

  if (is(i, {"top", "bottom"})) {
    // "top 5 customers by balance", "top 3 cities".
    std::size_t by = at;
    while (by < items_.size() && !is_sentence_end(by) &&
           !is(by, {"by", "with", "for", "in", "that", "who", "which"})) {
      ++by;
    }
    if (is(by, {"by", "in", "with"})) {
      std::size_t from = by + 1;
      while (is(from, {"terms", "of", "the", "highest", "largest", "most", "greatest"})) ++from;
      if (const auto parsed = parse_term(from, Want::kNumber)) {
        out_.order.insert(out_.order.begin(), Order{parsed->term, is_most});
        if (parsed->term.aggregate != Aggregate::kNone) wants_groups_ = true;
        out_.limit = limit;
        take(i, i + 1);
        take(by, parsed->end);
        return true;
      }
      if (is_table(from)) {
        rank_groups_by_count(by, from, is_most, limit);
        take(i, i + 1);
        return true;
      }
    }
    if (!out_.order.empty()) {
      out_.limit = limit;
      out_.order[0].is_descending = is_most;
      take(i, i + 1);
      return true;
    }
  }

  // "the highest salary of ..." in the head is an aggregate, unless labels are asked before it.
  bool labels_before = false;
  for (std::size_t j = head_begin_; j < i; ++j) {
    labels_before =
        labels_before || (is_free(j) && !items_[j].names.empty() && !is_noise_word(lower(j)));
    labels_before = labels_before || is(j, {"who", "which", "whose", "where"});
  }
  const bool is_in_head = i < head_end_ && !labels_before && i >= head_begin_;
  std::size_t target = at;
  while (is(target, {"number", "amount", "count", "numbers", "total"}) && is(target + 1, {"of"}) &&
         items_[target].column_quality() < 0.95) {
    target += 2;
  }
  const bool counts_explicitly = target != at;
  target = skip_articles(target);

  // "Which department has the highest average salary?"
  if (!is_in_head && is(target, {"average", "mean", "avg", "total", "combined", "overall"}) &&
      items_[target].column_quality() < 0.95) {
    const auto parsed = parse_term(target, Want::kNumber);
    if (parsed && parsed->term.aggregate != Aggregate::kNone) {
      out_.order.insert(out_.order.begin(), Order{parsed->term, is_most});
      out_.limit = limit;
      wants_groups_ = true;
      take(i, parsed->end);
      return true;
    }
  }
  // "Who earns the most?": the verb before says what of.
  if (is(i, {"most", "least"}) && (at >= items_.size() || is_sentence_end(at)) && i > 0) {
    const std::size_t verb = is(i - 1, {"the"}) ? i - 2 : i - 1;
    if (verb < items_.size() && is_free(verb) && is_column(verb) && verb > 0) {
      const auto column = pick_column(verb, Want::kNumber, "most-verb");
      if (column && is_numeric(*column)) {
        out_.order.insert(out_.order.begin(), Order{{.column = *column}, is_most});
        out_.limit = limit;
        take(verb, i + 1);
        return true;
      }
    }
  }

  if (target < items_.size() && is_free(target) && !items_[target].names.empty()) {
    const bool is_table_target =
        is_table(target) && items_[target].table_quality() >= items_[target].column_quality() - 0.1;
    const bool is_ranking_table = is_table_target && dimensions.empty() &&
                                  is(i, {"most", "least", "fewest", "highest", "lowest", "largest",
                                         "greatest", "smallest", "maximum", "minimum", "biggest"});
    if ((is_ranking_table || (counts_explicitly && is_table_target)) &&
        items_[target].best_table() >= 0) {
      // "which T has the most orders"; when a column may be meant instead, both are tried.
      const bool also_column = is_column(target);
      if (!also_column || choices_.choose("most-table-or-column", {0, 0.5}) == 0) {
        rank_groups_by_count(i, target, is_most, limit);
        return true;
      }
    }
    if (!is_table_target || dimensions.empty() || is_column(target)) {
      const bool needs_column =
          dimensions.empty() || !is_table_target || choices_.choose("degree-column", {0.3, 0}) == 0;
      if (needs_column) {
        const auto parsed =
            parse_term(counts_explicitly && !is_table_target ? target : at, Want::kNumber);
        if (parsed) {
          const double as_aggregate = is_in_head ? 0 : 1.6;
          const double as_order = is_in_head ? (limit > 1 ? -1 : 0.7) : 0;
          const bool is_plain = parsed->term.aggregate == Aggregate::kNone;
          if (is_plain && choices_.choose("superlative-role", {as_aggregate, as_order},
                                          is_in_head ? "head" : "modifier") == 0) {
            return false;  // Read with the select list.
          }
          Order order{parsed->term, is_most};
          if (counts_explicitly && is_plain && !is_numeric(parsed->term.column)) {
            order.term = {Aggregate::kCount, false, {parsed->term.column.table, -1}};
          }
          if (order.term.aggregate != Aggregate::kNone) {
            wants_groups_ = true;
          } else if (is(i, {"most", "least"}) && schema_.column(order.term.column).is_text &&
                     !schema_.column(order.term.column).is_date) {
            order.term = {Aggregate::kCount, false, {parsed->term.column.table, -1}};
            wants_groups_ = true;
          }
          out_.order.insert(out_.order.begin(), order);
          out_.limit = limit;
          take(i, parsed->end);
          return true;
        }
      }
    }
  }
  // "the oldest student": the adjective says which column.
  int owner = is_table(at) ? items_[at].best_table() : anchor_;
  for (const std::size_t t : table_items_) {
    if (t + 3 > i && t < i + 4 && items_[t].table_quality() > items_[t].column_quality()) {
      owner = items_[t].best_table();
      if (t >= i) break;
    }
  }
  bool is_date = false;
  if (const auto column = pick_dimension(dimensions, owner, &is_date)) {
    const bool is_down = reverses && is_date ? !is_most : is_most;
    out_.order.insert(out_.order.begin(), Order{{.column = *column}, is_down});
    out_.limit = limit;
    take(i, at);
    return true;
  }
  return false;
}

}  // namespace askdb::linguist
