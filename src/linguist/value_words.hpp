#pragma once

/// How stored values and questions are cut into comparable words.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::linguist {

/// A run of letters and digits: lower case, accents and apostrophes removed ("O'Hára" is "ohara").
struct ValueWord {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_capitalised = false;
  bool is_possessive = false;  ///< Ends in "'s", whose s is part of `text`.
};

/// Linear. At most `max_words` words; more are dropped.
std::vector<ValueWord> value_words(std::string_view text, std::size_t max_words = 512);

/// The words joined by one blank: the form in which stored values and questions meet.
std::string value_form(std::string_view text);

/// Something between quotes, any style; apostrophes inside words are no quotes.
struct QuotedSpan {
  std::size_t begin = 0;  ///< The opening quote.
  std::size_t end = 0;    ///< Behind the closing quote.
  std::size_t inner_begin = 0;
  std::size_t inner_end = 0;
};
std::vector<QuotedSpan> quoted_spans(std::string_view text);

}  // namespace askdb::linguist
