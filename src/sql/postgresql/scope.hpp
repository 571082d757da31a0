#pragma once

/// What names mean at one place of a query: the sources in FROM, those of the queries around it,
/// and the WITH queries that can be seen.

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/postgresql/categories.hpp"

namespace askdb::postgresql {

/// Columns that a query of PostgreSQL can return.
constexpr std::size_t kMostColumns = 1'664;

struct NamedColumn {
  std::string name;
  Category category = Category::kUnknown;
  Category element = Category::kUnknown;  ///< Of an array's elements.
};

/// Columns of a query or source. `is_open`: there may be more than are listed.
struct Columns {
  std::vector<NamedColumn> listed;
  bool is_open = false;

  const NamedColumn* find(std::string_view name) const {
    const auto found = std::find_if(listed.begin(), listed.end(),
                                    [name](const NamedColumn& c) { return c.name == name; });
    return found == listed.end() ? nullptr : &*found;
  }
};

/// One item of FROM.
struct Source {
  std::string name;    ///< The alias, else the relation's own name; "" for none.
  std::string schema;  ///< Of an unaliased relation: `schema.name.column` may name it.
  Columns columns;
};

/// The sources of one query level. Lives on the stack of the level that resolves it.
struct Scope {
  const Scope* outer = nullptr;
  std::vector<Source> sources;
  /// Categories of the first column of the subqueries resolved so far.
  const std::unordered_map<const void*, Category>* subqueries = nullptr;
  /// Output columns by their names, which ORDER BY and GROUP BY may use.
  std::vector<NamedColumn> outputs;
};

/// A query named in WITH.
struct NamedQuery {
  std::string name;
  Columns columns;
};

/// The WITH queries of one level that are in sight.
struct Frame {
  const Frame* outer = nullptr;
  std::vector<NamedQuery> queries;

  const NamedQuery* find(std::string_view name) const {
    for (const Frame* frame = this; frame != nullptr; frame = frame->outer) {
      for (auto query = frame->queries.rbegin(); query != frame->queries.rend(); ++query) {
        if (query->name == name) return &*query;
      }
    }
    return nullptr;
  }
};

}  // namespace askdb::postgresql
