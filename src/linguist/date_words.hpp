#pragma once

/// The words of date phrases, English and German, and the runs of letters and digits they are
/// looked up by.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linguist/calendar.hpp"

namespace askdb {

/// A run of letters (with UTF-8 bytes) or of digits, in lower case, German umlauts written out
/// ("nächste" is "naechste").
struct DateToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string word;
  bool is_number = false;
  int number = 0;  ///< Valid when `is_number`; -1 beyond six digits.
  /// The byte before and after, 0 at the ends: "$2010" and "2010%" are no years.
  char before = 0;
  char after = 0;
  bool is_capitalised = false;
  bool is_quoted = false;
};

std::vector<DateToken> date_tokens(std::string_view question);

/// 1..12. `is_plain_word`: also an everyday word or an abbreviation ("may", "march", "mar"), which
/// needs more evidence than the word itself.
struct MonthWord {
  unsigned month = 0;
  bool is_plain_word = false;
};
std::optional<MonthWord> month_word(std::string_view word);

std::optional<Granularity> unit_word(std::string_view word);    ///< "months", "Jahren".
std::optional<Granularity> adverb_word(std::string_view word);  ///< "monthly", "jährlich".
std::optional<int> number_word(std::string_view word);          ///< "three", "a", "zwei".
std::optional<int> ordinal_word(std::string_view word);         ///< "first" is 1, "last" none.
/// Monday 1 … Sunday 7.
std::optional<unsigned> weekday_word(std::string_view word);
/// -1 "last", 0 "this", 1 "next"; `is_rolling`: "past", counted back from today.
struct RelativeWord {
  int offset = 0;
  bool is_rolling = false;
};
std::optional<RelativeWord> relative_word(std::string_view word);

}  // namespace askdb
