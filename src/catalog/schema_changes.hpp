#pragma once

/// What changed between two readings of a schema, table by table.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "datasource/datasource.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// What reading one datasource again found.
struct SchemaChanges {
  std::string datasource;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t removed = 0;
  std::int64_t unchanged = 0;
  std::optional<std::string> failure;  ///< It could not be read: why. Then all counts are 0.
};
BOOST_DESCRIBE_STRUCT(SchemaChanges, (), (datasource, added, changed, removed, unchanged, failure))

/// "3 tables changed, 1 new, 997 unchanged", or why it could not be read.
std::string text_of(const SchemaChanges& changes);

namespace catalog {

/// Digests of one table: of its columns, keys and comments, and of its estimates of rows and size.
struct TableDigest {
  std::uint64_t structure = 0;
  std::uint64_t data = 0;
};

/// By schema and name.
using TableDigests = std::unordered_map<std::string, TableDigest>;

TableDigests digests_of(const Database& database);

/// `before` may be null: then all tables are new.
SchemaChanges compared(const TableDigests* before, const TableDigests& after);

/// The values of `known` that are still true: of tables whose structure, row estimate and size did
/// not change. `rest` gets the other tables of `database`, whose values have to be read.
std::vector<ColumnValues> values_kept(const std::vector<ColumnValues>& known,
                                      const TableDigests& before, const TableDigests& after,
                                      const Database& database, Database& rest);

}  // namespace catalog

}  // namespace askdb
