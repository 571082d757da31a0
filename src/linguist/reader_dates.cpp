#include <algorithm>
#include <cstdlib>

#include "linguist/reader.hpp"
#include "linguist/sql_text.hpp"

namespace askdb::linguist {

namespace {

bool is_year_column(const ColumnInfo& column) {
  return !column.is_date &&
         std::find(column.words.begin(), column.words.end(), "year") != column.words.end();
}

bool is_above(Operator op) { return op == Operator::kGreater || op == Operator::kGreaterOrEqual; }
bool is_below(Operator op) { return op == Operator::kLess || op == Operator::kLessOrEqual; }

double number_of(const Condition& condition) {
  return std::strtod(condition.literals[0].text.c_str(), nullptr);
}

}  // namespace

/// Date phrases become ranges over the date column that is named, or the likeliest one.
void Reader::read_dates() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const auto& item = items_[i];
    if (used_[i] != 0 || !item.date) continue;
    std::optional<ColumnRef> column;
    std::size_t column_at = kNone;
    for (std::size_t j = i; j-- > 0 && j + 5 > i && column_at == kNone;) {
      if (is_sentence_end(j)) break;
      if (items_[j].table_quality() > items_[j].column_quality()) continue;
      for (const auto& hit : items_[j].names) {
        if (hit.element.column < 0 || used_[j] != 0 || hit.quality < 0.5) continue;
        const auto& info = schema_.column(hit.element);
        if (info.is_date || is_year_column(info)) column_at = j;
      }
    }
    if (column_at != kNone) {
      column = pick_column(column_at, Want::kAny, "date-column");
    } else {
      // Every date or year column is possible: near tables first, verbs in names decide.
      struct Ranked {
        ColumnRef ref;
        double cost;
      };
      std::vector<Ranked> ranked;
      const int owner = owner_of(i);
      for (int t = 0; t < schema_.table_count(); ++t) {
        const bool is_near = t == anchor_ || t == owner ||
                             mentioned_[static_cast<std::size_t>(t)] >= 0.7 ||
                             (anchor_ >= 0 && joins_.distance(anchor_, t) <= 1);
        if (!is_near) continue;
        const auto& columns = schema_.table(t).columns;
        for (std::size_t c = 0; c < columns.size(); ++c) {
          if (!columns[c].is_date &&
              !(is_year_column(columns[c]) && item.date->granularity == Granularity::kYear)) {
            continue;
          }
          double cost = table_cost(t, owner) + 0.02 * static_cast<double>(c);
          if (t != anchor_) cost += 0.1;
          if (is_year_column(columns[c])) cost -= 0.2;
          const auto& words = columns[c].words;
          for (const auto& word : {"birth", "updat", "modifi", "last"}) {
            if (std::find(words.begin(), words.end(), word) != words.end()) cost += 0.5;
          }
          // "opened last year": a neighbour word that is in the name.
          for (std::size_t j = i > 3 ? i - 3 : 0; j < std::min(i + 3, items_.size()); ++j) {
            for (const auto& hit : items_[j].names) {
              if (hit.element == ColumnRef{t, static_cast<int>(c)}) cost -= 0.6 * hit.quality;
            }
          }
          ranked.push_back({{t, static_cast<int>(c)}, cost});
        }
      }
      if (ranked.empty()) continue;
      std::stable_sort(ranked.begin(), ranked.end(),
                       [](const Ranked& a, const Ranked& b) { return a.cost < b.cost; });
      if (ranked.size() > 3) ranked.resize(3);
      std::vector<double> costs;
      for (const auto& entry : ranked) costs.push_back(entry.cost);
      column = ranked[choices_.choose("date-column", costs)].ref;
    }
    if (!column) continue;
    const auto& info = schema_.column(*column);
    Condition condition;
    condition.left.column = *column;
    condition.at = i;
    condition.is_or = i > 0 && is(i - 1, {"or"}) && !out_.filters.empty();
    const bool is_negative = is_negated(i);
    const auto& date = *item.date;
    if (info.is_number) {
      const auto year = [](Date day) { return std::to_string(year_of(day)); };
      if (date.from && date.to) {
        const int last = year_of(*date.to - std::chrono::days(1));
        if (last == year_of(*date.from)) {
          condition.op = is_negative ? Operator::kNotEqual : Operator::kEqual;
          condition.literals = {{year(*date.from), true, {}}};
        } else {
          condition.op = Operator::kBetween;
          condition.literals = {{year(*date.from), true, {}}, {std::to_string(last), true, {}}};
        }
      } else {
        condition.op = date.from ? Operator::kGreaterOrEqual : Operator::kLess;
        condition.literals = {{year(date.from ? *date.from : *date.to), true, {}}};
      }
    } else if (date.from && date.to) {
      condition.op = is_negative ? Operator::kNotEqual : Operator::kEqual;
      condition.literals = {{iso_date(*date.from), false, iso_date(*date.to)}};
    } else {
      condition.op = date.from ? Operator::kGreaterOrEqual : Operator::kLess;
      condition.literals = {{iso_date(date.from ? *date.from : *date.to), false, {}}};
    }
    out_.filters.push_back(condition);
    take(i, i + 1);
    if (column_at != kNone && column_at >= head_end_) used_[column_at] = 1;
  }
}

/// "A or B" on one column stays a disjunction; "both A and B" becomes an intersection.
void Reader::join_same_column_values() {
  auto& filters = out_.filters;
  std::stable_sort(filters.begin(), filters.end(),
                   [](const Condition& a, const Condition& b) { return a.at < b.at; });
  const auto is_same = [](const Condition& a, const Condition& b) {
    return a.left == b.left && a.op == b.op && a.subquery == nullptr && b.subquery == nullptr &&
           a.literals.size() == 1 && b.literals.size() == 1 &&
           a.literals[0].text == b.literals[0].text && a.literals[0].until == b.literals[0].until;
  };
  for (std::size_t i = 0; i + 1 < filters.size();) {
    if (is_same(filters[i], filters[i + 1])) {
      filters.erase(filters.begin() + static_cast<long>(i) + 1);
    } else {
      ++i;
    }
  }
  for (std::size_t i = 0; i + 1 < filters.size(); ++i) {
    auto& first = filters[i];
    auto& second = filters[i + 1];
    // "above 5600 and below 5200": no row is both, so things that have rows of each are meant.
    const bool is_impossible =
        first.left == second.left && !second.is_or && first.subquery == nullptr &&
        second.subquery == nullptr && first.literals.size() == 1 && second.literals.size() == 1 &&
        first.literals[0].is_number && second.literals[0].is_number &&
        ((is_above(first.op) && is_below(second.op) && number_of(first) >= number_of(second)) ||
         (is_below(first.op) && is_above(second.op) && number_of(first) <= number_of(second)));
    if (is_impossible) {
      out_.set_operation = SetOperation::kIntersect;
      out_.set_right = std::make_shared<Query>();
      out_.set_right->filters = {second};
      filters.erase(filters.begin() + static_cast<long>(i) + 1);
      return;
    }
    const bool is_pair = first.op == Operator::kEqual && second.op == Operator::kEqual &&
                         first.left == second.left && first.subquery == nullptr &&
                         second.subquery == nullptr && !second.is_or;
    if (!is_pair) continue;
    bool has_both = false;
    for (std::size_t j = 0; j < items_.size(); ++j) has_both = has_both || is(j, {"both"});
    // A row holds one value only, so "and" means rows of either, or things that have both.
    if (choices_.choose("same-column-and", {has_both ? 0.0 : 0.25, has_both ? 0.8 : 0.0},
                        has_both ? "both" : "and") == 1) {
      second.is_or = true;
    } else {
      out_.set_operation = SetOperation::kIntersect;
      auto right = std::make_shared<Query>();
      right->filters = {second};
      out_.set_right = right;
      filters.erase(filters.begin() + static_cast<long>(i) + 1);
      return;
    }
  }
}

}  // namespace askdb::linguist
