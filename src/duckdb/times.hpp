#pragma once

/// DuckDB's dates and times as ISO 8601 text.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "duckdb/library.hpp"

namespace askdb::duckdb {

/// "2024-02-29"; "infinity"; "0044-03-15 (BC)" as DuckDB writes it.
std::string date_text(const Library& library, std::int32_t days);

/// "2024-02-29 12:30:00", with as many digits of the second as it has. `per_second` is the unit
/// of `count`, which starts at 1970: 1, 1'000, 1'000'000 or 1'000'000'000.
std::string timestamp_text(const Library& library, std::int64_t count, std::int64_t per_second);

/// Microseconds since 1970 of "2024-02-29 12:30:00.25+02", "2024-02-29T12:30Z", "2024-02-29";
/// without an offset it is UTC. Nothing when it is no such text, or not between the years 1 and
/// 9999.
std::optional<std::int64_t> parse_timestamp_tz(std::string_view text);

/// "12:30:00.5". `count` starts at midnight.
std::string time_text(std::int64_t count, std::int64_t per_second);

/// "12:30:00+02:00".
std::string time_tz_text(const Library& library, std::uint64_t bits);

/// "1 year 2 months 3 days 04:05:06".
std::string interval_text(const duckdb_interval& interval);

}  // namespace askdb::duckdb
