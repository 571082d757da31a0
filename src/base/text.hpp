#pragma once

/// Small text helpers that every room needs. All are linear in their input; bytes are UTF-8.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace askdb {

/// ASCII lower case; other bytes are left alone.
std::string to_lower(std::string_view text);
std::string_view trim(std::string_view text);
/// Pieces between `separator`, empty ones included.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
bool iequals(std::string_view a, std::string_view b);

/// Offset of the first byte that is not well-formed UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF), or `npos`.
std::size_t find_invalid_utf8(std::string_view text);

/// Text that is safe to show in a terminal or a log: C0 (except tab and newline), DEL, C1, and
/// bidi controls become U+FFFD; invalid UTF-8 bytes too. Escape sequences so lose their ESC.
std::string without_controls(std::string_view text);

/// Cuts to at most `max_bytes` at a code point boundary and marks a cut with "…" (3 bytes,
/// counted).
std::string shortened(std::string_view text, std::size_t max_bytes);

/// A decimal number with `separator` between its thousands: -1234567.891 is -1,234,567.891.
std::string with_thousands(std::string_view number, char separator = ',');

/// Columns a terminal needs for `text`: wide East Asian characters count 2, combining marks 0.
std::size_t display_width(std::string_view text);

/// Damerau-Levenshtein distance (adjacent transpositions), at most `limit + 1` is returned.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word` within a third of its length, or "". For "Did you mean …?".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// `text` as a double-quoted SQL identifier, or as a single-quoted SQL string.
std::string quoted_identifier(std::string_view text);
std::string quoted_literal(std::string_view text);

/// FNV-1a, 64 bit, as 16 hex digits: a fingerprint, not a cryptographic digest.
std::string fingerprint(std::string_view text);

}  // namespace askdb
