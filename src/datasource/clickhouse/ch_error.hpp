#pragma once

/// What ClickHouse's exceptions mean.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace askdb::clickhouse {

/// The number in "Code: 60, e.displayText() = ..." or "Code: 60. DB::Exception: ..."; 0: none.
int exception_code(std::string_view text);

/// The exception as an error: kind by its number, the sentence in it as the message. `status`: of
/// the HTTP reply; 0: the exception stood in the middle of a result.
Error exception_error(std::string_view text, unsigned status);

/// A write or another setting was refused because the user only reads.
bool is_read_only_refusal(const Error& error);

}  // namespace askdb::clickhouse
