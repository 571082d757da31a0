#pragma once

/// Walks a query as DuckDB's binder would: which table, WITH query or column each name means.

#include <set>
#include <string>

#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/scope.hpp"

namespace askdb::duckdb {

class Resolver {
 public:
  explicit Resolver(const Subject& subject) : subject_(subject) {}

  /// Call once. The relations read, or the first objection.
  std::variant<Relations, Refusal> run();

 private:
  // resolver.cpp: queries
  Columns query(const Node& node, const Scope* outer, const NamedQueries& outside);
  Columns select(const Node& node, const Scope* outer, const NamedQueries& named);
  Columns statement(const Node* node, const Scope* outer, const NamedQueries& named);
  void with(const Node& node, const Scope* outer, NamedQueries& named);
  void modifiers(const Node& node, const Scope& scope, const NamedQueries& named);
  void output(const Node& expression, const Scope& scope, Columns& columns);

  // resolver_sources.cpp: items of FROM; each adds its sources to `scope`
  void source(const Node& item, Scope& scope, const NamedQueries& named);
  void relation(const Node& item, Scope& scope, const NamedQueries& named);
  void add(const Node& item, Source found, Scope& scope);

  // resolver_names.cpp: expressions
  void expression(const Node& node, const Scope& scope, const NamedQueries& named);
  void below(const Node& node, std::string_view family, const Scope& scope,
             const NamedQueries& named);
  void lambda(const Node& node, const Scope& scope, const NamedQueries& named);
  void column(const Node& node, const Scope& scope);

  void refuse(std::string rule, std::string message, std::string instead,
              std::optional<std::size_t> offset);

  const Subject& subject_;
  std::set<std::string> relations_;
  Objection objection_;
};

}  // namespace askdb::duckdb
