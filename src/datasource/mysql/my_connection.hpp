#pragma once

/// One connection to MySQL or MariaDB through Connector/C in its non-blocking mode. A task that
/// uses it waits on its socket on the task's own executor; no thread is held. One task at a time.

#include <mysql.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/connection_pool.hpp"
#include "datasource/mysql/my_address.hpp"
#include "datasource/mysql/my_error.hpp"

namespace askdb::mysql {

struct CloseConnection {
  void operator()(MYSQL* handle) const { mysql_close(handle); }
};
using MyHandle = std::unique_ptr<MYSQL, CloseConnection>;

/// All rows of a catalogue query, as text; empty ones are NULL.
using TextRow = std::vector<std::optional<std::string>>;

/// One cell as the server sent it, until the next row; empty for NULL.
using Cell = std::optional<std::string_view>;

class MyConnection : public PooledConnection {
 public:
  /// Names are resolved on `threads`. Fails as `connect_error`, and with kTimeout after the
  /// address's time limit.
  static Task<Result<std::unique_ptr<MyConnection>>> open(MyAddress address, BlockingPool& threads);
  ~MyConnection() override;

  /// Runs one statement that needs no answer.
  Task<Result<Done>> command(std::string sql);

  /// Runs one statement and takes all its rows.
  Task<Result<std::vector<TextRow>>> query(std::string sql);

  /// Starts one statement; `fields` then has its head, and `next` gives one row at a time, its
  /// cells in `cells`, until it says false.
  Task<Result<Done>> start(std::string sql);
  std::vector<const MYSQL_FIELD*> fields() const;
  Task<Result<bool>> next();
  const std::vector<Cell>& cells() const { return cells_; }

  /// Forgets everything of the session: transaction, settings, variables, temporary tables.
  Task<Result<Done>> reset();

  bool is_ready() const override;
  /// Kills the statement on the server through a second connection, and closes.
  void abandon() override;
  bool is_broken() const { return is_broken_; }

  bool is_mariadb() const { return is_mariadb_; }
  /// "MariaDB 10.11.6", "MySQL 8.0.36".
  const std::string& version() const { return version_; }

 private:
  MyConnection(MyHandle handle, MyAddress address);
  /// The failure that the client library has just met.
  Error failure();
  void let_go_of_result();

  MyHandle handle_;
  const MyAddress address_;
  std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> result_;
  std::vector<Cell> cells_;
  std::string version_;
  unsigned long id_ = 0;  ///< The server's number of the connection.
  bool is_mariadb_ = false;
  bool is_busy_ = false;  ///< In the middle of an operation, or with rows unread.
  bool is_broken_ = false;
};

}  // namespace askdb::mysql
