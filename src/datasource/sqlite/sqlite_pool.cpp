#include "datasource/sqlite/sqlite_pool.hpp"

#include <sys/stat.h>

#include "sql/sqlite/authorizer.hpp"

namespace askdb {

std::pair<dev_t, ino_t> SqlitePool::identity() const {
  struct stat status {};
  if (stat(path_.c_str(), &status) != 0) return {0, 0};
  return {status.st_dev, status.st_ino};
}

Result<sqlite::Handle> SqlitePool::take() {
  const auto now = identity();
  {
    const std::scoped_lock lock(mutex_);
    if (now != opened_) idle_.clear();
    opened_ = now;
    if (!idle_.empty()) {
      auto handle = std::move(idle_.back());
      idle_.pop_back();
      return handle;
    }
  }
  auto handle = sqlite::open_read_only(path_);
  if (!handle) return handle;
  sqlite::prepare_table_functions(handle->get());
  sqlite::set_authorizer(handle->get(), nullptr);
  return handle;
}

void SqlitePool::give_back(sqlite::Handle handle) {
  const auto now = identity();
  const std::scoped_lock lock(mutex_);
  if (now == opened_ && idle_.size() < max_idle_) idle_.push_back(std::move(handle));
}

}  // namespace askdb
