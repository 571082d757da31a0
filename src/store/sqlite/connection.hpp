#pragma once

/// One handle on the store's SQLite file, with its statements prepared once. Blocks; one thread at
/// a time. Everything here fails by throwing `store::Failure`.

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/failure.hpp"

namespace askdb::store::sqlite {

/// One run of a prepared statement: its rows, one at a time. Resets the statement at its end.
class Query {
 public:
  Query(sqlite3_stmt* statement, const std::string& path) : statement_(statement), path_(path) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  void bind(int place, const std::string& text);
  void bind(int place, const std::optional<std::string>& text);
  void bind(int place, std::int64_t number);
  void bind(int place, const std::optional<int>& number);
  void bind(int place, double number);
  void bind(int place, bool flag) { bind(place, std::int64_t{flag}); }

  /// Moves to the next row; false at the end.
  bool next();

  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  /// Valid until the next row.
  std::string_view text(int column) const;

 private:
  sqlite3_stmt* statement_;
  const std::string& path_;
};

class Connection {
 public:
  enum class Mode { kWrite, kRead };

  /// `kWrite` makes the file when it is missing.
  Connection(std::string path, Mode mode);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// A statement with its parameters ?1, ?2, … bound.
  template <class... Arguments>
  std::unique_ptr<Query> query(const std::string& sql, const Arguments&... arguments) {
    auto made = std::make_unique<Query>(prepared(sql), path_);
    int place = 0;
    (made->bind(++place, arguments), ...);
    return made;
  }

  /// Runs a statement that returns nothing; the number of rows it changed.
  template <class... Arguments>
  std::int64_t run(const std::string& sql, const Arguments&... arguments) {
    const auto made = query(sql, arguments...);
    made->next();
    return sqlite3_changes64(handle_);
  }

  /// Several statements without parameters, not kept.
  void script(const std::string& sql);
  std::int64_t number(const std::string& sql);

  bool is_in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  /// Of the row inserted last.
  std::int64_t last_number() const { return sqlite3_last_insert_rowid(handle_); }
  const std::string& path() const { return path_; }

 private:
  sqlite3_stmt* prepared(const std::string& sql);
  [[noreturn]] void fail(int code) const;

  const std::string path_;
  sqlite3* handle_ = nullptr;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// What SQLite reports, as ours.
Error to_error(int code, const std::string& driver_text, const std::string& path);

}  // namespace askdb::store::sqlite
