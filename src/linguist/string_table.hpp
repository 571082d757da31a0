#pragma once

/// Many short texts, each kept once in one block of memory and known by a number.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::linguist {

class StringTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// The number of `text`, which is added when it is new. Numbers count up from 0.
  std::uint32_t add(std::string_view text);
  /// The number of `text`, or `kNone`.
  std::uint32_t find(std::string_view text) const;
  /// Valid until the next `add`.
  std::string_view text(std::uint32_t id) const {
    return std::string_view(bytes_).substr(starts_[id], starts_[id + 1] - starts_[id]);
  }
  std::size_t size() const { return starts_.size() - 1; }

 private:
  std::size_t slot_of(std::string_view text) const;
  void grow();

  std::string bytes_;
  std::vector<std::uint64_t> starts_{0};
  std::vector<std::uint32_t> slots_;  ///< Open addressing; a power of two, at most half full.
};

}  // namespace askdb::linguist
