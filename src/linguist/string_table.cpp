#include "linguist/string_table.hpp"

#include <functional>

namespace askdb::linguist {

std::size_t StringTable::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(text)&mask;
  while (slots_[slot] != kNone && this->text(slots_[slot]) != text) slot = (slot + 1) & mask;
  return slot;
}

void StringTable::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, kNone);
  for (std::uint32_t id = 0; id < size(); ++id) slots_[slot_of(text(id))] = id;
}

std::uint32_t StringTable::add(std::string_view text) {
  if (2 * (size() + 1) > slots_.size()) grow();
  const std::size_t slot = slot_of(text);
  if (slots_[slot] == kNone) {
    slots_[slot] = static_cast<std::uint32_t>(size());
    bytes_.append(text);
    starts_.push_back(bytes_.size());
  }
  return slots_[slot];
}

std::uint32_t StringTable::find(std::string_view text) const {
  return slots_.empty() ? kNone : slots_[slot_of(text)];
}

}  // namespace askdb::linguist
