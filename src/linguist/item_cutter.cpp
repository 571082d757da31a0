#include "linguist/item_cutter.hpp"

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
      if (!schema_.has_word(tokens[to - 1].lower)) return;
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
      const std::string mended = schema_.corrected(tokens[from].lower);
      if (!mended.empty()) {
        hits = schema_.find({mended});
        for (auto& hit : hits) hit.quality *= 0.8;
        span.is_corrected = true;
      }
    }
    if (stems.size() == 2 && !has_inner_function && (hits.empty() || hits[0].quality < 0.75)) {
      add_common_columns(stems, hits);
    }
    if (has_inner_function) drop_of_tables(from, to, stems, hits);
    const double least = has_inner_function ? 0.99 : stems.size() > 1 ? 0.6 : 0.3;
    std::erase_if(hits, [&](const SchemaHit& hit) { return hit.quality < least; });
    if (hits.empty()) return;
    double quality = hits[0].quality;
    if (stems.size() == 1 && is_noise_word(tokens[from].lower)) quality *= 0.3;
    span.weight =
        quality * static_cast<double>(stems.size()) + 0.12 * static_cast<double>(to - from - 1);
    span.names = std::move(hits);
  }

  /// "zip code" for zip_postcode: both words point to one column, if only partly.
  void add_common_columns(const std::vector<std::string>& stems,
                          std::vector<SchemaHit>& hits) const {
    const auto first = schema_.find({stems[0]});
    const auto second = schema_.find({stems[1]});
    for (const auto& a : first) {
      if (a.element.column < 0 || a.quality > 0.9) continue;
      for (const auto& b : second) {
        if (a.element != b.element || b.quality > 0.9) continue;
        const double quality = std::min(0.92, a.quality + 0.6 * b.quality);
        const auto same = std::find_if(hits.begin(), hits.end(), [&](const SchemaHit& hit) {
          return hit.element == a.element;
        });
        if (same != hits.end()) {
          same->quality = std::max(same->quality, quality);
        } else {
          hits.push_back({a.element, quality});
        }
      }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const SchemaHit& a, const SchemaHit& b) { return a.quality > b.quality; });
  }

  /// "female students" where the column holds F, "women" where it holds Female.
  void add_gender(const std::string& word, std::vector<StoredValue>& hits) const {
    std::string_view codes;
    if (word == "female" || word == "females" || word == "woman" || word == "women") {
      codes = "f female w woman";
    } else if (word == "male" || word == "males" || word == "man" || word == "men") {
      codes = "m male man";
    }
    if (codes.empty()) return;
    for (const auto code : split(codes, ' ')) {
      for (auto hit : schema_.values(code)) {
        const auto& words = schema_.column(hit.column).words;
        const bool is_gender = std::find(words.begin(), words.end(), "gender") != words.end() ||
                               std::find(words.begin(), words.end(), "sex") != words.end();
        const bool is_known = std::any_of(hits.begin(), hits.end(), [&](const StoredValue& known) {
          return known.column == hit.column;
        });
        if (is_gender && !is_known) hits.push_back(hit);
      }
    }
  }

  /// "number of invoices" counts invoices though there is an invoice_number; "types of the
  /// characteristics" names a table too. Only names that contain the "of" keep it.
  void drop_of_tables(std::size_t from, std::size_t to, const std::vector<std::string>& stems,
                      std::vector<SchemaHit>& hits) const {
    std::size_t of = from;
    while (of < to && question_.tokens[of].lower != "of") ++of;
    if (of == to) return;
    std::vector<std::string> tail;
    for (std::size_t i = of + 1; i < to; ++i) {
      if (!is_function_word(question_.tokens[i].lower)) tail.push_back(question_.tokens[i].stem);
    }
    const auto tables = schema_.find(tail);
    const bool is_table = std::any_of(tables.begin(), tables.end(), [](const SchemaHit& hit) {
      return hit.element.column < 0 && hit.quality >= 0.95;
    });
    std::erase_if(hits, [&](const SchemaHit& hit) {
      if (hit.element.column < 0) return false;
      const auto& words = schema_.column(hit.element).words;
      if (words.front() == stems.front()) return false;  // num_of_staff, date_of_birth.
      return is_table || stems.front() == "number";
    });
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
    if (to - from == 1) add_gender(normal, hits);
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

void cut_items(const SchemaIndex& schema, const std::vector<char>& fixed, Question& question) {
  Cutter(schema, question).cut(fixed);
}

}  // namespace askdb::linguist
