#pragma once

/// Follow-ups: "and in Vienna?", "by month", "only 2023" change the question before them.

#include <string>
#include <string_view>

#include "linguist/calendar.hpp"
#include "linguist/schema_index.hpp"

namespace askdb::linguist {

/// The whole question that `question` stands for after `previous`; `question` itself when it
/// stands alone (or when there is no previous one).
std::string completed(std::string_view question, std::string_view previous,
                      const SchemaIndex& schema, Date today);

}  // namespace askdb::linguist
