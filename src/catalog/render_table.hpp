#pragma once

/// The lines of a rendered schema: a table, the joins, the names of what is left out.

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "catalog/link.hpp"

namespace askdb::catalog {

/// How much is said about each column; higher levels say less.
enum class Detail {
  kFull,    ///< All columns; comments and samples on each.
  kLinked,  ///< All columns; comments and samples on linked ones.
  kNames,   ///< All columns, bare; values that the question names.
  kShort,   ///< All columns of a small table, linked ones and keys of a large one; no types, and
            ///< where keys lead stands beside them.
};

class TableRenderer {
 public:
  /// `linking` outlives it.
  explicit TableRenderer(const Linking& linking);

  /// One line: accounts(account_id text PK, status text {'active','closed'}, …) -- comment
  std::string table(std::size_t index, Detail detail) const;

  /// The foreign keys among `shown` tables: one line.
  std::string joins(const std::vector<std::size_t>& shown) const;

  /// Names of tables that are not `shown`, best first, as many as `max_bytes` hold.
  std::string others(const std::vector<std::size_t>& shown, std::size_t max_bytes) const;

 private:
  const LinkedTable* linked(std::size_t index) const;
  static const LinkedColumn* find(const LinkedTable* linked, std::size_t column);
  std::string column_text(const Column& column, const LinkedColumn* link, bool is_key,
                          Detail detail) const;
  /// " -> customers" for a key of one column.
  std::string target_text(const Table& table, const Column& column) const;

  const Linking& linking_;
  const Database& database_;
  std::unordered_map<std::size_t, const LinkedTable*> by_index_;
};

}  // namespace askdb::catalog
