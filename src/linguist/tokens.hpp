#pragma once

/// A question as words: byte positions, quotes, numbers, stems.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::linguist {

struct Token {
  std::string text;       ///< As written, without its quotes.
  std::string lower;      ///< Lower case, accents folded.
  std::string stem;       ///< The key under which words meet: "countries" and "country" share one.
  std::size_t begin = 0;  ///< Bytes of the question, quotes included.
  std::size_t end = 0;
  std::optional<double> number;  ///< "1,000", "1.5k", "three", "20 %".
  bool is_quoted = false;        ///< A whole quoted phrase is one token.
  bool is_ordinal = false;       ///< "third", "3rd".
  bool is_digits = false;        ///< The number was written in digits.
};

/// Words, numbers and sentence marks (, . ? ; each a token of its own), in order. Linear.
std::vector<Token> tokenize(std::string_view question);

/// Lower case with Latin accents removed; other bytes are left alone.
std::string fold(std::string_view text);

/// The stem of one lower-case word, irregular plurals and past forms included.
std::string stem_of(std::string_view lower_word);

/// The stored form of a value as token words joined by one blank: what phrases are compared by.
std::string normal_form(std::string_view text);

}  // namespace askdb::linguist
