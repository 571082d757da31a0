#pragma once

/// The statement that fetches what is needed of one table, in its own database's dialect.

#include <optional>
#include <string>
#include <vector>

#include "federation/decompose.hpp"

namespace askdb::federation {

/// `table` as its own database has it; `need` names its columns by the same places. `keys`, text of
/// a further condition, may be empty. Names and texts are quoted, so nothing of a schema or of data
/// is ever read as SQL.
std::string source_select(const Need& need, const Table& table, Dialect dialect,
                          const std::string& keys);

/// Conditions that together let through exactly the rows with one of `values` in `column`: lists
/// that each fit the guards' bounds of a statement. None when the values cannot be written as
/// literals that this database surely compares alike.
std::optional<std::vector<std::string>> key_lists(const std::vector<Constant>& values,
                                                  std::size_t column, const Table& table,
                                                  Dialect dialect);

}  // namespace askdb::federation
