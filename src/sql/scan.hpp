#pragma once

/// Layer 0 of every guard: one linear pass over the bytes before any parser sees them.
///
/// It bounds what a parser could choke on (size, nesting, quadratic lexers) and refuses bytes that
/// a person would read differently from the database (control and bidi characters, look-alike
/// letters inside identifiers). It never decides what a statement does: that takes a parser.

#include <cstddef>
#include <optional>
#include <string_view>

#include "sql/dialect.hpp"
#include "sql/guard.hpp"

namespace askdb {

/// Bounds of the pass; a statement over any of them is refused. The figures come from
/// measurements: see docs/guard.md.
struct ScanLimits {
  std::size_t max_bytes = 32'768;
  std::size_t max_bracket_depth = 100;
  /// Nested comments (PostgreSQL): its lexer is quadratic in them.
  std::size_t max_comment_depth = 8;
  /// Characters of one operator: the lexer of PostgreSQL is quadratic in runs of "+".
  std::size_t max_operator_length = 8;
  std::size_t max_tokens = 8'000;
  /// Operators between two list separators: each is one level of a parser's tree.
  std::size_t max_chain = 300;
};

/// The first reason to refuse `sql`, or none. Rules: "size", "encoding", "homoglyph", "depth".
/// Linear, allocates nothing but the refusal; an over-long text is refused without being read.
/// For dialects that are parsed by askdb itself only size and bytes are looked at: the lexer of
/// sql/strict bounds the rest.
std::optional<Refusal> scan(std::string_view sql, Dialect dialect, const ScanLimits& limits = {});

}  // namespace askdb
