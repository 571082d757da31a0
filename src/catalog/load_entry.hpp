#pragma once

/// Loads one datasource's catalogue: from the file, from the database, or in part from each.

#include <filesystem>
#include <memory>
#include <optional>

#include "base/task.hpp"
#include "catalog/catalog.hpp"

namespace askdb::catalog {

/// What to load, and what is at hand. Everything pointed to outlives the load.
struct LoadOrder {
  Datasource* source = nullptr;
  const GuardPolicy* policy = nullptr;  ///< Null: everything may be read.
  const Overlays* overlays = nullptr;
  std::filesystem::path cache_folder;
  BlockingPool* pool = nullptr;  ///< Where indexes are built; null: where the caller runs.
  std::shared_ptr<const CatalogEntry> known;
  bool is_forced = false;  ///< Introspect, whatever the fingerprint says.
};

struct Loaded {
  std::shared_ptr<const CatalogEntry> entry;
  SchemaChanges changes;
  /// The database could not be asked; `entry` is what was last known of it.
  std::optional<Error> failure;
};

Task<Result<Loaded>> load_entry(LoadOrder order);

}  // namespace askdb::catalog
