#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/sql_text.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::read_comparisons() {
  read_between();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] == 0) read_comparison_at(i);
  }
}

void Reader::read_between() {
  for (std::size_t i = 0; i + 3 < items_.size(); ++i) {
    if (used_[i] != 0 || !is(i, {"between", "from"})) continue;
    std::size_t low = i + 1;
    if (!items_[low].number) continue;
    const std::size_t joint = low + 1;
    if (!is(joint, {"and", "to"})) continue;
    std::size_t high = joint + 1;
    if (high >= items_.size() || !items_[high].number) continue;
    const auto left = left_of(i, Want::kNumber);
    std::optional<Term> term = left;
    std::size_t end = high + 1;
    if (end < items_.size() && is_free(end) && is_column(end) && !term) {
      if (const auto column = pick_column(end, Want::kNumber, "column")) {
        term = Term{.column = *column};
        ++end;
      }
    }
    if (!term) continue;
    Condition condition;
    condition.left = *term;
    condition.op = Operator::kBetween;
    condition.literals = {{number_text(*items_[low].number), true, {}},
                          {number_text(*items_[high].number), true, {}}};
    condition.at = i;
    out_.filters.push_back(condition);
    take(i, end);
  }
}

/// The column that stands before a comparison: "whose AGE is (greater than 20)".
std::optional<Term> Reader::left_of(std::size_t from, Want want) {
  std::size_t j = from;
  std::size_t steps = 0;
  while (j-- > 0 && steps++ < 6) {
    if (is_sentence_end(j) || used_[j] != 0) break;
    if (items_[j].column_quality() >= 0.4 &&
        items_[j].column_quality() >= items_[j].table_quality()) {
      // In the select list ("the age of people over 20") a column is asked for, not compared.
      const bool is_clause = j >= head_end_ || is(j + 1, {"is", "are", "was", "were"});
      if (!is_clause && choices_.choose("left-in-head", {0.9, 0}) == 1) return std::nullopt;
      std::size_t start = j;
      Aggregate aggregate = Aggregate::kNone;
      if (start > 0 && is(start - 1, {"average", "mean"})) aggregate = Aggregate::kAverage;
      if (start > 0 && is(start - 1, {"total"})) aggregate = Aggregate::kSum;
      if (start > 0 && is(start - 1, {"maximum", "highest"})) aggregate = Aggregate::kMaximum;
      if (start > 0 && is(start - 1, {"minimum", "lowest"})) aggregate = Aggregate::kMinimum;
      const auto column = pick_column(j, want, "column");
      if (!column) return std::nullopt;
      if (is_clause) take(aggregate == Aggregate::kNone ? j : j - 1, j + 1);
      return Term{.aggregate = aggregate, .column = *column};
    }
    if (is_table(j) && is(j - 1, {"of"}) && is(j - 2, {"number"}) && j >= 2) {
      take(j - 2, j + 1);
      return Term{Aggregate::kCount, false, {pick_table(j), -1}};
    }
    if (is(j, {"who", "and", ",", "or"}) || is_table(j)) break;
  }
  return std::nullopt;
}

bool Reader::read_comparison_at(std::size_t i) {
  std::size_t at = i;
  Operator op = Operator::kEqual;
  std::optional<Degree> which;
  const bool is_not =
      word_before(i) == "not" || word_before(i) == "no" || word_before(i) == "never";
  if (is(i, {"at"}) && is(i + 1, {"least"})) {
    op = Operator::kGreaterOrEqual;
    at = i + 2;
  } else if (is(i, {"at"}) && is(i + 1, {"most"})) {
    op = Operator::kLessOrEqual;
    at = i + 2;
  } else if (is(i,
                {"over", "above", "exceeding", "exceeds", "exceed", "exceeded", ">", "beyond"})) {
    op = Operator::kGreater;
    at = i + 1;
  } else if (is(i, {"below", "under", "beneath", "<"})) {
    op = Operator::kLess;
    at = i + 1;
  } else if (is(i, {">=", "minimum"}) && (lower(i) != "minimum" || is(i + 1, {"of"}))) {
    op = Operator::kGreaterOrEqual;
    at = is(i, {"minimum"}) ? i + 2 : i + 1;
  } else if (is(i, {"<="}) || (is(i, {"up"}) && is(i + 1, {"to"}))) {
    op = Operator::kLessOrEqual;
    at = is(i, {"up"}) ? i + 2 : i + 1;
  } else if (is(i, {"exactly", "="}) || (is(i, {"equal"}) && is(i + 1, {"to"})) ||
             is(i, {"equals"})) {
    op = is_not ? Operator::kNotEqual : Operator::kEqual;
    at = is(i + 1, {"to"}) ? i + 2 : i + 1;
  } else if (is(i, {"!=", "<>"})) {
    op = Operator::kNotEqual;
    at = i + 1;
  } else if (items_[i].number && is(i + 1, {"or", "and"}) &&
             is(i + 2, {"more", "above", "greater", "higher", "over", "less", "fewer", "below",
                        "lower", "under"})) {
    // "3 or more orders"
    op = is(i + 2, {"less", "fewer", "below", "lower", "under"}) ? Operator::kLessOrEqual
                                                                 : Operator::kGreaterOrEqual;
    return compare(i, i, op, std::nullopt);
  } else if (is(i, {"not"}) && is(i + 1, {"more", "less", "fewer"})) {
    return false;
  } else {
    which = items_[i].end - items_[i].begin == 1 ? degree(items_[i].lower) : std::nullopt;
    if (!which || which->is_superlative) return false;
    std::size_t than = i + 1;
    // "more expensive than", "higher price than", "more orders than".
    while (than < items_.size() && than < i + 4 && !is(than, {"than"})) ++than;
    if (!is(than, {"than"})) return false;
    if (is(i, {"more", "less"})) {
      if (const auto adjective = degree(lower(i + 1)); adjective && than == i + 2) {
        const bool is_up = which->is_upward == adjective->is_upward;
        which = adjective;
        which->is_upward = is_up;
      }
    }
    op = which->is_upward ? Operator::kGreater : Operator::kLess;
    if (is_not) op = which->is_upward ? Operator::kLessOrEqual : Operator::kGreaterOrEqual;
    at = than + 1;
  }
  std::size_t start = is_not && i > 0 ? i - 1 : i;
  if (compare_with_aggregate(start, at, op, which)) return true;
  return compare(start, at, op, which);
}

/// "5 minutes" against a column of milliseconds: what the number is multiplied by.
double Reader::unit_scale(std::size_t i, ColumnRef ref) const {
  const auto seconds_in = [](std::string_view word) {
    struct Unit {
      std::string_view word;
      double seconds;
    };
    constexpr Unit kUnits[]{
        {"millisecond", 0.001}, {"ms", 0.001}, {"second", 1},  {"sec", 1},
        {"minute", 60},         {"min", 60},   {"hour", 3600}, {"day", 24 * 3600.0}};
    for (const auto& unit : kUnits) {
      if (word == unit.word || (word.size() == unit.word.size() + 1 && word.back() == 's' &&
                                word.starts_with(unit.word))) {
        return unit.seconds;
      }
    }
    return 0.0;
  };
  if (i >= items_.size() || ref.column < 0 || !is_numeric(ref)) return 1;
  const double said = seconds_in(lower(i));
  if (said == 0) return 1;
  for (const auto& word : schema_.column(ref).words) {
    const double stored = seconds_in(word);
    if (stored != 0) return said / stored;
  }
  return 1;
}

bool Reader::compare(std::size_t from, std::size_t to, Operator op, std::optional<Degree> which) {
  std::size_t at = skip_articles(to);
  if (at >= items_.size() || !items_[at].number || items_[at].is_ordinal) return false;
  double number = *items_[at].number;
  ++at;
  while (at < items_.size() && items_[at].number && *items_[at].number >= 100 && used_[at] == 0) {
    number *= *items_[at].number;  // "2 million"
    ++at;
  }
  const bool has_or_more = from == to && is(at, {"or", "and"});
  if (has_or_more) at += 2;
  if (is(at, {"percent", "dollars", "usd", "%", "euros"}) && items_[at].names.empty()) ++at;
  std::optional<Term> term;
  std::size_t end = at;
  const auto table_behind = [&]() -> std::size_t {
    std::size_t j = at;
    while (is(j, {"different", "distinct", "of", "or", "times", "the", "unique"})) ++j;
    return is_table(j) && is_free(j) ? j : kNone;
  };
  const std::size_t behind = skip_articles(at);
  // "higher grade than 5": the column between the words.
  for (std::size_t j = from + 1; j + 1 < to; ++j) {
    if (is_column(j) && is_free(j)) {
      if (const auto column = pick_column(j, Want::kNumber, "column"))
        term = Term{.column = *column};
    } else if (is_table(j) && is_free(j)) {
      term = Term{Aggregate::kCount, false, {pick_table(j), -1}};
    }
  }
  if (!term && which && !which->dimensions.empty()) {
    int owner = anchor_;
    for (const std::size_t t : table_items_) {
      if (t < from && items_[t].table_quality() > items_[t].column_quality()) {
        owner = items_[t].best_table();
      }
    }
    bool is_date = false;
    const auto left = left_of(from, Want::kNumber);
    if (left) {
      term = left;
    } else {
      auto column = pick_dimension(which->dimensions, owner, &is_date);
      for (int t = 0; !column && t < schema_.table_count(); ++t) {
        if (mentioned_[static_cast<std::size_t>(t)] > 0 || t == anchor_) {
          column = pick_dimension(which->dimensions, t, &is_date);
        }
      }
      if (column) term = Term{.column = *column};
      if (is(at, {"years", "year", "days", "minutes", "hours", "old"})) end = at + 1;
    }
  }
  if (!term && behind < items_.size() && is_free(behind) && !items_[behind].names.empty()) {
    const bool is_better_table =
        table_behind() == behind &&
        items_[behind].table_quality() >= items_[behind].column_quality() - 0.1;
    if (is_better_table && !is_numeric(items_[behind].names[0].element)) {
      // "more than 3 orders": of the anchor's rows, those that have so many.
      const int table = pick_table(behind);
      const bool is_own = table == anchor_;
      if (!is_own || choices_.choose("having-own", {0.4, 0}) == 0) {
        term = Term{Aggregate::kCount, false, {table, -1}};
        end = behind + 1;
      }
    } else if (is_column(behind)) {
      const auto column = pick_column(behind, Want::kNumber, "column");
      if (column && (is_numeric(*column) || schema_.column(*column).is_text)) {
        const bool counts = !is_numeric(*column) && !is(to - 1, {"than"});
        term = Term{.column = *column};
        if (!is_numeric(*column) &&
            choices_.choose("having-column", {0, counts ? 0.2 : 0.5}) == 0) {
          term = Term{Aggregate::kCount, true, *column};
        }
        end = behind + 1;
      }
    }
  }
  if (!term) term = left_of(from, Want::kNumber);
  if (!term && table_behind() != kNone) {
    const std::size_t j = table_behind();
    term = Term{Aggregate::kCount, false, {pick_table(j), -1}};
    end = j + 1;
  }
  if (!term) {
    // "more than one", "at least twice": how many rows there are.
    if (anchor_ < 0 || (which && !which->dimensions.empty())) return false;
    term = Term{Aggregate::kCount, false, {-1, -1}};
    if (is(end, {"times", "time"})) ++end;
  }
  if (is(at, {"or"}) && is(at + 1, {"more", "above", "higher", "greater", "over"})) {
    op = Operator::kGreaterOrEqual;
    end = std::max(end, at + 2);
  }
  if (const double scale = unit_scale(at, term->column); scale != 1) {
    number *= scale;
    end = std::max(end, at + 1);
  }
  Condition condition;
  condition.left = *term;
  condition.op = op;
  condition.literals = {{number_text(number), true, {}}};
  condition.at = from;
  if (term->aggregate != Aggregate::kNone) {
    out_.having.push_back(condition);
    wants_groups_ = true;
  } else {
    std::size_t joint = from;
    while (joint > 0 &&
           (used_[joint - 1] != 0 || is(joint - 1, {"the", "a", "an", "with", "whose", "is", "are",
                                                    "has", "have", "that", "who"}))) {
      --joint;
    }
    condition.is_or = !out_.filters.empty() && joint > 0 && is(joint - 1, {"or"});
    out_.filters.push_back(condition);
  }
  take(from, end);
  return true;
}

}  // namespace askdb::linguist
