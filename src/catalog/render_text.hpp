#pragma once

/// The small pieces of a rendered schema: each safe, short and on one line.

#include <string>
#include <string_view>
#include <vector>

#include "sql/schema.hpp"

namespace askdb::catalog {

/// Untrusted text for a prompt: controls and line breaks gone, blanks collapsed, at most
/// `max_bytes`.
std::string one_line_text(std::string_view text, std::size_t max_bytes);

/// An identifier as it must be written in this dialect: quoted when it is no plain word.
std::string identifier(std::string_view name, Dialect dialect);

/// "orders", or "sales.orders" outside the default schema.
std::string table_name(const Table& table, const Database& database);

/// "text", "int", "decimal", "date", …; the database's own name for other kinds.
std::string short_type(const Column& column);

/// The comment, shortened; empty when it only repeats the name.
std::string useful_comment(std::string_view comment, std::string_view name, std::size_t max_bytes);

/// {'open','closed'}: the given values, as many as fit `max_bytes`.
std::string value_list(const std::vector<std::string>& values, std::size_t max_count,
                       std::size_t max_bytes);

}  // namespace askdb::catalog
