#pragma once

/// What differs between the dialects that the offline engine writes. Everything else of a query is
/// the same text in all of them.
///
/// To add one: a class in dialect_<name>.cpp, and its case in `dialect_text`.

#include <string>
#include <string_view>

#include "linguist/sem.hpp"
#include "sql/dialect.hpp"
#include "sql/schema.hpp"

namespace askdb::linguist {

/// Which columns a grouped query may show or sort by without naming them in GROUP BY.
enum class Grouping {
  kAny,       ///< All: one row's value is taken.
  kOfTheKey,  ///< All of a table whose primary key is grouped by.
  kNone
};

class DialectText {
 public:
  virtual ~DialectText() = default;

  /// A name as it must be written: quoted only where it has to be.
  std::string name(std::string_view name) const;
  virtual std::string quoted_name(std::string_view name) const;
  virtual std::string literal(std::string_view text) const;
  virtual std::string boolean(bool value) const { return value ? "true" : "false"; }
  /// A table of another schema than the default one is written with it.
  virtual bool has_schemas() const { return true; }

  /// The year, quarter, month, ... in which `column` (SQL text) lies: "2024", "2024-Q1", "2024-03",
  /// "2024-W09", "2024-03-05".
  virtual std::string bucket(Bucket bucket, const std::string& column) const = 0;

  /// The day or moment `text` ("2024-03-05", "2024-03-05 12:00:00") for comparing with a column of
  /// this kind.
  virtual std::string moment(std::string_view text, ValueKind) const { return literal(text); }

  /// Whether `left` matches `pattern` (both SQL text), whatever the case.
  virtual std::string match(const std::string& left, const std::string& pattern, bool is_not) const;
  /// What follows a term by which rows are sorted, largest first and NULL last.
  virtual std::string_view descending() const { return " DESC"; }
  virtual Grouping grouping() const { return Grouping::kNone; }

  /// `left` as text, for patterns.
  virtual std::string as_text(const std::string& left) const;
  /// Text `left` as a number, for comparing by size.
  virtual std::string as_number(const std::string& left) const = 0;

 protected:
  /// A capital letter may stand in a name that is not quoted.
  virtual bool keeps_case() const { return true; }
  /// `lower` cannot be a name without quotes. Words of any common dialect count, so that a name is
  /// written the same way in most of them.
  virtual bool is_reserved(std::string_view lower) const;
};

const DialectText& dialect_text(Dialect dialect);

const DialectText& postgresql_text();
const DialectText& sqlite_text();
const DialectText& duckdb_text();
const DialectText& mysql_text();
const DialectText& clickhouse_text();
const DialectText& trino_text();

}  // namespace askdb::linguist
