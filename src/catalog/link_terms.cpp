#include "catalog/link_terms.hpp"

namespace askdb::catalog {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  return hash;
}

std::uint32_t Terms::add(std::string_view text) {
  if ((ends_.size() + 1) * 2 > slots_.size()) grow();
  std::uint32_t& slot = slots_[slot_of(text)];
  if (slot != kNone) return slot;
  slot = static_cast<std::uint32_t>(ends_.size());
  texts_ += text;
  ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
  return slot;
}

std::uint32_t Terms::find(std::string_view text) const {
  return slots_.empty() ? kNone : slots_[slot_of(text)];
}

std::string_view Terms::text(std::uint32_t term) const {
  const std::uint32_t from = term == 0 ? 0 : ends_[term - 1];
  return std::string_view(texts_).substr(from, ends_[term] - from);
}

std::size_t Terms::bytes() const {
  return texts_.capacity() + (ends_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
}

void Terms::shrink() {
  texts_.shrink_to_fit();
  ends_.shrink_to_fit();
}

std::size_t Terms::slot_of(std::string_view wanted) const {
  const std::size_t mask = slots_.size() - 1;
  // The low bits of FNV-1a are good; the high ones make up for short words.
  const auto hash = hash_of(wanted);
  std::size_t slot = (hash ^ (hash >> 32U)) & mask;
  while (slots_[slot] != kNone && text(slots_[slot]) != wanted) slot = (slot + 1) & mask;
  return slot;
}

void Terms::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, kNone);
  for (std::uint32_t term = 0; term < ends_.size(); ++term) {
    slots_[slot_of(text(term))] = term;
  }
}

}  // namespace askdb::catalog
