#pragma once

/// What the names of a statement mean while it is taken apart.

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "federation/decompose.hpp"

namespace askdb::federation {

/// One place in the statement that names a base table.
struct Use {
  std::size_t table = 0;
  std::vector<bool> columns;  ///< Those that the statement names.
  std::vector<Predicate> conditions;
  /// Leaving out rows could change the result (samples, positional joins): take all of them.
  bool is_fixed = false;
  std::string alias;  ///< In lower case; the table's name without one.
};

/// A column whose values come unchanged from a base table.
struct Origin {
  std::size_t use = 0;
  std::size_t column = 0;
  /// Rows of the table may stay away when the value of this column is not wanted.
  bool may_reduce = true;
  bool is_nullable = false;  ///< An outer join may put NULL in its place.
};

/// Columns of a FROM item or of a query, by name in lower case; without an origin: computed.
struct Columns {
  std::map<std::string, std::optional<Origin>> named;
  bool is_complete = true;  ///< False: it may have further columns.
};

/// One item of FROM.
struct Source {
  std::string alias;  ///< In lower case.
  std::string database;
  std::string table;
  std::optional<std::size_t> use;
  Columns columns;
  std::vector<std::size_t> nullable_by;  ///< Joins of the scope that may put NULL in its place.
};

/// A join with its sources: [first, middle) on the left, [middle, last) on the right.
struct Join {
  std::string type;  ///< "INNER", "LEFT", ...
  const boost::json::object* node = nullptr;
  std::size_t first = 0;
  std::size_t middle = 0;
  std::size_t last = 0;
};

/// The sources that one SELECT sees, and those around it.
struct Scope {
  std::vector<Source> sources;
  std::vector<Join> joins;           ///< Inner ones first.
  std::vector<std::string> aliases;  ///< Of the select list.
  const Scope* outer = nullptr;
};

/// What a column reference means.
struct Hit {
  const Scope* scope = nullptr;
  std::size_t source = 0;
  std::optional<Origin> origin;
};

/// Nothing when it is unknown, ambiguous, or not certain.
std::optional<Hit> resolve(const std::vector<std::string>& parts, const Scope& scope);

/// The WHERE clause stands above all joins.
constexpr std::size_t kWhere = std::numeric_limits<std::size_t>::max();

/// Whether an outer join below `join` may put NULL in the place of the source's columns.
bool is_nullable_below(const Source& source, std::size_t join);

/// Whether a condition of `join` (or kWhere) that a row of the source does not meet makes the row
/// useless: not so for the side that an outer join preserves.
bool drops_rows_of(const Scope& scope, std::size_t join, std::size_t source);

}  // namespace askdb::federation
