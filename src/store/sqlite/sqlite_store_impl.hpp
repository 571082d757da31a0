#pragma once

/// Bodies of SqliteStore's templates, for the files that implement it.

#include <sys/stat.h>

#include <utility>
#include <vector>

#include "store/sqlite/sqlite_store.hpp"

namespace askdb {

struct SqliteStore::Readers {
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle;  // Guarded by mutex.
  std::pair<dev_t, ino_t> file{0, 0};             ///< Set by `open`.
};

template <class T>
Task<Result<T>> SqliteStore::read(std::function<T(Connection&)> work) {
  std::shared_ptr<Readers> readers;
  {
    const std::scoped_lock lock(mutex_);
    readers = readers_;
  }
  if (!readers) co_return store::not_open_error();
  auto job = [readers, path = path_, work = std::move(work)]() -> Result<T> {
    return store::caught([&] {
      std::unique_ptr<Connection> connection;
      {
        const std::scoped_lock lock(readers->mutex);
        if (!readers->idle.empty()) {
          connection = std::move(readers->idle.back());
          readers->idle.pop_back();
        }
      }
      if (!connection) connection = std::make_unique<Connection>(path, Connection::Mode::kRead);
      T value = work(*connection);
      const std::scoped_lock lock(readers->mutex);
      readers->idle.push_back(std::move(connection));
      return value;
    });
  };
  auto running = run_blocking(threads_, std::move(job));
  co_return co_await std::move(running);
}

template <class T>
Task<Result<T>> SqliteStore::write(std::function<T(Connection&)> work) {
  std::shared_ptr<store::sqlite::WriteQueue> queue;
  {
    const std::scoped_lock lock(mutex_);
    queue = queue_;
  }
  if (!queue) co_return store::not_open_error();
  auto writing = queue->write<T>(std::move(work));
  co_return co_await std::move(writing);
}

}  // namespace askdb
