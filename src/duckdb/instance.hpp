#pragma once

/// One DuckDB database, in memory or in a file, to which any number of sessions may connect.

#include <map>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "duckdb/library.hpp"

namespace askdb::duckdb {

class Session;

/// As for DuckDB's SET: {"memory_limit", "256MB"}, {"access_mode", "READ_ONLY"}.
using Settings = std::map<std::string, std::string>;

/// Shared by its sessions; the database is closed with the last of them. Thread-safe.
class Instance : public std::enable_shared_from_this<Instance> {
 public:
  /// An empty `path` is a new database in memory. Extensions are neither fetched nor loaded unless
  /// `settings` say otherwise. Blocks. Fails with kConfig for the library or a setting, and with
  /// kConnection for the file.
  static Result<std::shared_ptr<Instance>> open(const std::string& path, const Settings& settings);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance();

  /// A new connection. Fails with kConnection.
  Result<std::unique_ptr<Session>> connect();

 private:
  explicit Instance(const Library& library) : library_(library) {}

  const Library& library_;
  duckdb_database database_ = nullptr;
};

}  // namespace askdb::duckdb
