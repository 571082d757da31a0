#pragma once

/// Words in identifiers and questions, brought to a form in which they can be compared.

#include <string>
#include <string_view>
#include <vector>

namespace askdb::catalog {

/// One word of a text.
struct Word {
  std::string text;        ///< Lower case, accents stripped: "strasse", "zoe".
  std::string singular;    ///< "customers" -> "customer".
  std::string stem;        ///< Snowball: "opened", "opening" -> "open".
  std::size_t offset = 0;  ///< Byte offset in the text.
  std::size_t size = 0;    ///< Bytes in the text.
};

/// Lower case without accents (Latin letters up to U+017F; ß becomes ss).
std::string folded(std::string_view text);

/// "addresses" -> "address", "people" -> "person", "status" -> "status".
std::string singular(std::string_view word);
std::string stem_of(const std::string& word);

/// "CustomerID", "customer_id2" -> customer, id; customer, id, 2.
std::vector<Word> identifier_words(std::string_view name);
/// The same with empty stems, which are most of the cost.
std::vector<Word> identifier_words_without_stems(std::string_view name);

/// Runs of letters and digits. Identifiers in a question ("loan_type") become several words.
std::vector<Word> text_words(std::string_view text);
/// The same with empty stems, which are most of the cost.
std::vector<Word> text_words_without_stems(std::string_view text);

/// Words that say nothing about a schema: "the", "how", "show", "wie".
bool is_function_word(std::string_view folded_word);

/// What else a word may mean in a schema: abbreviations written out ("qty": quantity), common
/// business synonyms ("client": customer) and the German for them ("kunde": customer), in singular.
/// Empty for most words.
const std::vector<std::string>& meanings_of(const std::string& singular_word);

}  // namespace askdb::catalog
