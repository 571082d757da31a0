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

class LinkIndex;

/// One datasource's catalogue at one moment.
struct CatalogEntry {
  std::shared_ptr<const Database> database;  ///< Introspected, with overlays merged over it.
  std::shared_ptr<const Guard> guard;        ///< Resolves names against `database`.
  std::vector<ColumnValues> values;        ///< Distinct text values, for finding them in questions.
  std::shared_ptr<const LinkIndex> links;  ///< Over `database` and `values`; never null.
};

class Catalog {
 public:
  /// `cache_folder` may be empty: then nothing is cached in files. Outlived by `datasources`.
  /// `policies`, by datasource: relations that a policy does not allow are left out of the entry,
  /// so that neither their names nor their values reach a prompt.
  Catalog(const DatasourceManager& datasources, Overlays overlays,
          std::filesystem::path cache_folder, std::map<std::string, GuardPolicy> policies = {});
  ~Catalog();

  /// The catalogue of one datasource: from memory, else from the cache file when the database's
  /// schema fingerprint still matches, else introspected. Concurrent callers share one load. An
  /// entry in memory is compared with the database's fingerprint again every half minute.
  /// Fails with kInput for an unknown name, or as the datasource fails. Cancelling one caller
  /// leaves the others served.
  Task<Result<std::shared_ptr<const CatalogEntry>>> entry(std::string name);

  /// Introspects again, whatever the caches say. Empty `name`: all datasources.
  Task<Result<Done>> refresh(std::string name);

  const Overlays& overlays() const { return overlays_; }

 private:
  using Entry = std::shared_ptr<const CatalogEntry>;
  struct Slot;

  std::shared_ptr<Slot> slot(const std::string& name);
  Task<Result<Entry>> serve(std::string name, bool is_forced);
  Task<Result<Entry>> load(Datasource& source, Entry known, bool is_forced);

  const DatasourceManager& datasources_;
  Overlays overlays_;
  std::filesystem::path cache_folder_;
  std::map<std::string, GuardPolicy> policies_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>> slots_;  // Guarded by mutex_.
};

}  // namespace askdb
