#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

Term Reader::count_of(std::size_t i, bool is_distinct) {
  const auto& item = items_[i];
  const double as_table = item.table_quality();
  const double as_column = item.column_quality();
  if (as_table > 0 && (as_column == 0 || as_table >= as_column - 0.1)) {
    const int table = pick_table(i);
    if (is_distinct && as_column >= 0.9 && choices_.choose("count-distinct-table", {0, 0.5}) == 1) {
      if (const auto column = pick_column(i, Want::kLabel, "count-column")) {
        return {Aggregate::kCount, true, *column};
      }
    }
    return {Aggregate::kCount, false, {table, -1}};
  }
  const auto column = pick_column(i, Want::kAny, "count-column");
  if (!column) return {Aggregate::kCount, false, {anchor_, -1}};
  const auto& info = schema_.column(*column);
  if (info.is_number && !info.is_key && !is_distinct) {
    // A column that holds counts ("number of employees") is itself the answer, or is summed.
    switch (choices_.choose("count-number-column", {0.3, 0, 0.6}, is_count_ ? "how many" : "")) {
      case 0:
        return {Aggregate::kSum, false, *column};
      case 1:
        return {Aggregate::kNone, false, *column};
      default:
        return {Aggregate::kCount, true, *column};
    }
  }
  const std::size_t how =
      choices_.choose("count-column-how", {is_distinct ? 0.0 : 0.2, is_distinct ? 1.2 : 0.4},
                      is_distinct ? "distinct" : "plain");
  if (how == 0) return {Aggregate::kCount, true, *column};
  return {Aggregate::kCount, false, {column->table, -1}};
}

std::optional<Reader::Parsed> Reader::parse_term(std::size_t i, Want want) {
  bool is_distinct = false;
  std::vector<Aggregate> cues;
  const auto skip = [&] {
    for (;;) {
      if (is(i, {"different", "distinct", "unique"})) is_distinct = true;
      const std::size_t next = skip_articles(i);
      if (next == i) return;
      for (std::size_t j = i; j < next; ++j) {
        if (is(j, {"different", "distinct", "unique"})) is_distinct = true;
      }
      i = next;
    }
  };
  skip();
  while (i < items_.size() && items_[i].end - items_[i].begin == 1) {
    // "the maximum total of the orders": the last cue is itself a column.
    const std::size_t behind = is(i + 1, {"of"}) ? skip_articles(i + 2) : kNone;
    if (items_[i].column_quality() >= 0.95 && behind < items_.size() && is_table(behind) &&
        items_[behind].table_quality() > items_[behind].column_quality()) {
      break;
    }
    if (is(i, {"average", "mean", "avg"})) {
      cues.push_back(Aggregate::kAverage);
    } else if (is(i, {"total", "sum", "combined", "overall", "summed"})) {
      cues.push_back(Aggregate::kSum);
    } else if (is(i, {"maximum", "max", "maximal", "highest", "largest", "greatest", "biggest",
                      "longest", "latest", "oldest"})) {
      cues.push_back(Aggregate::kMaximum);
    } else if (is(i, {"minimum", "min", "minimal", "lowest", "smallest", "least", "shortest",
                      "earliest", "youngest"})) {
      cues.push_back(Aggregate::kMinimum);
    } else if (is(i, {"number", "count", "numbers", "counts"}) &&
               (is(i + 1, {"of"}) || cues.empty())) {
      cues.push_back(Aggregate::kCount);
    } else if (is(i, {"amount"}) && is(i + 1, {"of"}) && !is_column(i + 2)) {
      cues.push_back(Aggregate::kCount);
    } else if (is(i, {"how"}) && is(i + 1, {"many"})) {
      cues.push_back(Aggregate::kCount);
      ++i;
    } else {
      break;
    }
    ++i;
    skip();
  }
  // "how many Rock tracks", "how many credit cards": the value narrows what is counted.
  while (!cues.empty() && cues.back() == Aggregate::kCount && i + 1 < items_.size() &&
         !items_[i].values.empty() && is_table(i + 1) &&
         items_[i + 1].table_quality() >= items_[i + 1].column_quality() &&
         (items_[i].column_quality() < 0.9 || used_[i] != 0)) {
    ++i;
  }
  if (i >= items_.size() || items_[i].names.empty()) {
    // "number" may itself be a name: "flight number" was split, or a column is called so.
    if (!cues.empty() && i > 0 && !items_[i - 1].names.empty() &&
        items_[i - 1].column_quality() >= 0.9) {
      const auto column = pick_column(i - 1, want, "column");
      if (column) return Parsed{{Aggregate::kNone, is_distinct, *column}, i};
    }
    return std::nullopt;
  }
  // "average track length": the table before a column says whose.
  while (!cues.empty() && is_table(i) && i + 1 < items_.size() && is_column(i + 1) &&
         items_[i].table_quality() >= items_[i].column_quality() && is_free(i + 1) &&
         cues.back() != Aggregate::kCount) {
    ++i;
  }
  if (items_[i].is_measure && cues.empty()) cues.push_back(Aggregate::kSum);
  const bool is_counting = std::find(cues.begin(), cues.end(), Aggregate::kCount) != cues.end();
  Parsed parsed;
  parsed.end = i + 1;
  if (is_counting) {
    const bool is_number_column = items_[i].column_quality() > items_[i].table_quality() &&
                                  is_numeric(items_[i].names[0].element);
    if (cues.front() == Aggregate::kSum && is_number_column) {
      const auto column = pick_column(i, Want::kNumber, "column");
      parsed.term = {Aggregate::kSum, false, *column};
    } else if (cues.front() == Aggregate::kAverage || cues.front() == Aggregate::kMaximum ||
               cues.front() == Aggregate::kMinimum) {
      parsed.term = count_of(i, is_distinct);
      if (parsed.term.aggregate != Aggregate::kCount || is_number_column) {
        const auto column = pick_column(i, Want::kNumber, "column");
        if (column) parsed.term = {cues.front(), false, *column};
      }
    } else {
      parsed.term = count_of(i, is_distinct);
    }
    return parsed;
  }
  if (!cues.empty()) {
    const auto column = pick_column(i, Want::kNumber, "column");
    if (!column) return std::nullopt;
    const bool adds_up = cues.front() == Aggregate::kSum || cues.front() == Aggregate::kAverage;
    if (adds_up && schema_.column(*column).is_date) return std::nullopt;
    parsed.term = {cues.front(), false, *column};
    return parsed;
  }
  if (items_[i].column_quality() == 0) return std::nullopt;
  const auto column = pick_column(i, want, "column");
  if (!column) return std::nullopt;
  parsed.term = {Aggregate::kNone, is_distinct, *column};
  return parsed;
}

}  // namespace askdb::linguist
