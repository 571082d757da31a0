#pragma once

/// Walks a query as the server's analysis would: which relation, WITH query or column each name
/// means, and whether a dot or a built-in name could end in a user's function.

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "sql/postgresql/infer.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {

class Resolver {
 public:
  explicit Resolver(const Subject& subject) : subject_(subject) {}

  /// Call once. The relations read, or the first objection.
  std::variant<Relations, Refusal> run();

 private:
  // resolver.cpp: queries
  /// `learn` is told the columns of the first part of a set operation.
  using LearnColumns = std::function<void(Columns)>;
  Columns query(const PgQuery__SelectStmt& select, const Scope* outer, const Frame* frame,
                const LearnColumns* learn = nullptr);
  void with(const PgQuery__WithClause& clause, const Scope* outer, Frame& frame);
  Columns set_operation(const PgQuery__SelectStmt& select, const Scope* outer, const Frame* frame,
                        const LearnColumns* learn);
  Columns remember(const PgQuery__SelectStmt& select, Columns columns);
  static Columns values(const PgQuery__SelectStmt& select, const Scope& scope);
  Columns targets(const PgQuery__SelectStmt& select, Scope& scope);
  void clauses(const PgQuery__SelectStmt& select, Scope& scope, const Frame* frame);

  // resolver_sources.cpp: items of FROM; each adds its sources to `scope`
  void source(const Message* item, Scope& scope, const Frame* frame);
  void relation(const PgQuery__RangeVar& relation, Scope& scope, const Frame* frame);
  void subquery(const PgQuery__RangeSubselect& item, Scope& scope, const Frame* frame);
  void function(const PgQuery__RangeFunction& item, Scope& scope, const Frame* frame);
  void xml_table(const PgQuery__RangeTableFunc& item, Scope& scope, const Frame* frame);
  void join(const PgQuery__JoinExpr& item, Scope& scope, const Frame* frame);
  Columns table_columns(const PgQuery__RangeVar& relation, std::string& schema);

  // resolver_names.cpp: expressions
  void expression(const Message* node, const Scope& scope, const Frame* frame);
  void expressions(PgQuery__Node** nodes, std::size_t count, const Scope& scope,
                   const Frame* frame);
  void column(const PgQuery__ColumnRef& reference, const Scope& scope);
  void field(const PgQuery__AIndirection& access, const Scope& scope);
  void call(const PgQuery__FuncCall& call, const Scope& scope);
  void operation(const PgQuery__AExpr& expression, const Scope& scope);
  bool could_be_users(std::string_view name, const std::vector<Category>& arguments,
                      bool is_operator) const;

  void refuse(std::string rule, std::string message, std::string instead,
              std::optional<std::size_t> offset);
  /// Every relation, column and query of the tree was looked at: else a name was missed.
  bool has_seen_all() const;

  const Subject& subject_;
  Objection objection_;
  std::set<std::string> relations_;
  std::unordered_set<const void*> seen_;
  std::unordered_map<const void*, Category> subqueries_;
};

/// Replaces the first names by an alias's column names.
void rename(Columns& columns, PgQuery__Node** names, std::size_t count);

}  // namespace askdb::postgresql
