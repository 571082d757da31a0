#pragma once

/// What the data is: the schema of every datasource, enriched by overlays, cached, linked to a
/// question and rendered for a prompt.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "catalog/overlay.hpp"
#include "datasource/manager.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// One datasource's catalogue at one moment.
struct CatalogEntry {
  std::shared_ptr<const Database> database;  ///< Introspected, with overlays merged over it.
  std::shared_ptr<const Guard> guard;        ///< Resolves names against `database`.
  std::vector<ColumnValues> values;  ///< Distinct text values, for finding them in questions.
};

class Catalog {
 public:
  /// `cache_folder` may be empty: then nothing is cached in files. Outlived by `datasources`.
  Catalog(const DatasourceManager& datasources, Overlays overlays,
          std::filesystem::path cache_folder);

  /// The catalogue of one datasource: from memory, else from the cache file when the database's
  /// schema fingerprint still matches, else introspected. Concurrent callers share one load.
  /// Fails with kInput for an unknown name, or as the datasource fails.
  Task<Result<std::shared_ptr<const CatalogEntry>>> entry(std::string name);

  /// Introspects again, whatever the caches say. Empty `name`: all datasources.
  Task<Result<Done>> refresh(std::string name);

  const Overlays& overlays() const { return overlays_; }

 private:
  const DatasourceManager& datasources_;
  Overlays overlays_;
  std::filesystem::path cache_folder_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const CatalogEntry>> entries_;  // Guarded by mutex_.
};

}  // namespace askdb
