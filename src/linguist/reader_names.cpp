#include <algorithm>

#include "base/text.hpp"
#include "linguist/reader.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::find_mentions() {
  mentioned_.assign(static_cast<std::size_t>(schema_.table_count()), 0);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (is_noise_word(items_[i].lower) && !is(i, {"order", "orders", "records", "cases"})) continue;
    bool is_any = false;
    for (const auto& hit : items_[i].names) {
      if (hit.element.column >= 0 || hit.quality < 0.45) continue;
      auto& known = mentioned_[static_cast<std::size_t>(hit.element.table)];
      known = std::max(known, hit.quality);
      is_any = true;
    }
    if (is_any) table_items_.push_back(i);
  }
}

void Reader::find_head() {
  std::size_t i = 0;
  while (is(i, {"please", "can",  "could", "you",   "would",  "i", "want", "to",
                "know",   "me",   "we",    "hello", "hi",     ",", "us",   "let",
                "see",    "like", "need",  "just",  "kindly", "so"})) {
    ++i;
  }
  // "For each X, ..." and "In 2010, which ...": the question proper comes behind the comma.
  if (is(i, {"for", "in", "of", "among", "on", "from", "per", "by"})) {
    std::size_t comma = i;
    while (comma < items_.size() && !is(comma, {","}) &&
           !(comma > i + 1 && is(comma, {"what", "which", "how", "who", "find", "list", "show",
                                         "return", "give", "count"}))) {
      ++comma;
    }
    if (comma + 1 < items_.size()) i = is(comma, {","}) ? comma + 1 : comma;
  }
  head_begin_ = i;
  while (is(i, {"what",   "show",   "list",   "find",  "return", "give",      "tell",    "display",
                "get",    "report", "print",  "me",    "us",     "is",        "are",     "was",
                "were",   "the",    "all",    "a",     "an",     "which",     "who",     "whose",
                "how",    "many",   "much",   "do",    "does",   "did",       "of",      "have",
                "has",    "in",     "please", "out",   "count",  "calculate", "compute", "retrieve",
                "select", "and",    ",",      "there", "when",   "where",     "from",    "for",
                "to",     "on",     "with",   "by",    "at"}) &&
         !(i > head_begin_ + 1 && is(i, {"with", "by"}))) {
    if (is(i, {"how"}) && is(i + 1, {"many"})) is_count_ = true;
    if (is(i, {"count"}) && i == head_begin_) is_count_ = true;
    ++i;
  }
  // The head lasts to the first modifier behind a name.
  bool has_name = false;
  bool has_table = false;
  std::size_t end = i;
  for (; end < items_.size(); ++end) {
    if (is_sentence_end(end)) break;
    if (is(end, {"for", "of", "in", "from", "on"}) && !has_table) {
      if (!is(end, {"for", "of"}) && has_name) {
        // "cities in each country", "names from students": only a bare table may follow.
        const std::size_t next = skip_articles(end + 1);
        if (!(is_table(next) && items_[next].values.empty() && is_column(end - 1))) break;
      }
      continue;
    }
    if (has_name && is_opener(end)) break;
    // "buildings managed by ...": a participle opens a modifier.
    if (has_name && end > i && (lower(end).ends_with("ed") || is(end, {"born", "held", "built"})) &&
        items_[end].end - items_[end].begin == 1 && !is(end - 1, {"and", ",", "the"}) &&
        is(end + 1, {"by", "in", "at", "with", "on", "from", "to", "for", "after", "before", "over",
                     "under", "between", "either"})) {
      break;
    }
    if (is(end, {"for"}) && has_table) break;
    if (has_name && is_table(end) && !is_column(end)) has_table = true;
    if (!items_[end].names.empty()) has_name = true;
    if (is_table(end) && !items_[end].names.empty() && items_[end].names[0].element.column < 0) {
      has_table = true;
    }
  }
  head_end_ = end;
  // "Which ... the most ...? List its name and city."
  for (std::size_t s = head_end_; s + 1 < items_.size(); ++s) {
    if (!is_sentence_end(s) && !is(s, {","})) continue;
    std::size_t verb = s + 1;
    if (is(verb, {"and", "please", "then", "also"})) ++verb;
    if (!is(verb,
            {"list", "show", "return", "give", "find", "tell", "report", "display", "what"})) {
      continue;
    }
    if (is(s, {","}) && is(verb, {"what"}) && head_begin_ == 0) continue;
    list_begin_ = verb + 1;
    list_end_ = list_begin_;
    while (list_end_ < items_.size() && !is_sentence_end(list_end_)) ++list_end_;
    break;
  }
  // The table that is talked about: the best named one in the head, else the first one at all.
  double best = 0;
  for (const std::size_t t : table_items_) {
    if (t < head_begin_) continue;
    const double quality = items_[t].table_quality() + (t < head_end_ ? 1 : 0) +
                           (items_[t].column_quality() > items_[t].table_quality() ? -0.5 : 0);
    if (quality > best + 1e-9) {
      best = quality;
      anchor_ = items_[t].best_table();
    }
  }
  for (const std::size_t t : table_items_) {
    if (anchor_ < 0) anchor_ = items_[t].best_table();
  }
  // "Which sales agent has the most customers?": those of that kind are asked for.
  if (is(head_begin_, {"which", "what"}) && i < items_.size() && !items_[i].values.empty() &&
      items_[i].names.empty() && is(i + 1, {"has", "have", "had", "with"})) {
    anchor_ = items_[i].values[0].column.table;
    names_kind_ = true;
  }
  if (anchor_ < 0) {
    // No table is named: the one that most of the named columns and values belong to.
    std::vector<double> weight(static_cast<std::size_t>(schema_.table_count()), 0);
    for (const auto& item : items_) {
      for (const auto& hit : item.names) {
        if (hit.element.column >= 0 && hit.quality >= 0.5) {
          weight[static_cast<std::size_t>(hit.element.table)] += hit.quality;
        }
      }
      for (const auto& hit : item.values) {
        weight[static_cast<std::size_t>(hit.column.table)] += 0.5 * hit.quality;
      }
    }
    const auto most = std::max_element(weight.begin(), weight.end());
    if (most != weight.end() && *most > 0) anchor_ = static_cast<int>(most - weight.begin());
  }
}

int Reader::owner_of(std::size_t i) const {
  // "student's name", "the student name": the table directly before.
  std::size_t before = i;
  while (before > 0 && is(before - 1, {"'s", "and", ","})) --before;
  if (before > 0 && before + 1 >= i && is_table(before - 1) &&
      items_[before - 1].table_quality() > items_[before - 1].column_quality() - 0.2) {
    return items_[before - 1].best_table();
  }
  // "names and ages of the students": the table behind, through "of".
  bool is_through = false;
  for (std::size_t j = i + 1; j < items_.size() && j < i + 12; ++j) {
    if (is(j, {"of", "for", "from", "in"})) {
      is_through = true;
      continue;
    }
    if (is(j, {"and", ",", "the", "all", "each", "every", "any", "both", "or", "as", "well", "a",
               "their", "its", "number"})) {
      continue;
    }
    if (is_through && is_table(j) &&
        items_[j].table_quality() >= items_[j].column_quality() - 0.05) {
      return items_[j].best_table();
    }
    if (is_column(j)) continue;
    if (is_opener(j)) break;
  }
  // "students whose name", "departments with the highest budget": the table before the opener.
  for (std::size_t j = i; j-- > 0;) {
    if (is_sentence_end(j)) break;
    if (j >= head_end_ || (i >= head_end_ && j + 6 > i)) {
      if (is_table(j) && items_[j].table_quality() >= items_[j].column_quality()) {
        return items_[j].best_table();
      }
    }
  }
  return anchor_;
}

double Reader::table_cost(int table, int owner) const {
  if (table == owner) return 0;
  const double named = mentioned_[static_cast<std::size_t>(table)];
  double cost = table == anchor_ ? 0.25 : named >= 0.8 ? 0.35 : named > 0 ? 0.6 : 0.95;
  const int from = owner >= 0 ? owner : anchor_;
  if (from >= 0) cost += 0.12 * std::min(joins_.distance(from, table), 10);
  return cost;
}

bool Reader::is_numeric(ColumnRef ref) const {
  if (ref.column < 0) return false;
  const auto& column = schema_.column(ref);
  return column.is_number && !column.is_key;
}

/// Holds dates, or years and the like as numbers.
bool Reader::is_when(ColumnRef ref) const {
  if (ref.column < 0) return false;
  const auto& column = schema_.column(ref);
  if (column.is_date) return true;
  return std::any_of(column.words.begin(), column.words.end(), [](const std::string& word) {
    return word == "year" || word == "date" || word == "month" || word == "season" ||
           word == "time" || word == "day" || word == "when";
  });
}

std::optional<ColumnRef> Reader::pick_column(std::size_t i, Want want, std::string_view point) {
  if (i >= items_.size()) return std::nullopt;
  struct Ranked {
    ColumnRef ref;
    double cost;
  };
  std::vector<Ranked> ranked;
  const int owner = owner_of(i);
  for (const auto& hit : items_[i].names) {
    if (hit.element.column < 0) continue;
    double cost = 2.2 * (1 - hit.quality) + table_cost(hit.element.table, owner);
    const auto& column = schema_.column(hit.element);
    if (want == Want::kNumber && !column.is_number && !column.is_date) cost += 0.8;
    if (want == Want::kNumber && column.is_key) cost += 0.8;
    if (want == Want::kLabel && column.is_key) cost += 0.3;
    ranked.push_back({hit.element, cost});
  }
  if (ranked.empty()) return std::nullopt;
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.cost < b.cost; });
  if (ranked.size() > 3) ranked.resize(3);
  std::vector<double> costs;
  for (const auto& entry : ranked) costs.push_back(entry.cost);
  const auto& pick = ranked[choices_.choose(point, costs)];
  choices_.note("column-cost", pick.cost);
  choices_.note(pick.ref.table == owner ? "column-of-owner" : "column-elsewhere");
  return pick.ref;
}

std::optional<ColumnRef> Reader::pick_dimension(std::string_view dimensions, int table,
                                                bool* is_date) {
  if (dimensions.empty() || table < 0) return std::nullopt;
  double trust = 1;
  for (const auto word : split(dimensions, ' ')) {
    const SchemaHit* best = nullptr;
    const auto hits = schema_.find({stem_of(word)});
    for (const auto& hit : hits) {
      if (hit.element.column < 0 || hit.element.table != table || hit.quality < 0.5) continue;
      const auto& column = schema_.column(hit.element);
      if (column.is_key || (!column.is_number && !column.is_date && hit.quality < 0.9)) continue;
      if (best == nullptr || hit.quality > best->quality) best = &hit;
    }
    if (best != nullptr) {
      const auto& column = schema_.column(best->element);
      const bool is_when = column.is_date || column.words.back() == "year" ||
                           column.words.front() == "birth" || column.words.back() == "birth";
      if (is_date != nullptr) *is_date = is_when;
      choices_.note("dimension", trust);
      return best->element;
    }
    trust -= 0.1;
  }
  return std::nullopt;
}

int Reader::pick_table(std::size_t i) {
  std::vector<double> costs;
  std::vector<int> tables;
  for (const auto& hit : items_[i].names) {
    if (hit.element.column >= 0 || tables.size() >= 3) continue;
    costs.push_back(
        2 * (1 - hit.quality) +
        (anchor_ >= 0 ? 0.1 * std::min(joins_.distance(anchor_, hit.element.table), 8) : 0));
    tables.push_back(hit.element.table);
  }
  if (tables.empty()) return -1;
  return tables[choices_.choose("table", costs)];
}

}  // namespace askdb::linguist
