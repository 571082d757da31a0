#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "linguist/reader.hpp"
#include "linguist/sql_text.hpp"
#include "linguist/tokens.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

void Reader::read_values() {
  read_patterns();
  read_dates();
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] == 0 && !items_[i].values.empty()) read_value_at(i);
  }
  read_loose_numbers();
  join_same_column_values();
}

bool Reader::is_negated(std::size_t i) const {
  for (std::size_t j = i; j-- > 0 && j + 6 > i;) {
    if (is(j, {"not", "outside", "except", "excluding", "never"})) return true;
    if (is(j, {"other"}) && is(j + 1, {"than"})) return true;
    if (is(j, {"no"}) && j + 2 > i) return true;
    if (is(j, {",", "who", "whose", "that", "which", "and", "but", "with"}) ||
        (!items_[j].values.empty() && items_[j].names.empty())) {
      return false;
    }
  }
  return false;
}

/// "the premium segment", "segment premium": the column's whole name beside the whole value; "open
/// alerts": its table's name behind the value.
bool Reader::names_its_column(std::size_t i, const StoredValue& value) const {
  const auto names = [&](std::size_t j) {
    if (j >= items_.size() || items_[j].names.empty()) return false;
    const auto& hits = items_[j].names;
    return std::any_of(hits.begin(), hits.end(), [&](const SchemaHit& hit) {
      return hit.element == value.column && hit.quality >= 0.95;
    });
  };
  if (value.quality < 0.9) return false;
  const bool is_hardly_name = items_[i].names.empty() || items_[i].names[0].quality < 0.75;
  const bool describes = is_hardly_name && is_table(i + 1) &&
                         items_[i + 1].table_quality() >= 0.9 &&
                         items_[i + 1].best_table() == value.column.table;
  return describes || names(i + 1) || (i > 0 && names(i - 1));
}

/// "contains 'x'", "starts with x", "ending in x": LIKE.
void Reader::read_patterns() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (used_[i] != 0) continue;
    int where = -1;  // 0 inside, 1 start, 2 end.
    std::size_t at = i + 1;
    if (is(i, {"contain", "contains", "containing", "contained", "include", "includes", "including",
               "substring", "like", "has", "have"})) {
      if (is(i, {"has", "have", "include", "includes", "including"}) &&
          !is(i + 2, {"word", "letter", "substring", "phrase", "string"})) {
        continue;
      }
      where = 0;
    } else if (is(i, {"start", "starts", "starting", "begin", "begins", "beginning", "started"})) {
      if (!is(i + 1, {"with", "from", "by"})) continue;
      where = 1;
    } else if (is(i, {"end", "ends", "ending"})) {
      if (!is(i + 1, {"with", "in"})) continue;
      where = 2;
    } else {
      continue;
    }
    while (
        is(at, {"with", "the", "a", "an", "word", "words", "letter", "letters", "substring", "in",
                "string", "phrase", "of", "term", "character", "from", "by", "text", "prefix"})) {
      ++at;
    }
    if (at >= items_.size() || is_sentence_end(at)) continue;
    const bool is_marked =
        items_[at].is_quoted || at > i + 1 || items_[at].end - items_[at].begin > 1;
    if (!is_marked && lower(i) != "contains" && lower(i) != "containing" && lower(i) != "contain") {
      continue;
    }
    // The column: before ("whose name contains"), or behind ("the letter a in their name").
    std::optional<ColumnRef> column;
    for (std::size_t j = i; j-- > 0 && j + 7 > i && !column;) {
      if (is_column(j) && used_[j] == 0 &&
          items_[j].column_quality() >= items_[j].table_quality() - 0.1) {
        column = pick_column(j, Want::kLabel, "column");
        if (column && j >= head_end_) used_[j] = 1;
      }
    }
    if (!column) {
      for (std::size_t j = at + 1; j < items_.size() && j < at + 5 && !column; ++j) {
        if (is_column(j)) {
          column = pick_column(j, Want::kLabel, "column");
          used_[j] = 1;
        }
      }
    }
    if (!column && anchor_ >= 0 && !schema_.table(anchor_).name_columns.empty()) {
      column = ColumnRef{anchor_, schema_.table(anchor_).name_columns[0]};
    }
    if (!column) continue;
    std::string text;
    for (std::size_t t = items_[at].begin; t < items_[at].end; ++t) {
      text += (t > items_[at].begin ? " " : "") + question_.tokens[t].text;
    }
    if (text.find('%') == std::string::npos) {
      if (where != 1) text.insert(0, "%");
      if (where != 2) text += "%";
    }
    Condition condition;
    condition.left.column = *column;
    condition.op = is_negated(i) ? Operator::kNotLike : Operator::kLike;
    condition.literals = {{text, false, {}}};
    condition.at = i;
    condition.is_or = at > 1 && is(i - 1, {"or"});
    out_.filters.push_back(condition);
    take(i, at + 1);
    // "contain 'a' or 'b'"
    while (is(at + 1, {"or"}) && at + 2 < items_.size() && items_[at + 2].is_quoted) {
      at += 2;
      condition.is_or = true;
      condition.literals[0].text = "%" + question_.tokens[items_[at].begin].text + "%";
      out_.filters.push_back(condition);
      take(at - 1, at + 1);
    }
  }
}

void Reader::read_value_at(std::size_t i) {
  const auto& item = items_[i];
  // "a credit score above 800": what is compared with a number is no value, even if one is so
  // called.
  const bool is_compared = !item.is_quoted &&
                           is(i + 1, {"above", "below", "over", "under", ">", "<", ">=", "<="}) &&
                           i + 2 < items_.size() && items_[i + 2].number;
  if (is_compared) return;
  struct Ranked {
    const StoredValue* hit;
    double cost;
    std::size_t column_at;
  };
  std::vector<Ranked> ranked;
  const int owner = owner_of(i);
  // "How many albums does X have": X has albums, so it is none.
  const std::size_t subject = i > 0 && is(i - 1, {"the"}) ? i - 1 : i;
  const bool is_subject = subject > 0 && is(subject - 1, {"does", "do", "did", "has", "have"}) &&
                          is(i + 1, {"have", "has", "make", "made", "own", "write", "release"});
  for (const auto& hit : item.values) {
    double cost = 2.0 * (1 - hit.quality) + 0.8 * table_cost(hit.column.table, owner);
    // A column named next to the value: "city Berlin", "status is 'open'", "Football games".
    std::size_t column_at = kNone;
    for (std::size_t j = i; j-- > 0 && j + 6 > i;) {
      if (is_sentence_end(j) || (used_[j] != 0 && j + 1 < i)) break;
      for (const auto& name : items_[j].names) {
        if (name.element == hit.column && name.quality >= 0.4) {
          cost -= 0.9 * name.quality;
          column_at = j;
          break;
        }
      }
      if (column_at != kNone || is(j, {"who", ",", "and"})) break;
    }
    if (column_at == kNone && i + 1 < items_.size()) {
      for (const auto& name : items_[i + 1].names) {
        if (name.element == hit.column && name.quality >= 0.4) {
          cost -= 0.7 * name.quality;
          column_at = i + 1;
          break;
        }
      }
    }
    const auto& column = schema_.column(hit.column);
    if (column.is_key) cost += 0.2;
    // "credit cards": an adjective of the things that follow.
    if (is_table(i + 1) && items_[i + 1].best_table() == hit.column.table) cost -= 0.3;
    ranked.push_back({&hit, cost, column_at});
  }
  const bool is_elsewhere = std::any_of(ranked.begin(), ranked.end(), [&](const Ranked& entry) {
    return entry.hit->column.table != anchor_;
  });
  if (is_subject && is_elsewhere) {
    std::erase_if(ranked, [&](const Ranked& entry) { return entry.hit->column.table == anchor_; });
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.cost < b.cost; });
  if (ranked.size() > 3) ranked.resize(3);
  std::vector<double> costs;
  for (const auto& entry : ranked) costs.push_back(entry.cost);
  // Not a value at all: cheap for a word that is a name too, dear for a quoted one.
  const bool is_name_too = !item.names.empty();
  double ignored = ranked[0].cost;
  if (item.is_quoted) {
    ignored += 3;
  } else if (names_its_column(i, *ranked[0].hit)) {
    ignored += 2;
  } else if (is_name_too && item.names[0].quality >= ranked[0].hit->quality) {
    ignored -= 0.35;
  } else {
    ignored += is_name_too ? 0.4 : 1.2;
  }
  costs.push_back(ignored);
  const auto taken = choices_.choose("value", costs, is_name_too ? "name-too" : "");
  if (taken == ranked.size()) {
    choices_.note("value-ignored");
    return;
  }
  const auto& pick = ranked[taken];
  Condition condition;
  condition.left.column = pick.hit->column;
  condition.op = is_negated(i) ? Operator::kNotEqual : Operator::kEqual;
  const auto& column = schema_.stored(pick.hit->column);
  const bool is_number = column.kind == ValueKind::kInteger || column.kind == ValueKind::kDecimal;
  condition.literals = {{pick.hit->text, is_number, {}}};
  condition.at = i;
  std::size_t joint = i;
  while (joint > 0 && is(joint - 1, {"the", "a", "an", "in", "either", "is", "by", "of"})) --joint;
  condition.is_or = joint > 0 && is(joint - 1, {"or"}) && !out_.filters.empty();
  out_.filters.push_back(condition);
  take(i, i + 1);
  if (pick.column_at != kNone &&
      (pick.column_at >= head_end_ || pick.column_at > i || pick.column_at + 1 == i)) {
    used_[pick.column_at] = 1;
  }
}

/// Numbers that no comparison took: "id 10", "rating of 4", "4 bedrooms".
void Reader::read_loose_numbers() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const auto& item = items_[i];
    if (used_[i] != 0 || !item.number || item.is_ordinal) continue;
    if (!question_.tokens[item.begin].is_digits && is(i, {"one", "second"})) continue;
    std::optional<ColumnRef> column;
    std::size_t column_at = kNone;
    for (std::size_t j = i; j-- > 0 && j + 5 > i;) {
      if (is_sentence_end(j)) break;
      if (is_column(j) && is_free(j)) {
        column_at = j;
        break;
      }
      if (is_table(j)) break;
    }
    if (column_at == kNone && i + 1 < items_.size() && is_column(i + 1) && is_free(i + 1) &&
        !is_table(i + 1)) {
      column_at = i + 1;
    }
    if (column_at != kNone) column = pick_column(column_at, Want::kAny, "column");
    if (!column && *item.number >= 1500 && *item.number <= 2100 && anchor_ >= 0) {
      column = pick_dimension("year date", anchor_, nullptr);
    }
    if (!column && i > 0 && is_table(i - 1) && schema_.table(items_[i - 1].best_table()).key >= 0) {
      const int table = items_[i - 1].best_table();
      column = ColumnRef{table, schema_.table(table).key};
    }
    if (!column) continue;
    // A number that is a date belongs to what holds dates or years, never to a key.
    if (item.date && (schema_.column(*column).is_key || !is_when(*column))) continue;
    Condition condition;
    condition.left.column = *column;
    condition.op = is_negated(i) ? Operator::kNotEqual : Operator::kEqual;
    condition.literals = {{question_.tokens[item.begin].is_digits
                               ? question_.tokens[item.begin].text
                               : number_text(*item.number),
                           true,
                           {}}};
    condition.literals[0].text = replace_all(condition.literals[0].text, ",", "");
    if (condition.literals[0].text.find_first_not_of("0123456789.") != std::string::npos) {
      condition.literals[0].text = number_text(*item.number);
    }
    condition.is_or = i > 0 && is(i - 1, {"or"}) && !out_.filters.empty();
    condition.at = i;
    if (is(i + 1, {"or"}) && is(i + 2, {"more", "higher", "above", "greater", "later"})) {
      condition.op = Operator::kGreaterOrEqual;
      take(i + 1, i + 3);
    } else if (is(i + 1, {"or"}) && is(i + 2, {"less", "lower", "below", "fewer", "earlier"})) {
      condition.op = Operator::kLessOrEqual;
      take(i + 1, i + 3);
    }
    out_.filters.push_back(condition);
    take(i, i + 1);
    if (column_at != kNone && (column_at >= head_end_ || column_at > i)) used_[column_at] = 1;
  }
}

}  // namespace askdb::linguist
