#pragma once

/// What the data is: the schema of every datasource, enriched by overlays, cached, linked to a
/// question and rendered for a prompt.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "catalog/overlay.hpp"
#include "catalog/schema_changes.hpp"
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
  std::vector<SubjectArea> areas;          ///< Those that concern this datasource.
  std::string scope;  ///< The subject area that it was narrowed to; empty: all tables.
  /// For reading only what changed: when the values were read, and the introspected tables.
  std::chrono::system_clock::time_point values_at;
  bool has_values = false;
  std::shared_ptr<const catalog::TableDigests> digests;
};

class Catalog {
 public:
  /// `cache_folder` may be empty: then nothing is cached in files. Outlived by `datasources`.
  /// `policies`, by datasource: relations that a policy does not allow are left out of the entry,
  /// so that neither their names nor their values reach a prompt. Files are read and indexes built
  /// on `pool`, which outlives the catalogue; without one, where the callers run.
  Catalog(const DatasourceManager& datasources, Overlays overlays,
          std::filesystem::path cache_folder, std::map<std::string, GuardPolicy> policies = {},
          BlockingPool* pool = nullptr);
  ~Catalog();  ///< As `stop`.

  /// Stops loads that are under way and waits for their end (5 s at most), so their event loop has
  /// to run still: whoever owns the loop calls this before it ends. Then nothing is loaded any
  /// more.
  void stop();

  /// The catalogue of one datasource: from memory, else from the cache file when the database's
  /// schema fingerprint still matches, else introspected. Concurrent callers share one load, which
  /// goes on when a caller is cancelled. An entry in memory that was not compared with the
  /// database's fingerprint for half a minute is served and compared in the background; after ten
  /// minutes the caller waits for that. What is known of a database that cannot be reached is
  /// served, see `failure_of`. Fails with kInput for an unknown name, or as the datasource fails.
  Task<Result<std::shared_ptr<const CatalogEntry>>> entry(std::string name);

  /// Why the database could not be reached when it was last asked; empty when it could.
  std::optional<Error> failure_of(const std::string& name);

  /// Introspects again, whatever the caches say, and reads the values of tables that changed. Empty
  /// `name`: all datasources side by side, each with its own outcome. Fails for an unknown name.
  Task<Result<std::vector<SchemaChanges>>> refresh(std::string name);

  const Overlays& overlays() const { return overlays_; }

 private:
  using Entry = std::shared_ptr<const CatalogEntry>;
  struct Slot;

  std::shared_ptr<Slot> slot(const std::string& name);
  Task<Result<Entry>> serve(std::string name, bool is_forced, SchemaChanges* changes);
  Task<void> refresh_one(std::string name, SchemaChanges* changes);
  void start_load(const std::shared_ptr<Slot>& slot, Datasource& source, Entry known,
                  bool is_forced, const asio::any_io_executor& executor);

  const DatasourceManager& datasources_;
  Overlays overlays_;
  std::filesystem::path cache_folder_;
  std::map<std::string, GuardPolicy> policies_;
  BlockingPool* pool_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>> slots_;  // Guarded by mutex_.
};

}  // namespace askdb
