#pragma once

/// One datasource's introspected schema and values in a file.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "datasource/datasource.hpp"

namespace askdb::catalog {

struct CachedSchema {
  Database database;  ///< As introspected, before overlays.
  std::vector<ColumnValues> values;
  bool has_values = false;  ///< False when they were too many to keep.
  std::chrono::system_clock::time_point values_at;
};

class CacheFile {
 public:
  /// The file for one datasource in `folder`; `identity` tells databases of the same name apart.
  CacheFile(const std::filesystem::path& folder, const std::string& name,
            const std::string& identity);

  /// Empty when there is no file, or it is damaged or of another version. The schema may be an
  /// older one: compare `Database::fingerprint`.
  std::optional<CachedSchema> read() const;

  /// Replaces the file in one step; readable by its owner only. A cache that cannot be written is
  /// not an error: the next start introspects again.
  void write(const CachedSchema& cached) const;

 private:
  std::filesystem::path path_;
};

}  // namespace askdb::catalog
