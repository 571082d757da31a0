#pragma once

/// MySQL's types and values as ours.

#include <mysql.h>

#include <string_view>
#include <vector>

#include "datasource/mysql/my_connection.hpp"
#include "datasource/value.hpp"

namespace askdb::mysql {

/// The kind of a column by information_schema's DATA_TYPE ("tinyint") and COLUMN_TYPE
/// ("tinyint(1)"), which is how both write booleans.
ValueKind kind_of_type(std::string_view data_type, std::string_view column_type);

std::vector<ResultColumn> result_columns(const std::vector<const MYSQL_FIELD*>& fields);

/// One cell in text form, typed by its column. Whole numbers beyond 64 bits with a sign, decimals
/// and dates stay text; bytes become \x hex; bits a boolean or a number.
Value read_value(const Cell& cell, const MYSQL_FIELD& field, const ResultColumn& as);

}  // namespace askdb::mysql
