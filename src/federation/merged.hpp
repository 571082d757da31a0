#pragma once

/// Several databases as one: each is a schema, so a table is called `database.table`.

#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "datasource/value.hpp"
#include "federation/cross_references.hpp"

namespace askdb::federation {

/// Stands for no database: a table whose rows are here already.
constexpr std::size_t kHere = static_cast<std::size_t>(-1);

/// Where a table of the merged database really is.
struct Place {
  std::size_t entry = 0;  ///< Index into the entries that were merged, or kHere.
  std::size_t table = 0;  ///< Index into that entry's tables.
};

struct Merged {
  /// Of dialect kDuckdb; columns have DuckDB's types; schemas are the databases' names. Foreign
  /// keys stay, and references between databases are foreign keys too.
  std::shared_ptr<const Database> database;
  std::vector<Place> places;          ///< One per table.
  std::vector<Reference> references;  ///< Those between the databases.
};

/// Two tables of one database that differ only in their schema are called schema_table, but for
/// the one in the default schema.
Merged merge(const std::vector<std::shared_ptr<const CatalogEntry>>& entries);

/// `merged` with a further table of the default schema: the rows of an earlier step.
Merged with_rows(Merged merged, const std::string& name, const std::vector<ResultColumn>& columns);

/// The type that the workspace keeps a column's values in: "DECIMAL(14,2)", "DATE". Numbers
/// without a fixed scale are DOUBLE, moments with a time zone are TIMESTAMP in UTC, and what has no
/// type of its own is VARCHAR.
std::string workspace_type(const Column& column, Dialect dialect);

}  // namespace askdb::federation
