#pragma once

/// What a name can mean at one place of a query.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace askdb::duckdb {

/// Columns of a table, a subquery or a WITH query. Names are in lower case.
struct Columns {
  std::vector<std::string> names;
  /// There may be more: functions, PIVOT, unnamed expressions.
  bool is_open = false;

  bool has(const std::string& lower) const;
};

/// One item of FROM.
struct Source {
  std::string name;  ///< Alias, or name; in lower case.
  Columns columns;
};

/// WITH queries that can be seen, by name in lower case. An inner one hides an outer one.
using NamedQueries = std::map<std::string, Columns>;

struct Scope {
  const Scope* outer = nullptr;
  std::vector<Source> sources;
  std::set<std::string> aliases;  ///< Of this query's select list.
  std::set<std::string> lambda;   ///< Parameters of the lambdas around.
};

}  // namespace askdb::duckdb
