#pragma once

/// The insides of LinkIndex.
///
/// Elements are the tables, numbered as in the database, followed by all columns. Each word of an
/// element's name, comment and of a short column's values leads, by its singular form, its stem and
/// its written-out meaning, to postings. A question word finds postings by one hash look-up per
/// form; only words that find none are compared with the vocabulary for typos. Whole values are
/// found by the hash of their normal form, so that millions of them cost little.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/link.hpp"
#include "catalog/words.hpp"

namespace askdb {

namespace catalog {

enum class Source : std::uint8_t { kName, kComment, kValueWord };

struct Posting {
  std::uint32_t element = 0;
  std::uint32_t value = 0;  ///< kValueWord: index into `Parts::values`.
  float share = 1;          ///< Of the name's (or value's) weight that this word makes up.
  float quality = 1;        ///< Below 1 when the schema's word was written out or stemmed.
  Source source = Source::kName;
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
  std::string text;
};

/// Folded, with every run of other characters than letters and digits as one blank.
std::string normal_form(std::string_view text);
std::uint64_t hash_of(std::string_view text);
std::uint32_t letters_of(std::string_view text);
/// Words such as "id", "name" and "date", which nearly every table has: they weigh less.
bool is_generic_word(std::string_view singular);

}  // namespace catalog

struct LinkIndex::Parts {
  std::shared_ptr<const Database> database;
  std::size_t tables = 0;
  std::vector<std::uint32_t> table_of;      ///< By element.
  std::vector<std::uint32_t> first_column;  ///< By table: its first column's element.
  std::unordered_map<std::string, std::vector<catalog::Posting>> postings;
  std::vector<catalog::Spelling> vocabulary;
  std::string texts;
  std::vector<catalog::StoredValue> values;
  std::vector<catalog::HashedValue> hashes;            ///< Sorted by hash.
  std::vector<std::vector<std::uint32_t>> neighbours;  ///< By table, over foreign keys both ways.

  std::string_view value_text(std::uint32_t value) const {
    return std::string_view(texts).substr(values[value].offset, values[value].size);
  }
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
