#pragma once

/// Finds stored values in a question: "customers in new york" names `city = 'New York'`.
///
/// Built once per database from its distinct values, then immutable: any number of questions may
/// use one. Two million values take some 250 MB; a look-up well under a millisecond.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "linguist/linguist.hpp"
#include "linguist/spelling.hpp"
#include "linguist/string_table.hpp"
#include "linguist/value_words.hpp"

namespace askdb::linguist {

/// How a stored value was met, best first.
enum class HitQuality {
  kExact,      ///< The same bytes.
  kFolded,     ///< The same but for case, accents, blanks and punctuation.
  kInflected,  ///< But for a possessive or plural ending.
  kTypo,       ///< But for one or two misspelt letters.
  kPartial,    ///< Some whole words of a longer value: "Microsoft" of "Microsoft Corporation".
};

struct ValueHit {
  /// Bytes of the question, quotes included.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// Texts live as long as the index.
  std::string_view schema;
  std::string_view table;
  std::string_view column;
  std::string_view text;   ///< As stored; for kPartial the shortest one.
  std::size_t source = 0;  ///< Index of the column among the `KnownValues` given.
  HitQuality quality = HitQuality::kExact;
  bool is_quoted = false;
  /// Lower-case, unquoted and only of everyday or schema words: more likely no value.
  bool is_weak = false;
  /// Values of this column that match these words; above 1 for kPartial or values that differ
  /// only in case.
  std::size_t matches = 1;
};

class ValueIndex {
 public:
  /// `is_common` says of a lower-case word whether it is an everyday word; words of the table and
  /// column names in `values` count as common anyway.
  explicit ValueIndex(const std::vector<KnownValues>& values,
                      std::function<bool(std::string_view)> is_common = {});

  /// The longest hits at every place, in the order of the question; hits of one place best first,
  /// one per column. A hit inside a longer one is left out unless the longer one is kTypo or
  /// kPartial. At most 400 hits.
  std::vector<ValueHit> find(std::string_view question) const;

  std::size_t size() const { return entries_.size(); }

 private:
  class Search;
  struct Source {
    std::string schema;
    std::string table;
    std::string column;
  };
  /// One stored value of one column.
  struct Entry {
    std::uint32_t source = 0;
    std::uint32_t text = 0;  ///< Into `texts_`.
  };
  void add_names(const KnownValues& known);
  void list_entries(std::vector<std::uint32_t> form_of_entry);
  void list_words();
  bool is_common_word(const std::string& word) const;

  std::vector<Source> sources_;
  StringTable texts_;                        ///< Values as stored.
  StringTable forms_;                        ///< Their normal forms.
  StringTable words_;                        ///< The words of the forms.
  StringTable names_;                        ///< Words of table and column names.
  std::vector<Entry> entries_;               ///< Grouped by form.
  std::vector<std::uint32_t> entry_starts_;  ///< By form, into `entries_`.
  std::vector<std::uint32_t> forms_by_word_;
  std::vector<std::uint32_t> word_starts_;  ///< By word, into `forms_by_word_`.
  std::size_t longest_ = 0;                 ///< Words in the longest form.
  std::function<bool(std::string_view)> is_common_;
  SpellingIndex spelling_;
};

}  // namespace askdb::linguist
