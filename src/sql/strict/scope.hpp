#pragma once

/// What names mean at one place of a query: the sources in FROM, those of the queries around it,
/// and the WITH queries in sight.

#include <string>
#include <string_view>
#include <vector>

namespace askdb::strict {

/// Columns that a query may return: servers allow about as many.
constexpr std::size_t kMostColumns = 4'096;

/// `is_open`: there may be more than are listed.
struct Columns {
  std::vector<std::string> listed;
  bool is_open = false;
};

/// One item of FROM.
struct Source {
  std::string name;    ///< The alias, else the table's own name; "" for none.
  std::string schema;  ///< Of a table without alias: `schema.name.column` may name it.
  Columns columns;
};

/// The sources of one level. Lives on the stack of the level that resolves it.
struct Scope {
  const Scope* outer = nullptr;
  std::vector<Source> sources;
  /// Names that stand for a value by themselves: parameters of lambdas, names of output columns.
  std::vector<std::string> values;
};

/// A query named in WITH.
struct NamedQuery {
  std::string name;
  Columns columns;
};

struct Frame {
  const Frame* outer = nullptr;
  std::vector<NamedQuery> queries;
};

}  // namespace askdb::strict
