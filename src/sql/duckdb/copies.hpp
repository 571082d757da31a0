#pragma once

/// Statements whose parse tree would be far larger than their text.
///
/// DuckDB's parser copies: the operand of CASE x WHEN … into each of its WHENs, the definition of a
/// named window into each use, and a WITH query that is MATERIALIZED into the tree up to three
/// times. Copies of copies grow exponentially (measured: ten nested MATERIALIZED, 438 bytes of
/// text, are 55 MB of tree), and nothing can interrupt the parser. So the size is estimated from
/// the tokens before it starts.

#include <optional>
#include <vector>

#include "sql/duckdb/tokens.hpp"
#include "sql/guard.hpp"

namespace askdb::duckdb {

/// Rule "depth".
std::optional<Refusal> find_copies(const std::vector<Token>& tokens);

}  // namespace askdb::duckdb
