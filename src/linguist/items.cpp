#include "linguist/items.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/item_cutter.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

/// "revenue", "sales", "spend" with no such name: the money column of a transaction.
void add_measure(const SchemaIndex& schema, Item& item) {
  const bool is_money = item.lower == "revenue" || item.lower == "sales" ||
                        item.lower == "turnover" || item.lower == "spend" ||
                        item.lower == "spending" || item.lower == "earnings" ||
                        item.lower == "umsatz";
  const bool is_units = item.lower == "units" || item.lower == "units sold";
  if (!is_money && !is_units) return;
  // A table's synonym holds such figures; a table or column of that name is what is meant.
  if (item.column_quality() >= 0.6 || item.table_quality() >= 0.9) return;
  const std::string_view words = is_units ? "quantity units" : "revenue total amount price";
  double quality = 0.9;
  std::vector<SchemaHit> hits;
  for (const auto word : split(words, ' ')) {
    for (const auto& hit : schema.find({stem_of(word)})) {
      if (hit.element.column < 0 || hit.quality < 0.55) continue;
      const auto& column = schema.column(hit.element);
      if (!column.is_number || column.is_key) continue;
      hits.push_back({hit.element, quality * hit.quality});
    }
    quality -= 0.15;
  }
  if (hits.empty()) return;
  item.names = std::move(hits);
  item.is_measure = true;
}

/// "how many rows": those of the table that the question names, or of the only one there is.
void add_rows(const SchemaIndex& schema, std::vector<Item>& items) {
  int table = schema.table_count() == 1 ? 0 : -1;
  for (const auto& item : items) {
    if (item.table_quality() >= 0.9) table = item.best_table();
  }
  if (table < 0) return;
  for (auto& item : items) {
    const bool is_rows = item.lower == "rows" || item.lower == "row" || item.lower == "entries";
    if (is_rows && item.names.empty() && item.values.empty()) item.names = {{{table, -1}, 0.9}};
  }
}

/// "first and last name", "start and end dates": the first word borrows the second's tail.
void share_tails(const SchemaIndex& schema, Question& question) {
  auto& items = question.items;
  const auto joins = [&](std::size_t i) {
    const auto& token = question.tokens[items[i].begin];
    return token.lower == "and" || token.lower == "or" || token.lower == ",";
  };
  for (std::size_t i = 0; i + 2 < items.size(); ++i) {
    std::size_t last = i;
    while (last + 2 < items.size() && joins(last + 1) && items[last].end - items[last].begin == 1 &&
           last < i + 6) {
      last += 2;
    }
    if (last == i || items[last].names.empty()) continue;
    const auto& head = question.tokens[items[i].begin];
    if (head.is_quoted || is_function_word(head.lower) || items[i].end - items[i].begin != 1)
      continue;
    if (!items[i].names.empty() && items[i].names[0].quality >= 0.95) continue;
    const auto& tail = question.tokens[items[last].end - 1];
    if (items[last].end - items[last].begin < 2) continue;
    auto hits = schema.find({head.stem, tail.stem});
    std::erase_if(hits,
                  [](const SchemaHit& hit) { return hit.element.column < 0 || hit.quality < 0.9; });
    if (!hits.empty()) items[i].names = std::move(hits);
  }
}

/// "Germny" when nothing else explains the word: the stored value nearest to it.
void mend_values(const SchemaIndex& schema, Question& question) {
  for (auto& item : question.items) {
    if (item.end - item.begin != 1 || !item.names.empty() || !item.values.empty()) continue;
    const auto& token = question.tokens[item.begin];
    if (token.is_quoted || token.number || token.lower.size() < 5) continue;
    if (is_function_word(token.lower) || is_noise_word(token.lower) || degree(token.lower)) {
      continue;
    }
    const bool is_capitalised = token.text != token.lower && item.begin > 0;
    const bool is_verb = token.lower.ends_with("ed") || token.lower.ends_with("ing");
    if (!is_capitalised && (is_verb || token.lower.size() < 6)) continue;
    const std::string value = schema.corrected_value(normal_form(token.text));
    if (value.empty()) continue;
    item.values = schema.values(value);
    for (auto& hit : item.values) hit.quality = 0.75;
    item.is_corrected = true;
  }
}

}  // namespace

double Item::table_quality() const {
  for (const auto& hit : names) {
    if (hit.element.column < 0) return hit.quality;
  }
  return 0;
}

double Item::column_quality() const {
  for (const auto& hit : names) {
    if (hit.element.column >= 0) return hit.quality;
  }
  return 0;
}

int Item::best_table() const {
  for (const auto& hit : names) {
    if (hit.element.column < 0) return hit.element.table;
  }
  return -1;
}

Question read_question(std::string_view text, const SchemaIndex& schema, Date today) {
  Question question;
  question.text = std::string(text);
  question.tokens = tokenize(text);
  std::vector<char> fixed(question.tokens.size(), 0);
  std::vector<Item> dated;
  const auto claim = [&](std::size_t begin, std::size_t end) -> Item* {
    Item item;
    item.begin = question.tokens.size();
    for (std::size_t i = 0; i < question.tokens.size(); ++i) {
      if (question.tokens[i].begin >= end || question.tokens[i].end <= begin) continue;
      if (question.tokens[i].is_quoted || fixed[i] != 0) return nullptr;
      item.begin = std::min(item.begin, i);
      item.end = i + 1;
    }
    if (item.begin >= item.end) return nullptr;
    for (std::size_t i = item.begin; i < item.end; ++i) fixed[i] = 1;
    dated.push_back(std::move(item));
    return &dated.back();
  };
  std::string undated(text);
  for (const auto& phrase : find_buckets(text)) {
    // "by year" orders or groups by a column when the schema has one of that name.
    std::string_view word = text.substr(phrase.begin, phrase.end - phrase.begin);
    word.remove_prefix(std::min(word.rfind(' ') + 1, word.size()));
    const auto named = schema.find({stem_of(fold(word))});
    if (!named.empty() && named[0].quality >= 0.95) continue;
    if (auto* item = claim(phrase.begin, phrase.end)) {
      item->bucket = phrase.granularity;
      // "by month in 2026": the month is no part of the date.
      for (std::size_t i = phrase.begin; i < phrase.end; ++i) undated[i] = ' ';
    }
  }
  for (const auto& phrase : find_dates(undated, today)) {
    // "in 2010" may be a quantity, but hardly behind a preposition; a bare number stays one.
    if (!phrase.is_certain) {
      bool has_preposition = text[phrase.begin] < '0' || text[phrase.begin] > '9';
      for (const auto& token : question.tokens) {
        if (token.end <= phrase.begin && token.end + 2 > phrase.begin) {
          has_preposition = token.lower == "in" || token.lower == "since" ||
                            token.lower == "during" || token.lower == "of";
        }
      }
      if (!has_preposition) continue;
    }
    if (auto* item = claim(phrase.begin, phrase.end)) item->date = phrase;
  }
  cut_items(schema, fixed, question);
  share_tails(schema, question);
  mend_values(schema, question);
  for (auto& item : dated) question.items.push_back(std::move(item));
  std::sort(question.items.begin(), question.items.end(),
            [](const Item& a, const Item& b) { return a.begin < b.begin; });
  for (auto& item : question.items) {
    for (std::size_t i = item.begin; i < item.end; ++i) {
      item.lower += (i > item.begin ? " " : "") + question.tokens[i].lower;
    }
    if (item.date) {
      // When no column holds dates, the number in the phrase may still be compared.
      for (std::size_t i = item.begin; i < item.end; ++i) {
        if (question.tokens[i].is_digits) item.number = question.tokens[i].number;
      }
      continue;
    }
    add_measure(schema, item);
    if (item.end - item.begin == 1) {
      item.number = question.tokens[item.begin].number;
      item.is_ordinal = question.tokens[item.begin].is_ordinal;
      item.is_quoted = question.tokens[item.begin].is_quoted;
    }
  }
  add_rows(schema, question.items);
  return question;
}

}  // namespace askdb::linguist
