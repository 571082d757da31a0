#pragma once

/// The rules of the strict guards. Each looks at the whole tree and returns its first reason to
/// refuse. All are linear or nearly so, and recurse no deeper than the tree is high.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sql/policy.hpp"
#include "sql/strict/language.hpp"
#include "sql/strict/schema_names.hpp"

namespace askdb::strict {

using Objection = std::optional<Refusal>;

/// What the rules may look at. Everything outlives the check.
struct Subject {
  const Node& query;
  const Language& language;
  const RelationPolicy& policy;
  /// Null when only the text and the policy decide.
  const SchemaNames* schema = nullptr;
};

/// What `check(node)` objects to first, in the order of the tree.
template <class Check>
Objection first_objection(const Subject& subject, Check check) {
  Objection found;
  walk_tree(subject.query, [&](const Node& node) {
    if (!found) found = check(node);
    return !found;
  });
  return found;
}

/// Only built-in functions that compute with values. Rules: "function", "user_function".
Objection check_functions(const Subject& subject);

/// Casts to known types only. Rule: "type".
Objection check_types(const Subject& subject);

/// Forms that mean something else in this dialect than a reader expects.
Objection check_forms(const Subject& subject);

/// Arguments and patterns that would make a harmless function expensive. Rule: "argument".
Objection check_arguments(const Subject& subject);
Objection check_patterns(const Subject& subject);

/// What the query reads, as `schema.table`, sorted, each once.
using Relations = std::vector<std::string>;

/// Relations with real scoping, and columns where they are known for certain.
/// Rules: "relation", "unknown_relation", "unknown_column", "homoglyph", "size".
std::variant<Relations, Refusal> check_relations(const Subject& subject);

/// Recursion that ends and joins that are connected. Rules: "recursion", "cost".
Objection check_cost(const Subject& subject);
Objection check_recursion(const Subject& subject);

}  // namespace askdb::strict
