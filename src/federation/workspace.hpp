#pragma once

/// Where rows of several databases meet: an embedded DuckDB in memory, of one question.
///
/// It reads no file and reaches no network, and its memory and its temporary files are bounded; the
/// files are gone with it.

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "duckdb/appender.hpp"
#include "duckdb/session.hpp"
#include "federation/conversion.hpp"

namespace askdb::federation {

struct WorkspaceLimits {
  std::size_t memory_mb = 512;
  std::size_t temporary_mb = 2'048;
  std::size_t threads = 2;
};

struct WorkspaceTable {
  std::string schema;  ///< The database's name.
  std::string name;
  std::vector<Target> columns;
};

class Workspace;

/// Fills one table. Blocks; used by one thread at a time. Keeps its workspace alive.
class Loader {
 public:
  Loader(std::shared_ptr<Workspace> workspace, std::unique_ptr<duckdb::Session> session,
         std::unique_ptr<duckdb::Appender> appender, std::vector<Target> columns)
      : workspace_(std::move(workspace)),
        session_(std::move(session)),
        appender_(std::move(appender)),
        columns_(std::move(columns)) {}

  /// Values are converted first. After a failure, and once abandoned, further rows are dropped.
  void add(std::vector<Row> rows);
  /// Rows count only after this. The first failure of all, if there was one.
  Result<Done> finish();

  /// Nobody waits for the rows any more, not for those either that are still to be added. Any
  /// thread.
  void abandon() { is_abandoned_ = true; }

  bool has_failed() const { return has_failed_; }  ///< Any thread.
  std::int64_t rows() const { return rows_; }
  /// Values that were not of their column's type and became NULL.
  std::int64_t unreadable() const { return unreadable_; }

 private:
  std::shared_ptr<Workspace> workspace_;  // Ends last.
  std::unique_ptr<duckdb::Session> session_;
  std::unique_ptr<duckdb::Appender> appender_;  // Ends before its session.
  std::vector<Target> columns_;
  std::int64_t rows_ = 0;
  std::int64_t unreadable_ = 0;
  std::optional<Error> failure_;
  std::atomic<bool> has_failed_{false};
  std::atomic<bool> is_abandoned_{false};
};

/// A table whose name no other one has may also be called without its database. All of it blocks.
/// Sessions and loaders may be used on several threads, each on one.
class Workspace : public std::enable_shared_from_this<Workspace> {
 public:
  static Result<std::shared_ptr<Workspace>> open(const WorkspaceLimits& limits,
                                                 const std::vector<WorkspaceTable>& tables);
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace();

  /// For table `index` of those it was opened with.
  Result<std::shared_ptr<Loader>> loader(std::size_t index);
  Result<std::unique_ptr<duckdb::Session>> session();

  /// The different values of a column, NULL left out, at most `limit` of them.
  Result<std::vector<Value>> keys(std::size_t index, const std::string& column, std::size_t limit);

  struct Match {
    std::int64_t keys = 0;       ///< Different values of the first column, NULL left out.
    std::int64_t unmatched = 0;  ///< Those that the second column does not have.
  };
  Result<Match> match(std::size_t index, const std::string& column, std::size_t other,
                      const std::string& other_column);

 private:
  explicit Workspace(std::vector<WorkspaceTable> tables) : tables_(std::move(tables)) {}
  std::string name_of(std::size_t index) const;

  std::vector<WorkspaceTable> tables_;
  std::filesystem::path folder_;  ///< Of temporary files.
  std::shared_ptr<duckdb::Instance> instance_;
};

}  // namespace askdb::federation
