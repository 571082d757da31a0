#pragma once

/// One look-up of `ValueIndex`; include only from its sources.

#include <string>
#include <string_view>
#include <vector>

#include "linguist/value_index.hpp"

namespace askdb::linguist {

/// Walks the question's words: quoted spans first, as wholes; then the longest window of words at
/// each place that is a stored value, with endings and typos undone; then, for words that nothing
/// explains, values that contain them.
class ValueIndex::Search {
 public:
  Search(const ValueIndex& index, std::string_view question);
  std::vector<ValueHit> run();

 private:
  /// One way to read a word, and what had to be undone for it.
  struct Reading {
    std::string text;
    HitQuality quality = HitQuality::kFolded;
  };
  struct Window {
    std::size_t first = 0;
    std::size_t count = 0;
    bool is_quoted = false;
    std::size_t begin = 0;  ///< Bytes of the question.
    std::size_t end = 0;
  };

  void search_quoted();
  void search_windows();
  void search_parts();
  /// Tries a window in all readings of its words; true when something was found.
  bool try_window(const Window& window);
  bool add_form(const Window& window, std::uint32_t form, HitQuality quality);
  bool add_containing(const Window& window);
  void add_hit(ValueHit hit) { hits_.push_back(hit); }
  std::vector<Reading> make_readings(const ValueWord& word) const;
  bool is_weak(const Window& window) const;
  Window window_of(std::size_t first, std::size_t count) const;
  void drop_inner_hits();

  const ValueIndex& index_;
  std::string_view question_;
  std::vector<ValueWord> words_;
  std::vector<std::vector<Reading>> readings_;  ///< By word; none for words no value holds.
  std::vector<bool> is_taken_;                  ///< By a quotation, or by a good hit.
  std::vector<bool> is_quoted_;
  std::vector<ValueHit> hits_;
  std::size_t forms_left_;  ///< Budget of values looked at for parts.
};

}  // namespace askdb::linguist
