#include "catalog/link_piece.hpp"

#include <algorithm>

#include "catalog/subject_area.hpp"

namespace askdb::catalog {

namespace {

/// Columns with at most this many distinct values have their values' single words indexed.
constexpr std::size_t kMaxValuesByWord = 200;
constexpr std::size_t kMaxValueBytes = 64;
constexpr std::size_t kMaxCommentWords = 40;

constexpr float kStemmed = 0.9F;
constexpr float kWrittenOut = 0.855F;

}  // namespace

std::string normal_form(std::string_view text) {
  std::string out;
  for (const char raw : folded(text)) {
    const auto byte = static_cast<unsigned char>(raw);
    const bool is_part =
        (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
    if (is_part) {
      out += raw;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_generic_word(std::string_view singular) {
  static constexpr std::string_view kWords[] = {
      "id",   "name", "code",  "date", "type",  "key", "no",     "number",
      "data", "info", "value", "time", "table", "tbl", "record", "detail"};
  return std::find(std::begin(kWords), std::end(kWords), singular) != std::end(kWords);
}

void Piece::add_tables(std::uint32_t first, std::uint32_t last) {
  const auto tables = static_cast<std::uint32_t>(input_.database->tables.size());
  for (std::uint32_t index = first; index < last; ++index) {
    const Table& table = input_.database->tables[index];
    add_name(index, table.name);
    add_comment(index, table.comment);
    if (table.schema != input_.database->default_schema) add_area(index, table.schema);
    for (const auto& area : *input_.areas) {
      if (has_table(area, table)) add_area(index, area.name);
    }
    std::uint32_t element = (*input_.first_column)[index];
    for (const auto& column : table.columns) {
      add_name(element, column.name);
      add_comment(element, column.comment);
      if (const auto* known = (*input_.values)[element - tables]) add_values(element, *known);
      ++element;
    }
  }
  std::sort(hashes.begin(), hashes.end(), [](const auto& a, const auto& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.value < b.value;
  });
  forms_.clear();
}

const Piece::Forms& Piece::forms_of(const Word& word) {
  const auto known = forms_.find(word.text);
  if (known != forms_.end()) return known->second;
  Forms forms;
  forms.is_generic = is_generic_word(word.singular);
  forms.singular = terms.add(word.singular);
  forms.terms.emplace_back(forms.singular, Fraction(1));
  if (word.text != word.singular) forms.terms.emplace_back(terms.add(word.text), Fraction(1));
  forms.terms.emplace_back(terms.add("~" + stem_of(word.text)), Fraction(kStemmed));
  for (const auto& meaning : meanings_of(word.singular)) {
    forms.terms.emplace_back(terms.add(meaning), Fraction(kWrittenOut));
  }
  return forms_.emplace(word.text, std::move(forms)).first->second;
}

void Piece::add_name(std::uint32_t element, const std::string& name) {
  const auto words = identifier_words_without_stems(name);
  float total = 0;
  const auto weight_of = [](const Forms& forms) { return forms.is_generic ? 0.4F : 1.0F; };
  for (const auto& word : words) total += weight_of(forms_of(word));
  std::string joined;
  for (const auto& word : words) {
    const Forms& forms = forms_of(word);
    const Fraction share(weight_of(forms) / total);
    for (const auto& [term, quality] : forms.terms) {
      postings.push_back({term, {element, share, quality, Source::kName}});
    }
    joined += word.text;
  }
  if (words.size() > 1 && joined.size() <= 64) {
    postings.push_back({terms.add(joined), {element, Fraction(1), Fraction(1), Source::kName}});
  }
}

void Piece::add_area(std::uint32_t element, const std::string& name) {
  for (const auto& word : identifier_words_without_stems(name)) {
    if (word.text.size() < 3 || is_function_word(word.text)) continue;
    for (const auto& [term, quality] : forms_of(word).terms) {
      postings.push_back({term, {element, Fraction(0), quality, Source::kArea}});
    }
  }
}

void Piece::add_comment(std::uint32_t element, const std::string& comment) {
  std::size_t count = 0;
  for (const auto& word : text_words_without_stems(std::string_view(comment).substr(0, 600))) {
    if (word.text.size() < 3 || is_function_word(word.text)) continue;
    if (++count > kMaxCommentWords) break;
    postings.push_back(
        {terms.add(word.singular), {element, Fraction(0), Fraction(1), Source::kComment}});
  }
}

void Piece::add_values(std::uint32_t element, const std::vector<std::string>& column) {
  const bool by_word = column.size() <= kMaxValuesByWord;
  for (const auto& value : column) {
    if (value.empty() || value.size() > kMaxValueBytes) continue;
    const std::string normal = normal_form(value);
    if (normal.empty()) continue;
    const auto index = static_cast<std::uint32_t>(values.size());
    values.push_back({element, static_cast<std::uint32_t>(texts.size()),
                      static_cast<std::uint32_t>(value.size())});
    texts += value;
    hashes.push_back({hash_of(normal), index});
    if (!by_word) continue;
    const auto words = text_words_without_stems(normal);
    const Fraction share(1.0F / static_cast<float>(words.size()));
    for (const auto& word : words) {
      if (word.text.size() < 3 || is_function_word(word.text)) continue;
      value_postings.push_back({terms.add(word.singular), {index, share}});
      if (word.text != word.singular) {
        value_postings.push_back({terms.add(word.text), {index, share}});
      }
    }
  }
}

}  // namespace askdb::catalog
