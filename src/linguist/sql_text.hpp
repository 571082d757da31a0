#pragma once

/// Small pieces of SQL text that are the same in all dialects.

#include <string>
#include <string_view>

#include "linguist/sem.hpp"

namespace askdb::linguist {

std::string_view function_name(Aggregate aggregate);
std::string_view operator_text(Operator op);

/// A number without needless decimals.
std::string number_text(double number);

}  // namespace askdb::linguist
