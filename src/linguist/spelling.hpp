#pragma once

/// Finds the words of a table that a misspelt word may stand for.

#include <cstdint>
#include <string_view>
#include <vector>

#include "linguist/string_table.hpp"

namespace askdb::linguist {

/// Words are listed twice, by their first two and by their last two bytes: a typo seldom hits both
/// ends. Twelve bytes a word; a look-up compares some hundred words of like length and letters.
class SpellingIndex {
 public:
  SpellingIndex() = default;
  explicit SpellingIndex(const StringTable& words);

  /// Words of `words` (the table the index was built from) within a Damerau-Levenshtein distance of
  /// 1 (from 5 letters) or 2 (from 9), nearest first, at most `limit`; none for shorter words and
  /// for words with digits.
  std::vector<std::uint32_t> near(const StringTable& words, std::string_view word,
                                  std::size_t limit) const;

 private:
  struct Listed {
    std::uint32_t word = 0;
    std::uint32_t letters = 0;  ///< One bit for each letter that occurs.
  };
  struct Ends {
    std::vector<std::uint32_t> starts;  ///< By end and length; into `listed`.
    std::vector<Listed> listed;
  };
  static Ends list(const StringTable& words, bool by_tail);

  Ends by_head_;
  Ends by_tail_;
};

}  // namespace askdb::linguist
