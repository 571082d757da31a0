#pragma once

/// What a database holds: schemas, tables, columns and the keys between them.
///
/// Introspection fills it, overlays enrich it, the guard resolves names against it, and the
/// linker and the offline engine read it. A `Database` is immutable once published
/// (`std::shared_ptr<const Database>`), so any number of questions may read one.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/dialect.hpp"

namespace askdb {

/// What kind of values a column holds, whatever the database calls the type.
enum class ValueKind {
  kBoolean,
  kInteger,
  kDecimal,
  kText,
  kDate,
  kTime,
  kTimestamp,
  kJson,
  kUuid,
  kBytes,
  kArray,
  kOther
};
BOOST_DESCRIBE_ENUM(ValueKind, kBoolean, kInteger, kDecimal, kText, kDate, kTime, kTimestamp, kJson,
                    kUuid, kBytes, kArray, kOther)

struct Column {
  std::string name;
  std::string type;  ///< As the database writes it: "character varying(50)".
  ValueKind kind = ValueKind::kOther;
  bool is_nullable = true;
  std::string default_value;  ///< SQL text, or empty.
  std::string comment;        ///< Untrusted text: from the database or an overlay.
  /// Distinct values of a text column with few of them, most frequent first; else empty.
  std::vector<std::string> samples;
};
BOOST_DESCRIBE_STRUCT(Column, (), (name, type, kind, is_nullable, default_value, comment, samples))

struct ForeignKey {
  std::vector<std::string> columns;
  std::string to_schema;
  std::string to_table;
  std::vector<std::string> to_columns;
  bool is_inferred = false;  ///< Not declared by the database or an overlay: guessed from names.
};
BOOST_DESCRIBE_STRUCT(ForeignKey, (), (columns, to_schema, to_table, to_columns, is_inferred))

struct Index {
  std::string name;
  std::vector<std::string> columns;
  bool is_unique = false;
};
BOOST_DESCRIBE_STRUCT(Index, (), (name, columns, is_unique))

struct Table {
  std::string schema;  ///< "public"; "main" for SQLite.
  std::string name;
  bool is_view = false;
  std::string comment;
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;
  std::optional<std::int64_t> row_estimate;
  std::optional<std::int64_t> size_bytes;

  /// Null when there is none. Exact name first, then ignoring ASCII case.
  const Column* column(std::string_view wanted) const;
};
BOOST_DESCRIBE_STRUCT(Table, (),
                      (schema, name, is_view, comment, columns, primary_key, foreign_keys, indexes,
                       row_estimate, size_bytes))

/// A column of another database that holds the same things ("cross_db_reference" in overlays).
struct CrossReference {
  std::string schema;
  std::string table;
  std::string column;
  std::string to_database;
  std::string to_table;
  std::string to_column;
  std::string comment;
};
BOOST_DESCRIBE_STRUCT(CrossReference, (),
                      (schema, table, column, to_database, to_table, to_column, comment))

/// A function, procedure, aggregate or operator that a user made: neither built in nor part of an
/// extension. The guard refuses calls that would, or could, resolve to one.
struct UserRoutine {
  std::string schema;
  std::string name;  ///< "lower", "<%%>".
  bool is_operator = false;
  /// Types of its arguments as `format_type` writes them: "integer", "orders", "text".
  std::vector<std::string> arguments;
};
BOOST_DESCRIBE_STRUCT(UserRoutine, (), (schema, name, is_operator, arguments))

/// A type that a user made, the row types of tables left out.
struct UserType {
  std::string schema;
  std::string name;
  std::string kind;  ///< "enum", "domain", "composite", "range" or "base".
};
BOOST_DESCRIBE_STRUCT(UserType, (), (schema, name, kind))

struct Database {
  std::string name;  ///< The datasource's name in the configuration: "accounts_db".
  Dialect dialect = Dialect::kSqlite;
  std::string comment;
  /// The schema that an unqualified name means: "public", "main".
  std::string default_schema;
  std::vector<Table> tables;
  std::vector<CrossReference> cross_references;
  /// PostgreSQL only.
  std::vector<UserRoutine> routines;
  std::vector<UserType> types;
  /// Changes whenever a table, column or key does; empty until introspected.
  std::string fingerprint;

  /// Null when there is none. An empty `schema` means the default schema, then any schema in which
  /// the name is unique. Exact name first, then ignoring ASCII case.
  const Table* table(std::string_view schema, std::string_view wanted) const;
};
BOOST_DESCRIBE_STRUCT(Database, (),
                      (name, dialect, comment, default_schema, tables, cross_references, routines,
                       types, fingerprint))

}  // namespace askdb
