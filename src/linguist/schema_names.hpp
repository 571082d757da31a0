#pragma once

/// Reading the names of tables and columns as words.

#include <string>
#include <string_view>
#include <vector>

#include "linguist/schema_index.hpp"
#include "sql/schema.hpp"

namespace askdb::linguist {

/// "dateOfBirth", "date_of_birth", "DOB" -> {"date", "of", "birth"}: lower-case words.
std::vector<std::string> words_of_name(std::string_view name);

/// What the index knows of one table, from names and types alone.
TableInfo describe_table(const Table& table, const Database& database);

}  // namespace askdb::linguist
