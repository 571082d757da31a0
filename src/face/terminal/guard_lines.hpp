#pragma once

/// The line format of `askdb guard`: statements in, verdicts out. See docs/guard.md.

#include <optional>
#include <string>

#include "base/described.hpp"
#include "sql/guard.hpp"

namespace askdb {

/// One statement of the input.
struct GuardLine {
  json::value id;
  std::string sql;              ///< Raw bytes: need not be valid UTF-8.
  bool has_parameters = false;  ///< The line brings values for $1, $2, ...
};

/// `{"id":..., "sql" | "sql_b64" | "sql_parts":...}`. Fails with kInput. A statement of more than
/// 64 MiB is cut there, far beyond what any guard accepts.
Result<GuardLine> parse_guard_line(const std::string& line);

/// Bytes of base64 text, or nothing when it is malformed.
std::optional<std::string> decode_base64(std::string_view text);

/// `{"id","verdict","rule","message","sql","micros"}`.
json::object verdict_line(const GuardLine& line, const Verdict& verdict, std::int64_t micros);

/// Text as JSON may carry it: bytes that are not UTF-8 become U+FFFD.
std::string json_text(std::string_view text);

}  // namespace askdb
