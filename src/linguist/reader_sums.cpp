#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

bool is_aggregated(const Term& term) { return term.aggregate != Aggregate::kNone || term.is_share; }

/// Figures that do not add up: of two prices, the mean is asked for.
bool adds_up(const ColumnInfo& column) {
  constexpr std::string_view kNever[]{"price",   "rate",  "rating", "age",     "score",
                                      "percent", "ratio", "level",  "average", "temperatur"};
  return std::none_of(column.words.begin(), column.words.end(), [&](const std::string& word) {
    return std::find(std::begin(kNever), std::end(kNever), word) != std::end(kNever);
  });
}

}  // namespace

/// "Top 5 customers by total invoice amount": a customer has many invoices, so they are added up.
void Reader::sum_many_side() {
  if (out_.limit == 0 || out_.order.size() != 1 || anchor_ < 0) return;
  auto& order = out_.order[0].term;
  if (is_aggregated(order) || !is_numeric(order.column)) return;
  bool has_total = false;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    has_total = has_total || lower(i).starts_with("total") || lower(i).starts_with("overall");
  }
  if (!has_total || joins_.edge_to_parent(order.column.table, anchor_) == nullptr) return;
  for (auto& term : out_.select) {
    if (is_aggregated(term)) return;
  }
  order.aggregate = Aggregate::kSum;
  wants_groups_ = true;
  const bool is_own = std::all_of(out_.select.begin(), out_.select.end(),
                                  [&](const Term& term) { return term.column.table == anchor_; });
  if (is_own && !out_.selects_all) return;
  const auto& info = schema_.table(anchor_);
  out_.select.clear();
  out_.selects_all = false;
  for (const int name : info.name_columns) out_.select.push_back({.column = {anchor_, name}});
  if (out_.select.empty()) out_.select.push_back(group_key_of(anchor_));
}

/// "revenue per month", "loan amount per branch": a figure of many rows is added up.
void Reader::sum_per_group() {
  const bool is_per = std::any_of(out_.group.begin(), out_.group.end(),
                                  [](const Term& key) { return key.bucket != Bucket::kNone; }) ||
                      std::any_of(items_.begin(), items_.end(),
                                  [](const Item& item) { return item.lower == "per"; });
  if (!is_per || out_.group.empty() || out_.select.empty() || out_.selects_all) return;
  const bool are_figures =
      std::all_of(out_.select.begin(), out_.select.end(), [&](const Term& term) {
        return !is_aggregated(term) && term.bucket == Bucket::kNone && is_numeric(term.column);
      });
  if (!are_figures) return;
  for (auto& term : out_.select) {
    const bool is_sum = adds_up(schema_.column(term.column));
    term.aggregate = is_sum ? Aggregate::kSum : Aggregate::kAverage;
  }
  out_.is_distinct = false;
}

}  // namespace askdb::linguist
