#include <algorithm>

#include "linguist/reader.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::read_select() {
  if (list_begin_ != kNone) {
    // "Which ... ? Give me the last name.": the second sentence says what to show.
    for (std::size_t j = list_begin_; j < list_end_; ++j) {
      if (is_free(j) && !items_[j].names.empty()) {
        select_range(list_begin_, list_end_);
        break;
      }
    }
  }
  if (out_.select.empty() && !out_.selects_all) select_range(head_begin_, head_end_);
  if (names_kind_ && anchor_ >= 0 && wants_groups_) out_.select.clear();
  if (out_.select.empty() && !out_.selects_all) select_default();
  select_beside();
}

void Reader::select_range(std::size_t from, std::size_t to) {
  std::vector<Aggregate> pending;
  bool is_distinct = false;
  std::size_t bare_table = kNone;
  std::size_t last_end = kNone;  // Behind the last item that was selected.
  for (std::size_t i = from; i < to; ++i) {
    if (used_[i] != 0) {
      pending.clear();
      continue;
    }
    if (is(i, {"different", "distinct", "unique"})) is_distinct = true;
    if (is(i, {"percentage", "percent", "share", "proportion", "ratio"}) &&
        items_[i].names.empty()) {
      out_.select.push_back(
          {.aggregate = Aggregate::kCount, .column = {anchor_, -1}, .is_share = true});
      wants_groups_ = true;
      used_[i] = 1;
      continue;
    }
    if ((is(i, {"all"}) &&
         is(i + 1,
            {"information", "info", "details", "data", "columns", "fields", "attributes", "the"}) &&
         (!is(i + 1, {"the"}) || is(i + 2, {"information", "info", "details", "data"}))) ||
        (is(i, {"information", "everything", "info"}) && items_[i].names.empty())) {
      if (items_[i + 1 < items_.size() ? i + 1 : i].names.empty() ||
          choices_.choose("all-columns", {0, 0.5}) == 0) {
        out_.selects_all = true;
        out_.anchor = anchor_;
        take(i, i + 1);
        return;
      }
    }
    // "average, maximum and minimum X"
    if (is(i, {"average", "mean", "avg", "total", "sum", "maximum", "max", "minimum", "min",
               "highest", "lowest", "largest", "smallest"}) &&
        is(i + 1, {",", "and"}) && items_[i].names.empty() + items_[i].end - items_[i].begin >= 1) {
      const auto aggregate = is(i, {"average", "mean", "avg"}) ? Aggregate::kAverage
                             : is(i, {"total", "sum"})         ? Aggregate::kSum
                             : is(i, {"maximum", "max", "highest", "largest"})
                                 ? Aggregate::kMaximum
                                 : Aggregate::kMinimum;
      // Only when another aggregate follows before the column.
      std::size_t j = i + 1;
      while (is(j, {",", "and", "the"})) ++j;
      if (is(j, {"average", "mean", "avg", "total", "sum", "maximum", "max", "minimum", "min",
                 "highest", "lowest", "largest", "smallest"})) {
        pending.push_back(aggregate);
        i = j - 1;
        continue;
      }
    }
    const bool is_count_cue = is(i, {"how"}) && is(i + 1, {"many"});
    const bool is_count_verb = is(i, {"count"}) && items_[i].names.empty() && i == head_begin_;
    if (is_count_verb) {
      std::size_t j = skip_articles(i + 1);
      if (is(j, {"number"})) continue;
      if (j < to && !items_[j].names.empty()) {
        bool counts_distinct = false;
        for (std::size_t k = i; k < j; ++k) {
          counts_distinct = counts_distinct || is(k, {"different", "distinct", "unique"});
        }
        out_.select.push_back(count_of(j, counts_distinct));
        take(i, j + 1);
        i = j;
        continue;
      }
    }
    if (is_count_cue ||
        is(i, {"number",   "average",  "mean",     "avg",      "total",   "sum",
               "maximum",  "max",      "minimum",  "min",      "highest", "lowest",
               "largest",  "smallest", "combined", "greatest", "biggest", "longest",
               "shortest", "amount",   "count",    "least",    "most",    "overall"}) ||
        items_[i].is_measure) {
      const auto parsed = parse_term(i, Want::kNumber);
      if (parsed && parsed->end <= std::max(to, i + 1) + 2) {
        const bool is_aggregate = parsed->term.aggregate != Aggregate::kNone;
        if (is_aggregate || parsed->end > i + 1) {
          for (const auto aggregate : pending) {
            Term term = parsed->term;
            term.aggregate = aggregate;
            out_.select.push_back(term);
          }
          out_.select.push_back(parsed->term);
          // "average age and weight": the cue covers what is coordinated, when numeric.
          std::size_t next = parsed->end;
          take(i, next);
          while (is_aggregate && parsed->term.aggregate != Aggregate::kCount &&
                 is(next, {"and", ","}) && next + 1 < to && is_column(next + 1) &&
                 is_free(next + 1) && !items_[next + 1].names.empty()) {
            const auto column = pick_column(next + 1, Want::kNumber, "column");
            if (!column || !is_numeric(*column)) break;
            if (choices_.choose("aggregate-spreads", {0, 0.5}) == 1) break;
            for (const auto aggregate : pending) {
              out_.select.push_back({aggregate, false, *column});
            }
            out_.select.push_back({parsed->term.aggregate, false, *column});
            take(next, next + 2);
            next += 2;
          }
          pending.clear();
          last_end = next;
          i = next - 1;
          continue;
        }
      }
    }
    if (items_[i].names.empty() || is_verb(i)) continue;
    if (is_noise_word(lower(i)) && items_[i].column_quality() < 0.95 &&
        items_[i].table_quality() < 0.9) {
      continue;
    }
    const double as_table = items_[i].table_quality();
    const double as_column = items_[i].column_quality();
    bool reads_column = as_column > as_table;
    if (counts_rows_ && as_table >= 0.9 && is_bare_listing(i + 1)) {
      reads_column = false;
    } else if (as_column >= 0.5 && as_table >= 0.5 && (as_column < 0.95 || as_table >= 0.75)) {
      // "city" may be a table and a column of the table that is talked about.
      const bool of_other = as_column > as_table + 0.02;
      reads_column = choices_.choose("select-column-or-table",
                                     {of_other ? 0.0 : 0.5, of_other ? 0.5 : 0.0}) == 0;
    }
    if (reads_column) {
      // "acting statuses": one phrase, cut in two.
      if (i == last_end && !out_.select.empty()) {
        used_[i] = 1;
        ++last_end;
        continue;
      }
      // "names of the directors": the directors are what is named.
      const std::size_t whose = is(i + 1, {"of", "for"}) ? skip_articles(i + 2) : kNone;
      if (is(i, {"name", "names"}) && whose < to && is_free(whose) &&
          items_[whose].column_quality() >= 0.9 && items_[whose].table_quality() < 0.5) {
        used_[i] = 1;
        continue;
      }
      std::size_t before = i;
      while (before > from && skip_articles(before - 1) == i) --before;
      const bool is_owner = before > from && is(before - 1, {"of", "for", "in", "from", "by"});
      if ((is_owner || (before < i && is(before, {"of"}))) && !out_.select.empty() &&
          choices_.choose("of-column", {0, as_table >= 0.4 ? 1.2 : 0.7}) == 0) {
        continue;
      }
      const auto column = pick_column(i, Want::kLabel, "select-column");
      if (!column) continue;
      const Term term{Aggregate::kNone, is_distinct, *column};
      const bool is_shown = std::any_of(out_.select.begin(), out_.select.end(), [&](const Term& t) {
        return t.aggregate == Aggregate::kNone && t.column == *column;
      });
      if (!is_shown) out_.select.push_back(term);
      last_end = i + 1;
      used_[i] = 1;
    } else if (as_table > 0) {
      if (bare_table == kNone) bare_table = i;
    }
  }
  const bool has_terms = !out_.select.empty();
  if (!has_terms && bare_table != kNone && !out_.selects_all) {
    const int table = pick_table(bare_table);
    take(bare_table, bare_table + 1);
    if ((is_count_ && !names_kind_) || (counts_rows_ && is_bare_listing(bare_table + 1))) {
      out_.select.push_back({Aggregate::kCount, false, {table, -1}});
    } else {
      select_rows_of(table, bare_table);
    }
  }
  if (is_distinct && !out_.select.empty()) {
    const bool is_plain = std::all_of(out_.select.begin(), out_.select.end(), [](const Term& term) {
      return term.aggregate == Aggregate::kNone;
    });
    if (is_plain) out_.is_distinct = true;
  }
  for (auto& term : out_.select) {
    if (term.aggregate == Aggregate::kNone) term.is_distinct = false;
  }
}

void Reader::select_rows_of(int table, std::size_t at) {
  const auto& info = schema_.table(table);
  bool is_command = false;
  bool is_which = false;
  for (std::size_t j = 0; j < at; ++j) {
    is_command = is_command || is(j, {"show", "list", "display", "give", "find", "return"});
    is_which = is_which || is(j, {"which", "what", "who"});
  }
  const bool has_name = !info.name_columns.empty();
  const bool is_lonely =
      out_.filters.empty() && out_.order.empty() && out_.group.empty() && out_.having.empty();
  if (is_command && !is_which && is_lonely && question_.tokens.size() <= 4) {
    // "show customers": who asks so briefly wants to see the rows.
    out_.selects_all = true;
    out_.anchor = table;
    return;
  }
  const double as_names = has_name ? 0 : 5;
  const double as_key = info.key < 0 ? 6 : has_name ? 1.1 : 0.3;
  const double as_all = is_command && is_lonely ? -0.5 : is_which ? 1.3 : 0.9;
  switch (choices_.choose("select-rows", {as_names, as_key, as_all}, is_which ? "which" : "list")) {
    case 0:
      if (has_name) {
        out_.rows_of = table;
        for (const int column : info.name_columns)
          out_.select.push_back({.column = {table, column}});
        return;
      }
      break;
    case 1:
      if (info.key >= 0) {
        out_.select.push_back({.column = {table, info.key}});
        return;
      }
      break;
    default:
      break;
  }
  out_.selects_all = true;
  out_.anchor = table;
}

/// Nothing was named in the head: "who ...", "where ...", "how many ..." say what is wanted.
void Reader::select_default() {
  if (anchor_ < 0) {
    // A question about values or numbers alone: about the table they are in.
    if (!out_.filters.empty()) anchor_ = out_.filters[0].left.column.table;
    if (anchor_ < 0 && !out_.order.empty()) anchor_ = out_.order[0].term.column.table;
    if (anchor_ < 0) return;
  }
  if (is_count_) {
    out_.select.push_back({Aggregate::kCount, false, {anchor_, -1}});
    return;
  }
  std::string_view wanted;
  if (is(head_begin_, {"where"})) wanted = "location city address place";
  if (is(head_begin_, {"when"})) wanted = "date year time";
  if (is(head_begin_, {"how"}) && is(head_begin_ + 1, {"old"})) wanted = "age";
  if (is(head_begin_, {"how"}) && is(head_begin_ + 1, {"much"})) wanted = "price amount cost";
  if (is(head_begin_, {"how"}) && is(head_begin_ + 1, {"long"})) wanted = "length duration";
  std::size_t from = 0;
  while (from < wanted.size()) {
    const std::size_t blank = std::min(wanted.find(' ', from), wanted.size());
    const auto hits = schema_.find({stem_of(wanted.substr(from, blank - from))});
    for (const auto& hit : hits) {
      if (hit.element.column >= 0 && hit.element.table == anchor_ && hit.quality >= 0.5) {
        out_.select.push_back({.column = hit.element});
        return;
      }
    }
    from = blank + 1;
  }
  select_rows_of(anchor_, head_end_);
}

}  // namespace askdb::linguist
