#pragma once

/// DuckDB's wide numbers as decimal text.

#include <duckdb.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace askdb::duckdb {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

Int128 wide(duckdb_hugeint number);
Uint128 wide(duckdb_uhugeint number);

std::string digits(Uint128 number);
/// With `scale` digits after the point: -1250 and 2 give "-12.50".
std::string decimal_text(Int128 number, std::uint8_t scale);

/// Of a BIGNUM as DuckDB keeps it: three bytes of head (sign and size), then the absolute value,
/// largest byte first; all bits of a negative number are turned over.
std::string bignum_text(std::string_view bytes);
/// Of a BIT: a byte that counts the padding, then the bits.
std::string bit_text(std::string_view bytes);
/// "8d8ba1b8-…": the bits of a UUID as DuckDB keeps it, with the first one turned over.
std::string uuid_text(duckdb_hugeint bits);
/// "\x00ff".
std::string bytes_text(std::string_view bytes);

}  // namespace askdb::duckdb
