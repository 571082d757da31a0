#include "linguist/reader.hpp"

namespace askdb::linguist {

void Reader::read_order() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] == 0 && read_order_at(i)) return;
  }
}

bool Reader::read_order_at(std::size_t i) {
  std::size_t at = i;
  std::size_t start = i;
  bool has_cue = false;
  bool is_alphabetical = false;
  std::optional<bool> is_down;
  const auto direction = [&](std::size_t j) -> bool {
    if (is(j, {"descending", "decreasing", "desc", "reverse", "descendingly"})) {
      is_down = true;
    } else if (is(j, {"ascending", "increasing", "asc", "chronological", "chronologically"})) {
      is_down = false;
    } else if (is(j, {"alphabetical", "alphabetically", "alphabetic", "lexicographical",
                      "lexicographic", "lexicographically"})) {
      is_alphabetical = true;
    } else {
      return false;
    }
    return true;
  };
  // "total amount per customer, top 5"
  if (is(i, {"top", "bottom"}) && i > 1 && is(i - 1, {",", "the"}) && i + 1 < items_.size() &&
      items_[i + 1].number && !items_[i + 1].is_ordinal && *items_[i + 1].number >= 1 &&
      *items_[i + 1].number <= 10'000 && (i + 2 >= items_.size() || is_sentence_end(i + 2))) {
    out_.order.push_back(
        {.term = {.column = {-1, -1}}, .is_descending = is(i, {"top"}), .prefers_aggregate = true});
    out_.limit = static_cast<int>(*items_[i + 1].number);
    take(i, i + 2);
    return true;
  }
  if (is(i + 1, {"first"}) &&
      is(i, {"largest", "highest", "biggest", "most", "greatest", "smallest", "lowest", "fewest",
             "least"}) &&
      (i + 2 >= items_.size() || is_sentence_end(i + 2))) {
    const bool is_high = is(i, {"largest", "highest", "biggest", "most", "greatest"});
    out_.order.push_back(
        {.term = {.column = {-1, -1}}, .is_descending = is_high, .prefers_aggregate = true});
    take(i, i + 2);
    return true;
  }
  if (is(i, {"sorted", "ordered", "sort", "order", "arranged", "ranked", "rank", "sorting",
             "ordering", "listed"}) &&
      (is(i + 1, {"by", "in", "from", "the", "them", "results", "result", "alphabetically", "on",
                  "according", "ascending", "descending", "with"}) ||
       direction(i + 1) || is(i + 2, {"by"}))) {
    has_cue = !is(i, {"listed"}) || is(i + 1, {"in", "by", "alphabetically"});
    // "in order of ...": the preposition belongs to it. "in the order of".
    while (start > 0 && is(start - 1, {"in", "and", ",", "the", "then", "please", "are"})) --start;
    ++at;
  } else if (is(i, {"alphabetically"})) {
    has_cue = true;
    is_alphabetical = true;
    ++at;
  } else if (is(i, {"in", "by", "from"}) || direction(i)) {
    std::size_t j = is(i, {"in", "by"}) ? i + 1 : i;
    while (is(j, {"the", "a", "an"})) ++j;
    if (direction(j)) {
      has_cue = true;
      at = j + 1;
      direction(at);
      if (is(at, {"order", "alphabetical", "manner", "sequence"})) ++at;
    } else if (is(i, {"from"})) {
      // "from the oldest to the youngest", "from high to low".
      if (is(j, {"from"})) ++j;
      while (is(j, {"the"})) ++j;
      std::size_t to = j + 1;
      while (to < items_.size() && to < j + 4 && !is(to, {"to"})) ++to;
      const bool is_high =
          is(j, {"highest", "most", "largest", "high", "oldest", "latest", "greatest", "newest",
                 "longest", "big", "large", "biggest", "more"});
      const bool is_low = is(j, {"lowest", "least", "smallest", "low", "youngest", "earliest",
                                 "oldest", "shortest", "small", "fewest", "less", "cheapest"});
      if (!is(to, {"to"}) || (!is_high && !is_low)) return false;
      has_cue = true;
      is_down = is_high;
      at = to + 1;
      while (is(at, {"the",     "highest",  "most",     "lowest", "least",  "smallest", "largest",
                     "low",     "high",     "youngest", "oldest", "latest", "earliest", "shortest",
                     "longest", "greatest", "newest",   "fewest", "small",  "large"})) {
        ++at;
      }
    }
  }
  if (!has_cue) return false;
  while (at < items_.size()) {
    if (direction(at)) {
      ++at;
      continue;
    }
    if (is(at,
           {"by",     "in",   "the",       "of",   "order", "their",    "its",  "his",  "results",
            "result", "them", "according", "to",   "on",    "based",    "from", "each", "respect",
            "with",   "a",    "an",        "list", "all",   "alphabet", "it",   "for"})) {
      if (is(at, {"from"})) {
        is_down =
            is(at + 1, {"highest", "most", "largest", "high", "oldest", "latest", "greatest"}) ||
            is(at + 2, {"highest", "most", "largest", "high", "oldest", "latest", "greatest"});
      }
      ++at;
      continue;
    }
    break;
  }
  // Keys: TERM [direction] [, | and TERM ...].
  bool has_key = false;
  std::size_t end = at;
  for (;;) {
    std::size_t from = end;
    const auto parsed = parse_term(from, Want::kAny);
    if (!parsed) break;
    has_key = true;
    end = parsed->end;
    Order order{parsed->term, false};
    // "name of the customer": the words behind say whose.
    while (
        is(end, {"of", "for"}) || (is(end, {"the", "each", "every", "all"}) && is_table(end + 1)) ||
        (has_key && is_table(end) && is(end - 1, {"of", "the", "each", "all", "every", "for"}))) {
      ++end;
    }
    while (is(end,
              {"in", "from", "the", "a", "an", "order", "with", "being", "to", "first", "both"}) ||
           direction(end) ||
           is(end, {"highest", "lowest", "most", "least", "largest", "smallest", "high", "low",
                    "oldest", "youngest", "latest", "earliest", "newest", "shortest", "longest"})) {
      if (is(end, {"highest", "most", "largest", "high", "latest", "newest", "longest"}) &&
          !is_down) {
        is_down = true;
      }
      if (is(end, {"lowest", "least", "smallest", "low", "earliest", "shortest"}) && !is_down) {
        is_down = false;
      }
      ++end;
    }
    out_.order.push_back(order);
    if (is(end, {"and", ",", "then"}) && out_.order.size() < 3 && is_column(end + 1)) {
      ++end;
      while (is(end, {"and", "then", "by", "the"})) ++end;
      continue;
    }
    break;
  }
  if (!has_key) {
    // "in alphabetical order", "ascending": by what is listed first; see finish().
    if (!is_alphabetical && !is_down) return false;
    out_.order.push_back({Term{.column = {-1, -1}}, false});
  }
  for (auto& order : out_.order) order.is_descending = is_down.value_or(false);
  if (!is_down && !is_alphabetical && has_key) {
    const bool is_counted = out_.order[0].term.aggregate == Aggregate::kCount;
    const auto way = choices_.choose("order-direction", {0, is_counted ? 0.5 : 0.9});
    for (auto& order : out_.order) order.is_descending = way == 1;
  }
  take(start, end);
  return true;
}

}  // namespace askdb::linguist
