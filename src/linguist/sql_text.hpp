#pragma once

/// Small pieces of SQL text, per dialect.

#include <string>
#include <string_view>

#include "linguist/sem.hpp"
#include "sql/dialect.hpp"

namespace askdb::linguist {

/// A name as it must be written: quoted only where the dialect needs it.
std::string name_text(std::string_view name, Dialect dialect);

std::string_view function_name(Aggregate aggregate);
std::string_view operator_text(Operator op);

/// The start of the year, month, ... in which `column` (SQL text) lies.
std::string bucket_text(Bucket bucket, const std::string& column, bool is_year_number,
                        Dialect dialect);

/// A number without needless decimals.
std::string number_text(double number);

}  // namespace askdb::linguist
