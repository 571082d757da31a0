#include "federation/merged_cache.hpp"

#include <algorithm>

namespace askdb::federation {
namespace {

constexpr std::size_t kMaxKept = 16;

}  // namespace

std::shared_ptr<const MergedEntry> MergedCache::of(
    const std::vector<std::shared_ptr<const CatalogEntry>>& entries) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(known_.begin(), known_.end(),
                                    [&](const auto& one) { return one->entries == entries; });
    if (found != known_.end()) {
      known_.splice(known_.begin(), known_, found);
      return known_.front();
    }
  }
  auto made = std::make_shared<MergedEntry>();
  made->entries = entries;
  made->merged = merge(entries);
  made->guard = make_duckdb_guard(made->merged.database);
  const std::lock_guard lock(mutex_);
  known_.push_front(made);
  if (known_.size() > kMaxKept) known_.pop_back();
  return made;
}

}  // namespace askdb::federation
