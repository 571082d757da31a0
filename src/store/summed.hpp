#pragma once

/// An update's lists with one entry per key.

#include <algorithm>
#include <utility>
#include <vector>

#include "store/store.hpp"

namespace askdb::store {

/// Entries of the same stage and model added up, in the order of their first.
std::vector<TokenRecord> summed(const std::vector<TokenRecord>& records);

/// Adds `more`, of the same stage and model, to `sum`.
void add_to(TokenRecord& sum, const TokenRecord& more);

/// Of entries with the same key, the last one; by key.
template <class T, class Key>
std::vector<T> last_of_each(std::vector<T> entries, Key T::*key) {
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const T& a, const T& b) { return a.*key < b.*key; });
  std::vector<T> kept;
  for (auto& entry : entries) {
    if (!kept.empty() && kept.back().*key == entry.*key) kept.pop_back();
    kept.push_back(std::move(entry));
  }
  return kept;
}

}  // namespace askdb::store
