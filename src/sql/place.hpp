#pragma once

/// Finishing touches shared by the guards: where in the text a refusal lies, and the row limit.

#include <string>
#include <string_view>

#include "sql/guard.hpp"

namespace askdb {

/// Adds "(line 2, column 5)" to the message of a refusal that knows its offset.
Refusal with_place(Refusal refusal, std::string_view sql);

/// `statement`, its bytes unchanged, inside a query that returns at most `max_rows` + 1 rows. The
/// line end keeps a trailing comment from swallowing the rest.
std::string limited(std::string_view statement, std::size_t max_rows);

}  // namespace askdb
