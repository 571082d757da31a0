#pragma once

/// Adds rows to a table, faster than INSERT does.

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/value.hpp"
#include "duckdb/session.hpp"

namespace askdb::duckdb {

/// Blocks; belongs to the thread that uses its session, and must end before it.
class Appender {
 public:
  /// An empty `schema` is the default one. Fails with kSchema when there is no such table.
  static Result<std::unique_ptr<Appender>> open(Session& session, const std::string& schema,
                                                const std::string& table);
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;
  /// What was not finished is dropped where it can be.
  ~Appender();

  /// Each value is cast to its column's type: text of a decimal, date or timestamp keeps every
  /// digit. Fails with kData when one cannot be; then the appender is of no further use.
  Result<Done> add(const Row& row);
  Result<Done> add(const std::vector<Row>& rows);

  /// Writes what is buffered and ends. Rows count only after this. Fails with kData.
  Result<Done> finish();

 private:
  explicit Appender(const Library& library) : library_(library) {}
  Error failed() const;
  /// Text with an offset for a column of TIMESTAMPTZ: DuckDB's own cast drops the offset here.
  Result<Done> add_zoned(const std::string& text);

  const Library& library_;
  duckdb_appender appender_ = nullptr;
  std::vector<bool> is_zoned_;  ///< Per column.
};

}  // namespace askdb::duckdb
