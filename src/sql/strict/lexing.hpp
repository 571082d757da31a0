#pragma once

/// How a dialect's bytes become tokens.
///
/// A lexer that disagrees with the server is the classic way around a guard, so a form that a
/// server's mode or version could read in two ways is refused, never guessed.

#include <cstddef>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/guard.hpp"
#include "sql/strict/token.hpp"

namespace askdb::strict {

struct Lexing {
  /// Backslashes escape in texts and quoted names (ClickHouse).
  bool has_backslash_escapes = false;
  /// Whether they do is the server's mode (MySQL): a text that would end elsewhere is refused.
  bool has_uncertain_backslashes = false;
  bool has_backquoted_names = false;
  /// "a" is a text or a name by the server's mode (MySQL); else it is a name.
  bool has_uncertain_double_quotes = false;
  bool has_hash_comments = false;
  /// "--" starts a comment only before a blank; elsewhere it is two minus signs (MySQL).
  bool needs_blank_after_dashes = false;
  /// Comments that are run (/*! and /*M!) or steer the optimiser (/*+).
  bool has_active_comments = false;
  /// Letters beyond ASCII in unquoted names.
  bool has_wide_names = false;
  bool has_dollars_in_names = false;
  /// "a.1" is the first member of the tuple `a` (ClickHouse).
  bool has_numbered_members = false;
  /// Longest first. What is not listed is refused.
  std::span<const std::string_view> operators;
  /// Lower-case words that may stand before a text without a blank: x, b, n, _utf8mb4.
  std::span<const std::string_view> string_prefixes;
};

constexpr std::size_t kMostTokens = 8'000;

/// The tokens of `sql`, closed by one of kind `kEnd`. `sql` is valid UTF-8 without control
/// characters and outlives the tokens. Linear. Rules: "syntax", "ambiguous", "comment",
/// "variable", "parameter", "homoglyph", "size".
std::variant<std::vector<Token>, Refusal> lex(std::string_view sql, const Lexing& lexing);

}  // namespace askdb::strict
