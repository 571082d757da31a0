#pragma once

/// The rules of the DuckDB guard, in the order in which they are asked, after `check_nodes`. Each
/// looks at the whole tree and returns its first reason to refuse. All recurse: call them only on a
/// big stack.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sql/duckdb/nodes.hpp"
#include "sql/guard.hpp"
#include "sql/policy.hpp"
#include "sql/schema.hpp"

namespace askdb::duckdb {

using Objection = std::optional<Refusal>;

/// What the rules may look at. Everything outlives the check.
struct Subject {
  const Node& query;
  const RelationPolicy& policy;
  /// Null when only the text and the policy decide.
  const Database* schema = nullptr;
};

/// Only built-in functions and operators without side effects; no macros.
/// Rules: "function", "operator", "user_function".
Objection check_functions(const Subject& subject);

/// Casts to built-in types, and to enumerations of the schema. Rule: "type".
Objection check_types(const Subject& subject);

/// Arguments that would make a harmless function expensive. Rule: "argument".
Objection check_arguments(const Subject& subject);

/// Names that stand for other expressions, again and again (SELECT 1 AS a, a + a AS b, b + b AS c),
/// WITH queries that read each other twice: DuckDB copies them before it runs. Rule: "depth".
Objection check_growth(const Subject& subject);

/// What the query reads, as `schema.table`, sorted, each once.
using Relations = std::vector<std::string>;

/// Relations with real scoping, and every column where the schema tells them.
/// Rules: "relation", "unknown_relation", "unknown_column".
std::variant<Relations, Refusal> check_relations(const Subject& subject);

/// Recursion that ends and joins that are connected. Rules: "recursion", "cost".
Objection check_cost(const Subject& subject);

/// What `check(node, family)` objects to first, in the order of the tree.
template <class Check>
Objection first_objection(const Subject& subject, Check check) {
  Objection found;
  walk(subject.query, "query", [&](const Node& node, std::string_view family) {
    if (!found) found = check(node, family);
    return !found;
  });
  return found;
}

}  // namespace askdb::duckdb
