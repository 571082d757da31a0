#pragma once

/// Runs gold statements, straight through SQLite: they are trusted, and may use what the guard
/// would refuse.

#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "datasource/value.hpp"

namespace askdb::evaluation {

class GoldDatabase {
 public:
  /// Opens a file read-only. Fails with kConnection.
  static Result<GoldDatabase> open(const std::string& path);

  /// All rows of one statement. Fails with kSyntax, or with kTimeout after `limit`.
  Result<Rows> run(const std::string& sql, std::chrono::milliseconds limit) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  explicit GoldDatabase(sqlite3* handle) : handle_(handle) {}
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace askdb::evaluation
