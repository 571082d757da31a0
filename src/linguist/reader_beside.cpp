#include "linguist/reader.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

/// "customers with their balances", "alerts with the segment of the customer": a property that no
/// condition took is to be shown too. Returns the item that names it, or kNone.
std::size_t Reader::companion_at(std::size_t i) const {
  const bool is_theirs = is(i, {"with", "and"}) && is(i + 1, {"their", "its", "his", "her"});
  const bool is_the = is(i, {"with"}) && is(i + 1, {"the", "all"});
  if (!is_theirs && !is_the) return kNone;
  const std::size_t at = skip_articles(i + 1);
  const bool is_property = is_free(at) && is_column(at) &&
                           items_[at].column_quality() >= items_[at].table_quality() &&
                           items_[at].values.empty();
  if (!is_property) return kNone;
  const bool ends = at + 1 >= items_.size() || is_sentence_end(at + 1) ||
                    is(at + 1, {"and", ",", "of", "for", "in", "from"});
  return ends ? at : kNone;
}

/// What is to be shown beside what the head asks for.
void Reader::select_beside() {
  // "..., and how many orders they have", "along with the number of orders".
  for (std::size_t i = head_end_; i < items_.size() && list_begin_ == kNone; ++i) {
    std::size_t from = kNone;
    if (is(i, {"and", ","}) && !is(i + 1, {"and"})) {
      const std::size_t next = skip_articles(i + 1);
      if ((is(next, {"how"}) && is(next + 1, {"many"})) ||
          (is(next, {"number", "count"}) && is(next + 1, {"of"})) ||
          (is(next, {"average", "total"}) && !is(i + 1, {"than"}))) {
        from = next;
      } else if (is(i + 1, {"what", "also", "list", "show", "return", "give"})) {
        from = i + 2;
      }
    } else if ((is(i, {"along", "together"}) && is(i + 1, {"with"})) ||
               (is(i, {"well"}) && is(i + 1, {"as"}))) {
      from = i + 2;
    }
    if (from == kNone) from = companion_at(i);
    if (from == kNone || from >= items_.size()) continue;
    std::size_t to = from;
    while (to < items_.size() && !is_sentence_end(to) &&
           !is(to, {"who", "that", "which", "whose", "where", "with", "sorted", "ordered"})) {
      ++to;
    }
    select_range(from, to);
    i = to;
  }
  if (!out_.selects_all || out_.select.empty()) return;
  // "*" leaves no room for what stands beside it: the rows are shown by what tells them apart.
  out_.selects_all = false;
  out_.rows_of = out_.anchor;
  std::vector<Term> shown;
  for (const int name : schema_.table(out_.anchor).name_columns) {
    shown.push_back({.column = {out_.anchor, name}});
  }
  if (shown.empty()) shown.push_back(group_key_of(out_.anchor));
  out_.select.insert(out_.select.begin(), shown.begin(), shown.end());
}

}  // namespace askdb::linguist
