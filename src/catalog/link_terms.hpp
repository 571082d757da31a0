#pragma once

/// Words by number, for an index of many of them.
///
/// All texts lie in one string and the hash table holds numbers only: about 20 bytes per word
/// beside its letters, where a map of strings takes 100.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::catalog {

std::uint64_t hash_of(std::string_view text);

class Terms {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  /// The number of `text`, which it gets now if it has none. Numbers count up from 0.
  std::uint32_t add(std::string_view text);
  /// `kNone` when it was never added.
  std::uint32_t find(std::string_view text) const;
  std::string_view text(std::uint32_t term) const;
  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const;
  /// Gives back what growing left over.
  void shrink();

 private:
  /// Where `text` is or would be.
  std::size_t slot_of(std::string_view text) const;
  void grow();

  std::string texts_;
  std::vector<std::uint32_t> ends_;   // By term: end of its text.
  std::vector<std::uint32_t> slots_;  // A power of two; kNone: free. Never more than half full.
};

}  // namespace askdb::catalog
