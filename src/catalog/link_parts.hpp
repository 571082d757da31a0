#pragma once

/// The insides of LinkIndex.
///
/// Elements are the tables, numbered as in the database, followed by all columns. Each word of an
/// element's name, comment and of a short column's values leads, by its singular form, its stem and
/// its written-out meaning, to postings, which lie in one array, term after term. A question word
/// finds postings by one hash look-up per form; only words that find none are compared with the
/// vocabulary for typos. Whole values are found by the hash of their normal form, so that millions
/// of them cost little.

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/link.hpp"
#include "catalog/link_terms.hpp"
#include "catalog/words.hpp"

namespace askdb {

namespace catalog {

/// Where a word stands. `kArea`: in the name of the table's schema or of a subject area.
enum class Source : std::uint8_t { kName, kComment, kArea };

/// A fraction in a byte.
class Fraction {
 public:
  Fraction() = default;
  explicit Fraction(float value) : parts_(static_cast<std::uint8_t>(std::lround(value * 255.0F))) {}
  float value() const { return static_cast<float>(parts_) / 255.0F; }

 private:
  std::uint8_t parts_ = 0;
};

struct Posting {
  std::uint32_t element = 0;
  Fraction share;    ///< Of the name's weight that this word makes up.
  Fraction quality;  ///< Below 1 when the schema's word was written out or stemmed.
  Source source = Source::kName;
};

/// A word of a stored value.
struct ValuePosting {
  std::uint32_t value = 0;  ///< Index into `Parts::values`.
  Fraction share;           ///< Of the value's words.
};

struct StoredValue {
  std::uint32_t element = 0;
  std::uint32_t offset = 0;  ///< Into `Parts::texts`.
  std::uint32_t size = 0;
};

struct HashedValue {
  std::uint64_t hash = 0;
  std::uint32_t value = 0;
};

/// One word of the vocabulary, for typos.
struct Spelling {
  std::uint32_t letters = 0;  ///< Bit set of the letters a..z it contains.
  std::uint32_t term = 0;
};

/// Lists of `T`, one after the other in one array.
template <class T>
struct Lists {
  std::vector<std::uint32_t> first;  ///< By list: where it begins; one more at the end.
  std::vector<T> items;

  std::span<const T> of(std::size_t list) const {
    if (list + 1 >= first.size()) return {};
    return std::span(items).subspan(first[list], first[list + 1] - first[list]);
  }
  std::size_t bytes() const {
    return first.capacity() * sizeof(std::uint32_t) + items.capacity() * sizeof(T);
  }
};

/// Folded, with every run of other characters than letters and digits as one blank.
std::string normal_form(std::string_view text);
std::uint32_t letters_of(std::string_view text);
/// Words such as "id", "name" and "date", which nearly every table has: they weigh less.
bool is_generic_word(std::string_view singular);

}  // namespace catalog

struct LinkIndex::Parts {
  std::shared_ptr<const Database> database;
  std::size_t tables = 0;
  std::vector<std::uint32_t> table_of;      ///< By element.
  std::vector<std::uint32_t> first_column;  ///< By table: its first column's element.
  catalog::Terms terms;
  catalog::Lists<catalog::Posting> postings;             ///< By term.
  catalog::Lists<catalog::ValuePosting> value_postings;  ///< By term.
  std::vector<catalog::Spelling> vocabulary;
  std::string texts;
  std::vector<catalog::StoredValue> values;
  std::vector<catalog::HashedValue> hashes;     ///< Sorted by hash.
  catalog::Lists<std::uint32_t> neighbours;     ///< By table, over foreign keys both ways.
  std::vector<std::uint32_t> schema_of;         ///< By table.
  catalog::Lists<std::uint32_t> schema_tables;  ///< By schema.
  std::vector<std::uint32_t> original_of;       ///< By table: the one whose copy it is, or itself.
  std::vector<std::uint8_t> name_words;         ///< By table: words in its name.
  catalog::Lists<std::uint32_t> glued;  ///< By term: terms that are it and another in one piece.

  std::string_view value_text(std::uint32_t value) const {
    return std::string_view(texts).substr(values[value].offset, values[value].size);
  }
  std::size_t bytes() const;
};

namespace catalog {

/// What one question word found: an element, and how well the word fits it.
struct Hit {
  std::uint32_t element = 0;
  float evidence = 0;
  float share = 0;  ///< Part of the element's name that the word covers; 0 for other sources.
};

/// One content word of a question.
struct QuestionWord {
  Word word;
  float weight = 1;
  std::vector<Hit> hits;  ///< At most one per element.
};

struct FoundValue {
  std::uint32_t value = 0;
  std::size_t first_word = 0;  ///< Content words it spans, as indexes into `Evidence::words`.
  std::size_t last_word = 0;
};

/// One word of a value of several words.
struct PartOfValue {
  std::uint32_t value = 0;
  std::size_t word = 0;
  float share = 0;
};

struct Evidence {
  std::vector<QuestionWord> words;
  std::vector<FoundValue> values;
  std::vector<PartOfValue> parts;
};

/// What the question's words find in the index.
Evidence gather(const LinkIndex::Parts& parts, std::string_view question);

}  // namespace catalog

}  // namespace askdb
