#pragma once

/// The shapes of nodes.inc: which nodes and members a tree may have, and how to walk it.

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "sql/guard.hpp"

namespace askdb::duckdb {

using Node = boost::json::object;

/// A node below another one.
struct Child {
  std::string_view member;
  std::string_view family;  ///< "expression", "query", "table", …
  const Node* node = nullptr;
};

/// The nodes below `node`, in the order of its members. Only for trees that `check_nodes` passed.
std::vector<Child> children(const Node& node, std::string_view family);

/// Calls `visit(node, family)` for `node` and all below it; `visit` returns true to go deeper.
/// Recursive.
void walk(const Node& node, std::string_view family,
          const std::function<bool(const Node&, std::string_view)>& visit);

/// "FUNCTION/FUNCTION" for expressions, "JOIN" for others, "" for nodes without a kind.
std::string kind_of(const Node& node);

/// Only known nodes, with only known members. Rules: "node", "depth". Recursive.
std::optional<Refusal> check_nodes(const Node& query);

}  // namespace askdb::duckdb
