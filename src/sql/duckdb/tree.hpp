#pragma once

/// DuckDB's own parse tree of a statement, as JSON: what `json_serialize_sql` gives. The statement
/// is parsed and never run, bound or looked up; the DuckDB that parses is an empty one without
/// access to anything.
///
/// A node is a JSON object. `query_location` is a byte offset in the text. Nodes of expressions
/// have a `class` and a `type`; tables, queries and modifiers a `type`.

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sql/guard.hpp"

namespace askdb::duckdb {

/// One statement that reads, as JSON. Owns it.
struct Tree {
  boost::json::value document;
  /// The query: {"type": "SELECT_NODE", …}. A part of `document`.
  const boost::json::object* query = nullptr;
  /// The statement's place in the text, without a semicolon and what follows it.
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Parses `sql`, which `scan` has seen. Blocks for the time it takes, and recurses: call it on a
/// big stack. Rules: "empty", "single_statement", "read_only", "explain", "syntax", "depth",
/// "guard" (DuckDB's library is missing).
std::variant<Tree, Refusal> parse(std::string_view sql);

/// The same for any caller: scans first, and runs on a stack that is large enough.
std::variant<Tree, Refusal> parse_anywhere(std::string_view sql);

/// A text member, or "".
std::string_view text_of(const boost::json::object& node, std::string_view member);
/// A member that is an object, or null.
const boost::json::object* object_of(const boost::json::object& node, std::string_view member);
/// A member that is a list, or null.
const boost::json::array* array_of(const boost::json::object& node, std::string_view member);
/// Where the node stands in the text, when DuckDB knows.
std::optional<std::size_t> location(const boost::json::object& node);

}  // namespace askdb::duckdb
