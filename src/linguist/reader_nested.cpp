#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

bool Reader::compare_with_aggregate(std::size_t from, std::size_t to, Operator op,
                                    std::optional<Degree> which) {
  std::size_t at = to;
  while (is(at, {"the", "all", "any", "that", "of", "their", "its", "overall"})) ++at;
  Aggregate aggregate = Aggregate::kNone;
  if (is(at, {"average", "mean", "avg"})) {
    aggregate = Aggregate::kAverage;
  } else if (is(at, {"maximum", "max", "highest", "largest", "most", "longest", "greatest"})) {
    aggregate = Aggregate::kMaximum;
  } else if (is(at, {"minimum", "min", "lowest", "smallest", "least", "shortest"})) {
    aggregate = Aggregate::kMinimum;
  } else {
    return false;
  }
  std::size_t target = skip_articles(at + 1);
  std::optional<Term> left;
  // "older than the average (age)", "salary above average", "higher price than the average".
  for (std::size_t j = from + 1; j + 1 < to; ++j) {
    if (is_column(j) && is_free(j)) {
      if (const auto column = pick_column(j, Want::kNumber, "column"))
        left = Term{.column = *column};
    }
  }
  std::size_t end = at + 1;
  std::optional<ColumnRef> right;
  if (target < items_.size() && is_column(target) && is_free(target) &&
      items_[target].column_quality() >= items_[target].table_quality()) {
    right = pick_column(target, Want::kNumber, "column");
    end = target + 1;
  }
  if (!left) left = left_of(from, Want::kNumber);
  if (!left && which && !right) {
    if (const auto column = pick_dimension(which->dimensions, anchor_, nullptr)) {
      left = Term{.column = *column};
    }
  }
  if (!left && right) left = Term{.column = *right};
  if (!left) return false;
  auto nested = std::make_shared<Query>();
  const ColumnRef inner = right.value_or(left->column);
  nested->anchor = inner.table;
  nested->select.push_back({aggregate, false, inner});
  take(from, end);
  // "... of all employees in Berlin": what follows narrows the inner question.
  while (end < items_.size() &&
         is(end, {"of", "for", "all", "the", "across", "among", "in", "any"}))
    ++end;
  if (is_table(end) && items_[end].table_quality() >= items_[end].column_quality()) {
    used_[end] = 1;
    ++end;
  }
  for (std::size_t j = end; j < items_.size() && !is_sentence_end(j); ++j) {
    if (!items_[j].values.empty() && items_[j].names.empty() && j < end + 6 && used_[j] == 0 &&
        choices_.choose("inner-value", {0, 0.7}) == 0) {
      const auto& hit = items_[j].values[0];
      Condition condition;
      condition.left.column = hit.column;
      condition.literals = {{hit.text, false, {}}};
      nested->filters.push_back(condition);
      take(end, j + 1);
      break;
    }
    if (is(j, {"and", ",", "but"})) break;
  }
  Condition condition;
  condition.left = *left;
  condition.op = op;
  condition.subquery = nested;
  condition.at = from;
  if (left->aggregate != Aggregate::kNone) {
    out_.having.push_back(condition);
    wants_groups_ = true;
  } else {
    out_.filters.push_back(condition);
  }
  return true;
}

}  // namespace askdb::linguist
