#pragma once

/// What `askdb guard` needs of a real database: its names, its planner, and rows for comparison.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "base/described.hpp"
#include "base/task.hpp"
#include "datasource/manager.hpp"

namespace askdb {

/// One database, used by one thread, statement after statement.
class GuardedDatabase {
 public:
  /// Connects and reads the schema. Fails as the datasource does.
  static Result<std::unique_ptr<GuardedDatabase>> open(const std::string& url);

  const Guard& guard() const { return *guard_; }
  Dialect dialect() const { return source_->dialect(); }

  /// Why the planner speaks against an accepted statement: it cannot be planned, or it would take
  /// too long. Runs nothing. Rule "plan" or "cost".
  std::optional<Refusal> objection_of_planner(const CheckedSql& sql);

  /// Adds `columns`, `rows`, `truncated` and `md5_sorted`, or `error`, to `out`.
  void run(const CheckedSql& sql, json::object& out);

 private:
  GuardedDatabase() = default;

  BlockingPool threads_{2};
  boost::asio::io_context io_;
  std::unique_ptr<DatasourceManager> manager_;
  Datasource* source_ = nullptr;
  std::shared_ptr<const Guard> guard_;
};

/// MD5 in hex of the rows as PostgreSQL writes their values: NULL as \N, values joined by U+001F,
/// rows sorted by bytes and joined by line ends.
std::string digest_of_rows(const Rows& rows, Dialect dialect);

}  // namespace askdb
