#pragma once

/// Walks a query as the server's analysis would: which table, WITH query or column a name means.
///
/// A WITH name hides a table only where that is certain in every version of the server; elsewhere
/// the name counts as a table's, which the policy must allow.

#include <optional>
#include <set>
#include <string>
#include <unordered_set>

#include "sql/strict/rules.hpp"
#include "sql/strict/scope.hpp"

namespace askdb::strict {

class Resolver {
 public:
  explicit Resolver(const Subject& subject) : subject_(subject), language_(subject.language) {}

  /// Call once. The relations read, or the first objection.
  std::variant<Relations, Refusal> run();

 private:
  // resolver.cpp: queries
  Columns query(const Node& node, const Scope* outer, const Frame* frame);
  Columns body(const Node& node, const Node* query, const Scope* outer, const Frame* frame);
  Columns select(const Node& node, const Node* query, const Scope* outer, const Frame* frame);
  Columns set_operation(const Node& node, const Scope* outer, const Frame* frame);
  void with(const Node& query, const Scope* outer, Frame& frame);
  void named_query(const Node& named, bool is_recursive, const Scope* outer, Frame& frame);
  Columns outputs(const Node& select, const Scope& scope);
  void values_of(const Node& node, std::vector<std::string>& names) const;
  /// Everything of `query` that is no body and no WITH: ORDER BY, LIMIT.
  void tail(const Node* query, const Scope& scope, const Frame* frame);

  // resolver_sources.cpp: items of FROM; each adds its sources to `scope`
  void source(const Node& item, Scope& scope, const Frame* frame);
  void sources(const Node& from, Scope& scope, const Frame* frame);
  void table(const Node& item, Scope& scope, const Frame* frame);
  Columns table_columns(const Node& item, std::string& schema);
  void derived(const Node& item, Scope& scope, const Frame* frame);
  const NamedQuery* find_named(const std::string& name, const Frame* frame) const;
  static void rename(const Node& item, Columns& columns);

  // resolver_names.cpp: expressions
  void expression(const Node& node, const Scope& scope, const Frame* frame);
  void column(const Node& node, const Scope& scope);
  void qualified_column(const Node& node, const Scope& scope);
  void star(const Node& node, const Scope& scope);
  const Source* find_source(const Scope& scope, std::string_view schema,
                            std::string_view name) const;
  bool has_column(const Columns& columns, std::string_view name) const;
  bool is_known_value(const Scope& scope, std::string_view name) const;
  bool is_same(std::string_view one, std::string_view other) const;
  std::vector<std::string> known_columns(const Scope& scope) const;

  void refuse(std::string rule, std::string message, std::string instead, std::size_t offset);
  void add_columns(Columns& columns, const Columns& more, std::size_t offset);
  /// Nothing that reads or names was passed over.
  bool has_seen_all() const;

  const Subject& subject_;
  const Language& language_;
  std::set<std::string> relations_;
  std::unordered_set<const Node*> seen_;
  /// Queries whose WITH has been read: once is enough.
  std::unordered_set<const Node*> seen_with_;
  std::optional<Refusal> objection_;
};

}  // namespace askdb::strict
