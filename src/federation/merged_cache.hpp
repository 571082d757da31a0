#pragma once

/// Merged databases and their guards, kept for the next question over the same ones.

#include <list>
#include <memory>
#include <mutex>
#include <vector>

#include "federation/merged.hpp"
#include "sql/guard.hpp"

namespace askdb::federation {

struct MergedEntry {
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  Merged merged;
  std::shared_ptr<const Guard> guard;  ///< DuckDB's, over `merged`.
};

/// Thread-safe.
class MergedCache {
 public:
  /// For exactly these entries, in this order. Blocks while it is made.
  std::shared_ptr<const MergedEntry> of(
      const std::vector<std::shared_ptr<const CatalogEntry>>& entries);

 private:
  std::mutex mutex_;
  std::list<std::shared_ptr<const MergedEntry>> known_;  // Guarded by mutex_; last used first.
};

}  // namespace askdb::federation
