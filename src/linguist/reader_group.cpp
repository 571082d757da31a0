#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

Bucket bucket_of(Granularity granularity) {
  switch (granularity) {
    case Granularity::kDay:
      return Bucket::kDay;
    case Granularity::kWeek:
      return Bucket::kWeek;
    case Granularity::kMonth:
      return Bucket::kMonth;
    case Granularity::kQuarter:
      return Bucket::kQuarter;
    case Granularity::kYear:
      return Bucket::kYear;
  }
  return Bucket::kNone;
}

}  // namespace

/// Nothing but the things themselves is named before `end`: "open alerts", "transactions".
bool Reader::is_bare_listing(std::size_t end) const {
  if (head_begin_ != 0 || end == 0 || !is_table(end - 1)) return false;
  for (std::size_t j = 0; j < end; ++j) {
    // "Top 5 products by price" ranks, it does not group.
    if (items_[j].number || degree(lower(j))) return false;
    if (is(j, {"sort", "sorted", "order", "ordered", "list", "show", "give", "what", "which", "who",
               "find", "return", "display", "names", "name"})) {
      return false;
    }
  }
  return true;
}

void Reader::read_groups() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] != 0) continue;
    if (items_[i].bucket) {
      Term term{.column = {-1, -1}, .bucket = bucket_of(*items_[i].bucket)};
      out_.group.push_back(term);
      wants_groups_ = true;
      counts_rows_ = true;
      take(i, i + 1);
      continue;
    }
    std::size_t at = i;
    bool is_plain_by = false;
    if (is(i, {"for", "of", "in", "from", "within", "by", "across", "at", "with", "to", "on",
               "among"}) &&
        is(i + 1, {"each", "every", "different", "all", "individual", "the", "distinct"})) {
      if (is(i + 1, {"all"}) && !is(i + 2, {"different", "distinct"})) continue;
      if (is(i + 1, {"the"}) && !is(i + 2, {"different", "distinct", "various"})) continue;
      at = i + 2;
      while (is(at, {"the", "of", "different", "distinct", "various", "individual"})) ++at;
    } else if (is(i, {"per", "each", "every"})) {
      at = i + 1;
      while (is(at, {"the", "of", "these"})) ++at;
    } else if (is(i, {"grouped", "group", "broken", "split"}) &&
               (is(i + 1, {"by"}) || is(i + 2, {"by"}))) {
      at = is(i + 1, {"by"}) ? i + 2 : i + 3;
    } else if (is(i, {"by"}) && (is_count_ || i >= 1)) {
      is_plain_by = true;
      at = i + 1;
      while (is(at, {"the", "their", "different"})) ++at;
    } else {
      continue;
    }
    if (at >= items_.size() || items_[at].names.empty() || used_[at] != 0) continue;
    if (is_plain_by) {
      // "total sales by country" groups; "written by authors" does not.
      bool has_aggregate = is_count_;
      for (std::size_t j = head_begin_; j < i; ++j) {
        has_aggregate = has_aggregate ||
                        is(j, {"average", "mean", "total", "sum", "number", "count", "maximum",
                               "minimum", "percentage", "share", "percent", "amount", "revenue",
                               "sales", "max", "min", "avg"}) ||
                        items_[j].is_measure;
      }
      const bool is_last = at + 1 >= items_.size() || is_sentence_end(at + 1);
      const bool is_kind = is_column(at) && items_[at].column_quality() >= 0.9 && is_last &&
                           !is_numeric(items_[at].names[0].element);
      bool is_listing = true;
      for (std::size_t j = 0; j < i; ++j) is_listing = is_listing && !is_verb(j);
      if (!has_aggregate && is_kind && is_listing && is_bare_listing(i)) {
        // "open alerts by severity": how many of each.
        counts_rows_ = true;
      } else if (!has_aggregate || (!items_[at].values.empty() && items_[at].names.empty())) {
        continue;
      } else if (!is_kind && choices_.choose("by-groups", {0, 0.9}) == 1) {
        continue;
      }
    }
    // Keys: X (and Y). A table stands for its rows.
    std::size_t end = at;
    for (;;) {
      const bool prefers_table =
          is_table(end) && items_[end].table_quality() >= items_[end].column_quality() - 0.05 &&
          !(end + 1 < items_.size() && is_column(end + 1) && !is_table(end + 1));
      Term key;
      bool is_by_table = false;
      if (prefers_table && is_column(end)) {
        is_by_table = choices_.choose("group-table-or-column", {0, 0.4}) == 0;
      } else {
        is_by_table = prefers_table;
      }
      if (is_by_table) {
        key.column = {pick_table(end), -1};
      } else {
        const auto column = pick_column(end, Want::kLabel, "group-column");
        if (!column) break;
        key.column = *column;
      }
      out_.group.push_back(key);
      ++end;
      const std::size_t next = skip_articles(end + 1);
      if (is(end, {"and", ","}) && next < items_.size() && is_column(next) && !is_plain_by &&
          i < head_begin_ && out_.group.size() < 3) {
        end = next;
        continue;
      }
      if (is(end, {"and"}) && is_column(next) && i > head_end_ && is_sentence_end(next + 1)) {
        end = next;
        continue;
      }
      break;
    }
    if (end == at) continue;
    wants_groups_ = true;
    take(i, end);
  }
}

}  // namespace askdb::linguist
