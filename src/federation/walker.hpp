#pragma once

/// Walks over DuckDB's syntax tree and notes what the statement needs of each table.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "federation/scope.hpp"

namespace askdb::federation {

class Walker {
 public:
  explicit Walker(const Database& database) : database_(database) {}

  /// For the whole statement, once.
  void walk(const boost::json::object& query);

  const std::vector<Use>& uses() const { return uses_; }
  /// What could not be understood; empty when all was.
  const std::string& problem() const { return problem_; }

  /// Between uses, as `Reduction` and `Link` are between needs.
  const std::set<Reduction>& reductions() const { return reductions_; }
  const std::set<Link>& links() const { return links_; }

 private:
  using Ctes = std::map<std::string, Columns>;
  /// How a subquery stands in the query around it.
  struct Place {
    const Scope* outer = nullptr;
    bool is_exists = false;    ///< Only whether there are rows counts.
    bool is_demanded = false;  ///< A row of `outer` without rows here is dropped.
  };

  Columns query(const boost::json::object& node, Ctes ctes, Place place);
  Columns select(const boost::json::object& node, const Ctes& ctes, Place place);
  void add_ctes(const boost::json::object& node, Ctes& ctes);
  Columns columns_of(const boost::json::object& node, const Scope& scope);

  void from(const boost::json::object& item, const Ctes& ctes, Scope& scope);
  void table(const boost::json::object& item, const Ctes& ctes, Scope& scope);
  void join(const boost::json::object& item, const Ctes& ctes, Scope& scope);
  void using_columns(const Scope& scope, std::size_t join);

  void condition(const boost::json::object& node, const Scope& scope, std::size_t join,
                 const Ctes& ctes, const Place& place);
  void equality(const boost::json::object& node, const Scope& scope, std::size_t join,
                const Place& place);
  bool demanded_subquery(const boost::json::object& node, const Scope& scope, const Ctes& ctes);
  void push(const boost::json::object& node, const Scope& scope, std::size_t join);
  void connect(const Origin& from, const Origin& to, bool may_reduce_from, bool may_reduce_to);

  void expression(const boost::json::value& node, const Scope& scope, const Ctes& ctes);
  void star(const boost::json::object& node, const Scope& scope);
  void mention(const std::vector<std::string>& parts);
  void take_all(const Source& source);

  const Database& database_;
  std::vector<Use> uses_;
  std::set<Reduction> reductions_;
  std::set<Link> links_;
  std::map<std::string, int> cte_references_;
  std::set<std::vector<std::string>> mentions_;
  std::string problem_;
};

}  // namespace askdb::federation
