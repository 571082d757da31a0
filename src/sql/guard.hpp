#pragma once

/// Decides whether a statement may run. Only a Guard can make a `CheckedSql`, and a datasource runs
/// nothing else: a statement that was never checked cannot be run.
///
/// Deny by default, by the parsed statement and never by words; a guard that fails, crashes or runs
/// late is a refusal. Checks hold no locks and may run on any thread, many at once.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sql/dialect.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// What a question may read and how much.
struct GuardPolicy {
  /// Relations as `schema.table` globs ("public.*", "*.orders"; no dot: any schema), compared
  /// ignoring ASCII case. A relation must match `allow` and must not match `deny`.
  /// Catalogs and information_schema are refused whatever is listed.
  std::vector<std::string> allow{"*"};
  std::vector<std::string> deny;
  /// Rows that may come back. One more is fetched, so that truncation is known.
  std::size_t max_rows = 200;
};

/// Why a statement may not run, and what to write instead. Goes to the person and to the model.
struct Refusal {
  std::string rule;     ///< Stable short name: "single_statement", "function", "relation", ...
  std::string message;  ///< One sentence that names the thing and the place.
  std::string instead;  ///< What to write instead.
  std::optional<std::size_t> offset;  ///< Byte offset in the statement, where known.
};

/// A statement that passed a guard. Immutable; the text that runs is made from the bytes checked.
class CheckedSql {
 public:
  /// The statement as written, without a trailing semicolon or blanks.
  const std::string& original() const { return original_; }
  /// The statement as it runs: the original bytes, with the row limit around or in them.
  const std::string& runnable() const { return runnable_; }
  Dialect dialect() const { return dialect_; }
  std::size_t max_rows() const { return max_rows_; }
  /// Relations it reads, as `schema.table`, sorted, each once.
  const std::vector<std::string>& relations() const { return relations_; }

 private:
  friend class Guard;
  CheckedSql() = default;
  std::string original_;
  std::string runnable_;
  Dialect dialect_ = Dialect::kSqlite;
  std::size_t max_rows_ = 0;
  std::vector<std::string> relations_;
};

/// `CheckedSql` or `Refusal`.
class [[nodiscard]] Verdict : public boost::system::result<CheckedSql, Refusal> {
 public:
  using boost::system::result<CheckedSql, Refusal>::result;
};

/// The refusal as the error that a question ends with or a repair starts from.
Error to_error(const Refusal& refusal);

class Guard {
 public:
  virtual ~Guard() = default;

  /// Judges `sql` under `policy`. Never throws; takes under 200 ms whatever it is given.
  virtual Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept = 0;

 protected:
  /// For implementations, after every rule has passed.
  static CheckedSql checked(Dialect dialect, std::string original, std::string runnable,
                            std::size_t max_rows, std::vector<std::string> relations);
};

/// A guard for PostgreSQL. With a `schema`, names are resolved against it as well (rules
/// "unknown_relation", "unknown_column", user-defined functions, ...); without, only the text and
/// the policy decide.
std::unique_ptr<Guard> make_postgresql_guard(std::shared_ptr<const Database> schema);

/// A guard for DuckDB, on its own parser's tree. `schema` as above. Without DuckDB's library every
/// statement is refused.
std::unique_ptr<Guard> make_duckdb_guard(std::shared_ptr<const Database> schema);

/// A guard for SQLite, which asks SQLite's own compiler: against an empty copy of the schema of
/// the file at `path`. Fails with `Fault::kConnection` when the file cannot be read.
Result<std::unique_ptr<Guard>> make_sqlite_guard(const std::string& path);

/// Guards for dialects that have no parser library: askdb's own strict parser reads analytic
/// queries and refuses all else (docs/guard-strict.md). With a `schema`, names are resolved against
/// it as well. The limit is put into the statement itself, not around it.
std::unique_ptr<Guard> make_mysql_guard(std::shared_ptr<const Database> schema);
std::unique_ptr<Guard> make_clickhouse_guard(std::shared_ptr<const Database> schema);
std::unique_ptr<Guard> make_trino_guard(std::shared_ptr<const Database> schema);

}  // namespace askdb
