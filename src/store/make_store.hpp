#pragma once

/// The one place that knows which stores there are.

#include <filesystem>
#include <memory>
#include <string>

#include "store/store.hpp"

namespace askdb {

struct StoreSettings {
  /// "": the file `askdb.sqlite` in `folder`. "memory:". "sqlite:///path" or a file's path.
  /// "postgresql://user@host/database" (secret: may hold a password).
  std::string url;
  /// Made when missing, readable by its owner only.
  std::filesystem::path folder;
  std::size_t max_connections = 5;  ///< To PostgreSQL.
};

/// Touches neither disk nor network: `Store::open` does. Fails with kConfig when the URL is none of
/// these. `threads` outlives the store.
Result<std::unique_ptr<Store>> make_store(const StoreSettings& settings, BlockingPool& threads);

}  // namespace askdb
