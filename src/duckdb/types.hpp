#pragma once

/// Types of DuckDB's columns.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "duckdb/library.hpp"

namespace askdb::duckdb {

struct Type {
  duckdb_type id = DUCKDB_TYPE_INVALID;
  std::string name;                 ///< "DECIMAL(18,2)", "INTEGER[]", "JSON".
  std::uint8_t scale = 0;           ///< Of a decimal.
  duckdb_type storage = id;         ///< Of a decimal or an enumeration: how it is kept.
  std::size_t length = 0;           ///< Of an array.
  std::vector<std::string> labels;  ///< Of an enumeration; names of a struct's or union's parts.
  std::vector<Type> parts;          ///< Of a list or array: one; of a map: key and value.
};

/// Reads the whole type; `type` stays the caller's.
Type read_type(const Library& library, duckdb_logical_type type);

}  // namespace askdb::duckdb
