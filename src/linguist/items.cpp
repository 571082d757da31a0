#include "linguist/items.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "linguist/words.hpp"

namespace askdb::linguist {

namespace {

struct Span {
  std::vector<SchemaHit> names;
  std::vector<StoredValue> values;
  double weight = 0;
  bool is_corrected = false;
};

bool is_capitalised(const Token& token) {
  return !token.text.empty() && token.text[0] >= 'A' && token.text[0] <= 'Z';
}

class Cutter {
 public:
  Cutter(const SchemaIndex& schema, Question& question) : schema_(schema), question_(question) {}

  /// The weightiest way to cover the tokens with spans; tokens in `fixed` are taken already.
  void cut(const std::vector<char>& fixed) {
    const auto& tokens = question_.tokens;
    const std::size_t count = tokens.size();
    std::vector<double> best(count + 1, 0);
    std::vector<std::size_t> length(count + 1, 1);
    std::vector<Span> spans(count + 1);
    const std::size_t longest = std::max<std::size_t>(schema_.longest_value(), 5);
    for (std::size_t from = count; from-- > 0;) {
      best[from] = best[from + 1];
      for (std::size_t to = from + 1; to <= std::min(count, from + longest); ++to) {
        if (fixed[to - 1] != 0) break;
        Span span = look(from, to);
        if (span.weight <= 0) continue;
        if (span.weight + best[to] > best[from] + 1e-9) {
          best[from] = span.weight + best[to];
          length[from] = to - from;
          spans[from] = std::move(span);
        }
      }
    }
    for (std::size_t from = 0; from < count;) {
      if (fixed[from] != 0) {
        ++from;
        continue;
      }
      Item item;
      item.begin = from;
      item.end = from + length[from];
      item.names = std::move(spans[from].names);
      item.values = std::move(spans[from].values);
      item.is_corrected = spans[from].is_corrected;
      from = item.end;
      question_.items.push_back(std::move(item));
    }
  }

 private:
  Span look(std::size_t from, std::size_t to) const {
    Span span;
    look_for_names(from, to, span);
    look_for_values(from, to, span);
    return span;
  }

  void look_for_names(std::size_t from, std::size_t to, Span& span) const {
    const auto& tokens = question_.tokens;
    if (to - from > 5) return;
    std::vector<std::string> stems;
    bool has_inner_function = false;
    for (std::size_t i = from; i < to; ++i) {
      const auto& token = tokens[i];
      if (token.is_quoted) return;
      if (token.number && token.is_digits) return;
      if (is_function_word(token.lower)) {
        // "date of birth", but never "name and age" nor "of birth".
        const bool may_stand_inside = token.lower == "of" || token.lower == "the" ||
                                      token.lower == "in" || token.lower == "per" ||
                                      token.lower == "to";
        if (!may_stand_inside || i == from || i + 1 == to) return;
        has_inner_function = true;
        if (token.lower == "of" || token.lower == "the") continue;
      }
      stems.push_back(token.stem);
    }
    if (stems.empty()) return;
    // "enzymes located at": a participle behind a noun is no part of a name.
    if (stems.size() > 1 && to - from > 1 && tokens[to - 1].lower.ends_with("ed")) {
      if (!schema_.knows(tokens[to - 1].stem)) return;
    }
    auto hits = schema_.find(stems);
    if (hits.empty() && stems.size() == 2 &&
        (stems[1] == "type" || stems[1] == "kind" || stems[1] == "name" || stems[1] == "valu" ||
         stems[1] == "code" || stems[1] == "categori")) {
      // "affiliation types" for a column "affiliation".
      hits = schema_.find({stems[0]});
      std::erase_if(
          hits, [](const SchemaHit& hit) { return hit.element.column < 0 || hit.quality < 0.9; });
      for (auto& hit : hits) hit.quality *= 0.8;
    }
    if (hits.empty() && stems.size() == 1 && !is_noise_word(tokens[from].lower) &&
        !is_capitalised(tokens[from]) && !degree(tokens[from].lower) && !tokens[from].number) {
      const std::string mended = schema_.corrected(stems[0]);
      if (!mended.empty()) {
        hits = schema_.find({mended});
        for (auto& hit : hits) hit.quality *= 0.8;
        span.is_corrected = true;
      }
    }
    const double least = has_inner_function ? 0.99 : stems.size() > 1 ? 0.6 : 0.3;
    std::erase_if(hits, [&](const SchemaHit& hit) { return hit.quality < least; });
    if (hits.empty()) return;
    double quality = hits[0].quality;
    if (stems.size() == 1 && is_noise_word(tokens[from].lower)) quality *= 0.3;
    span.weight =
        quality * static_cast<double>(stems.size()) + 0.12 * static_cast<double>(to - from - 1);
    span.names = std::move(hits);
  }

  void look_for_values(std::size_t from, std::size_t to, Span& span) const {
    const auto& tokens = question_.tokens;
    if (to - from > schema_.longest_value()) return;
    std::string normal;
    std::string exact;
    bool is_marked = false;  // Quoted, capitalised inside a sentence, or with digits.
    bool has_content = false;
    for (std::size_t i = from; i < to; ++i) {
      const auto& token = tokens[i];
      if (token.is_quoted && to - from > 1) return;
      if (token.lower == "," || token.lower == "?" || token.lower == ".") {
        if (i == from || i + 1 == to) return;
        continue;
      }
      if (token.lower != "'s") {
        const std::string piece = normal_form(token.text);
        if (!piece.empty()) normal += (normal.empty() ? "" : " ") + piece;
      }
      exact += (exact.empty() ? "" : " ") + token.text;
      is_marked = is_marked || token.is_quoted || (is_capitalised(token) && i > 0);
      has_content = has_content || token.is_quoted || !is_function_word(token.lower);
    }
    if (normal.empty()) return;
    auto hits = schema_.values(normal);
    if (hits.empty() && to - from == 1 && normal.size() > 4 && normal.back() == 's') {
      hits = schema_.values(normal.substr(0, normal.size() - 1));
      for (auto& hit : hits) hit.quality = 0.85;
    }
    if (hits.empty()) return;
    const auto& first = tokens[from];
    if (!has_content && !is_marked) return;
    if (to - from == 1 && !is_marked) {
      if (is_function_word(first.lower) || is_noise_word(first.lower)) return;
      if (first.number && !first.is_digits) return;
      if (normal.size() < 2 && !first.is_digits) return;
    }
    for (auto& hit : hits) {
      if (hit.text != exact) hit.quality -= fold(hit.text) == fold(exact) ? 0.05 : 0.1;
    }
    std::stable_sort(hits.begin(), hits.end(), [](const StoredValue& a, const StoredValue& b) {
      return a.quality > b.quality;
    });
    const auto words = static_cast<double>(to - from);
    double weight = is_marked || first.is_quoted ? 1.1 : first.number ? 0.6 : 0.7;
    if (to - from > 1) weight = std::max(weight, 0.95);
    weight = weight * words + 0.15 * (words - 1);
    if (span.weight > 0 && weight < span.weight && to - from == 1 && !is_marked) {
      // A schema word first of all; the value stays as its other reading.
      for (auto& hit : hits) hit.quality *= 0.5;
    }
    span.weight = std::max(span.weight, weight);
    span.values = std::move(hits);
  }

  const SchemaIndex& schema_;
  Question& question_;
};

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
  for (const auto& phrase : find_buckets(text)) {
    // "each year" is a name when the schema has a column for it.
    if (auto* item = claim(phrase.begin, phrase.end)) item->bucket = phrase.granularity;
  }
  for (const auto& phrase : find_dates(text, today)) {
    if (!phrase.is_certain) continue;
    if (auto* item = claim(phrase.begin, phrase.end)) item->date = phrase;
  }
  Cutter(schema, question).cut(fixed);
  for (auto& item : dated) question.items.push_back(std::move(item));
  std::sort(question.items.begin(), question.items.end(),
            [](const Item& a, const Item& b) { return a.begin < b.begin; });
  for (auto& item : question.items) {
    for (std::size_t i = item.begin; i < item.end; ++i) {
      item.lower += (i > item.begin ? " " : "") + question.tokens[i].lower;
    }
    if (item.end - item.begin == 1) {
      item.number = question.tokens[item.begin].number;
      item.is_ordinal = question.tokens[item.begin].is_ordinal;
      item.is_quoted = question.tokens[item.begin].is_quoted;
    }
  }
  return question;
}

}  // namespace askdb::linguist
