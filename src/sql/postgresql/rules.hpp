#pragma once

/// The rules of the PostgreSQL guard, in the order in which they are asked. Each looks at the whole
/// tree and returns its first reason to refuse. All recurse: call them only on a big stack.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sql/guard.hpp"
#include "sql/policy.hpp"
#include "sql/postgresql/catalog_names.hpp"
#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

using Objection = std::optional<Refusal>;

/// What the rules may look at. Everything outlives the check.
struct Subject {
  const PgQuery__SelectStmt& query;
  const RelationPolicy& policy;
  /// Null when only the text and the policy decide.
  const CatalogNames* catalog = nullptr;
};

/// What `check(node)` objects to first, in the order of the tree.
template <class Check>
Objection first_objection(const Subject& subject, Check check) {
  Objection found;
  walk(*base(&subject.query), [&](const Message& node) {
    if (!found) found = check(node);
    return !found;
  });
  return found;
}

/// A statement's place in the text that was checked.
struct Single {
  const PgQuery__SelectStmt* query = nullptr;
  std::size_t begin = 0;
  std::size_t size = 0;
};

/// Exactly one statement, and it reads. Rules: "empty", "single_statement", "read_only", "explain".
std::variant<Single, Refusal> find_single_query(const PgQuery__ParseResult& tree,
                                                std::string_view sql);

/// Only kinds of node that have been allowed, and a depth a server can take.
/// Rules: "read_only", "select_into", "row_lock", "node", "depth".
Objection check_nodes(const Subject& subject);

/// Only built-in functions without side effects. Rule: "function".
Objection check_functions(const Subject& subject);

/// Arguments that would make a harmless function expensive. Rule: "argument".
Objection check_arguments(const Subject& subject);

/// Regular expressions that take exponential time. Rule: "argument".
Objection check_regular_expressions(const Subject& subject);

/// Only built-in operators. Rule: "operator".
Objection check_operators(const Subject& subject);

/// Casts to built-in types, and to enumerations of the catalog. Rule: "type".
Objection check_types(const Subject& subject);

/// What the query reads, as `schema.table`, sorted, each once.
using Relations = std::vector<std::string>;

/// Relations with real scoping, and every column where the catalog tells them.
/// Rules: "relation", "unknown_relation", "unknown_column", "user_function".
std::variant<Relations, Refusal> check_relations(const Subject& subject);

/// Recursion that ends and joins that are connected. Rules: "recursion", "cost".
Objection check_cost(const Subject& subject);

}  // namespace askdb::postgresql
