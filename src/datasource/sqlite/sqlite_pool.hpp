#pragma once

/// Handles of one SQLite file, kept open between statements.

#include <sys/types.h>

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "sql/sqlite/handle.hpp"

namespace askdb {

class SqlitePool {
 public:
  /// Keeps up to `max_idle` handles of the file at `path`.
  SqlitePool(std::string path, std::size_t max_idle)
      : path_(std::move(path)), max_idle_(max_idle) {}

  /// An idle handle or a new one, under the authorizer; blocks while a file is opened. A file that
  /// was replaced since is opened anew. Fails as `sqlite::open_read_only`.
  Result<sqlite::Handle> take();
  void give_back(sqlite::Handle handle);

  const std::string& path() const { return path_; }

 private:
  /// Device and inode of the file, or zeros.
  std::pair<dev_t, ino_t> identity() const;

  const std::string path_;
  const std::size_t max_idle_;
  std::mutex mutex_;
  std::vector<sqlite::Handle> idle_;      // Guarded by mutex_.
  std::pair<dev_t, ino_t> opened_{0, 0};  // Guarded by mutex_.
};

}  // namespace askdb
