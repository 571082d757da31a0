#include "linguist/spelling.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/text.hpp"

namespace askdb::linguist {
namespace {

constexpr std::size_t kMinLength = 5;
constexpr std::size_t kTwoTyposFrom = 9;
constexpr std::size_t kMaxLength = 32;
constexpr std::size_t kEnds = 1024;  // Five bits of each of the two bytes.

bool is_spelt(std::string_view word) {
  if (word.size() < kMinLength - 1 || word.size() >= kMaxLength) return false;
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (char c : word) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
  return letters;
}

/// The list in which a word stands: its end of two bytes, then its length.
std::size_t list_of(std::string_view word, std::size_t length, bool by_tail) {
  const std::size_t at = by_tail ? word.size() - 2 : 0;
  const std::size_t first = static_cast<unsigned char>(word[at]) & 31U;
  const std::size_t second = static_cast<unsigned char>(word[at + 1]) & 31U;
  return (first * 32 + second) * kMaxLength + length;
}

}  // namespace

SpellingIndex::SpellingIndex(const StringTable& words)
    : by_head_(list(words, false)), by_tail_(list(words, true)) {}

SpellingIndex::Ends SpellingIndex::list(const StringTable& words, bool by_tail) {
  Ends ends;
  ends.starts.assign(kEnds * kMaxLength + 1, 0);
  const auto count = static_cast<std::uint32_t>(words.size());
  for (std::uint32_t id = 0; id < count; ++id) {
    const std::string_view word = words.text(id);
    if (is_spelt(word)) ++ends.starts[list_of(word, word.size(), by_tail) + 1];
  }
  for (std::size_t i = 1; i < ends.starts.size(); ++i) ends.starts[i] += ends.starts[i - 1];
  ends.listed.resize(ends.starts.back());
  std::vector<std::uint32_t> next(ends.starts.begin(), ends.starts.end() - 1);
  for (std::uint32_t id = 0; id < count; ++id) {
    const std::string_view word = words.text(id);
    if (is_spelt(word)) {
      ends.listed[next[list_of(word, word.size(), by_tail)]++] = {id, letters_of(word)};
    }
  }
  return ends;
}

std::vector<std::uint32_t> SpellingIndex::near(const StringTable& words, std::string_view word,
                                               std::size_t limit) const {
  const bool is_empty = by_head_.starts.empty();
  if (is_empty || word.size() < kMinLength || !is_spelt(word)) return {};
  const std::size_t allowed = word.size() >= kTwoTyposFrom ? 2 : 1;
  const std::uint32_t letters = letters_of(word);
  std::vector<std::pair<std::size_t, std::uint32_t>> found;  // distance, word
  for (const bool by_tail : {false, true}) {
    const Ends& ends = by_tail ? by_tail_ : by_head_;
    for (std::size_t length = word.size() - allowed;
         length <= std::min(word.size() + allowed, kMaxLength - 1); ++length) {
      const std::size_t place = list_of(word, length, by_tail);
      for (std::uint32_t i = ends.starts[place]; i < ends.starts[place + 1]; ++i) {
        const Listed& listed = ends.listed[i];
        // One edit changes at most two letters of the set.
        if (std::popcount(listed.letters ^ letters) > static_cast<int>(2 * allowed)) continue;
        const std::size_t distance = edit_distance(word, words.text(listed.word), allowed);
        if (distance <= allowed) found.emplace_back(distance, listed.word);
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::uint32_t> ids;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) ids.push_back(found[i].second);
  return ids;
}

}  // namespace askdb::linguist
