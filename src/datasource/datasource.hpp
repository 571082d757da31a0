#pragma once

/// A database askdb may read: describe it, run one statement, cancel it.
///
/// One Datasource serves many questions at once. Callers name only this interface.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "datasource/value.hpp"
#include "sql/guard.hpp"

namespace askdb {

/// Limits for one statement. Where the database has its own, the tighter one wins.
struct RunLimits {
  /// From submission to the last row, waiting for a connection included.
  std::chrono::milliseconds timeout{10'000};
  /// Bytes of values kept. A result that is larger is cut and marked as truncated.
  std::size_t max_bytes = 64U << 20U;
};

/// What the planner of the database expects, from EXPLAIN without running.
struct CostEstimate {
  double total_cost = 0;  ///< In the database's own unit; 0 when it has none.
  double rows = 0;
  std::string plan;  ///< Readable, for `/explain`.
};

/// What `askdb doctor` wants to know.
struct Health {
  std::string version;         ///< "PostgreSQL 15.8".
  bool is_read_only = false;   ///< A write was tried and refused by the database itself.
  std::string read_only_note;  ///< How that was found, or what to do about it.
  std::chrono::microseconds latency{0};
  /// What else a person should know: files of a folder that are no tables, and why.
  std::vector<std::string> notes;
};

/// How many distinct values to take from text columns.
struct ValueLimits {
  std::size_t max_per_column = 5'000;
  std::size_t max_value_bytes = 64;
  std::size_t max_total = 2'000'000;
  std::chrono::milliseconds timeout{10'000};
};

/// Distinct values of one column, most frequent first where the database knows.
struct ColumnValues {
  std::string schema;
  std::string table;
  std::string column;
  std::vector<std::string> values;
  /// All distinct values are here; false when a limit cut them.
  bool is_complete = false;
};

/// Receives the head once, then batches of rows as they arrive. Returning false stops the run.
struct RowSink {
  std::function<void(const std::vector<ResultColumn>&)> on_columns;
  std::function<bool(std::vector<Row>)> on_batch;
  /// Where it is set, awaited after each batch: a sink that is behind lets the database wait.
  std::function<Task<void>()> ready = nullptr;
};

class Datasource {
 public:
  virtual ~Datasource() = default;

  virtual const std::string& name() const = 0;
  virtual Dialect dialect() const = 0;
  /// What tells its data from those of another datasource that may once have had the same name: a
  /// file's full path, or host, port and database. Holds no secret.
  virtual std::string identity() const { return name(); }

  /// Runs `statement` read-only and hands rows over in batches, at most `statement.max_rows()` of
  /// them. True when there were more. Fails with kSyntax, kSchema, kPermission, kConnection, kData
  /// or kTimeout; the caller decides about retries.
  /// Cancelling the returned task cancels the statement in the database too.
  virtual Task<Result<bool>> stream(CheckedSql statement, RunLimits limits, RowSink sink) = 0;

  /// Like `stream`, with all rows at once.
  virtual Task<Result<Rows>> run(CheckedSql statement, RunLimits limits);

  /// EXPLAIN, without running. Call only with statements whose functions were checked.
  virtual Task<Result<CostEstimate>> estimate(CheckedSql statement, RunLimits limits) = 0;

  /// Schemas, tables, columns, keys, indexes, comments, row estimates and sample values: a fixed
  /// number of catalogue queries, whatever the number of tables.
  virtual Task<Result<Database>> introspect(std::chrono::milliseconds timeout) = 0;

  /// A digest of the schema that is much cheaper than `introspect`; equal to
  /// `Database::fingerprint` of an unchanged schema.
  virtual Task<Result<std::string>> schema_fingerprint() = 0;

  /// Distinct values of the text columns of `schema`, for finding the values a question names.
  virtual Task<Result<std::vector<ColumnValues>>> distinct_values(
      std::shared_ptr<const Database> schema, ValueLimits limits) = 0;

  /// Connects, tries to write (in a way that leaves nothing behind) and measures.
  virtual Task<Result<Health>> probe() = 0;

  /// A guard for this database whose names are those of `schema`.
  virtual Result<std::shared_ptr<const Guard>> make_guard(
      std::shared_ptr<const Database> schema) = 0;
};

}  // namespace askdb
