#pragma once

/// Takes a statement over several databases apart: what must be fetched of each table, and which
/// fetches can be made smaller by the keys of another one.
///
/// The statement itself is evaluated by DuckDB over what was fetched, so the rule for all of this
/// is that a row may stay away only if it cannot contribute to the result: columns that nothing
/// names, rows that a condition of the statement would drop in any case, rows that have no partner
/// in a join that demands one. Outer joins keep the rows that they preserve.

#include <boost/json/value.hpp>
#include <vector>

#include "base/result.hpp"
#include "federation/predicate.hpp"
#include "sql/schema.hpp"

namespace askdb::federation {

/// What one table of the merged database contributes.
struct Need {
  std::size_t table = 0;             ///< Index into `Database::tables`.
  std::vector<std::size_t> columns;  ///< Indices into `Table::columns`, rising; never empty.
  std::optional<Predicate> filter;   ///< Rows that do not pass are not needed.
  std::size_t uses = 1;              ///< How often the statement names the table.
};

/// A column of a need.
struct NeedColumn {
  std::size_t need = 0;
  std::size_t column = 0;
  auto operator<=>(const NeedColumn&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// Rows of `to` whose value is none of the values of `from` are not needed.
struct Reduction {
  NeedColumn from;
  NeedColumn to;
  auto operator<=>(const Reduction&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// Two tables that the statement joins by equality.
struct Link {
  NeedColumn left;
  NeedColumn right;
  auto operator<=>(const Link&) const = default;  // NOLINT(modernize-use-nullptr)
};

struct Decomposition {
  std::vector<Need> needs;  ///< In the order in which the statement names their tables.
  std::vector<Reduction> reductions;
  std::vector<Link> links;
};

/// `tree` is what json_serialize_sql makes of a statement whose tables are those of `database`,
/// with databases as schemas. Fails with kRefused for what cannot be split, naming it.
Result<Decomposition> decompose(const boost::json::value& tree, const Database& database);

/// The same for a statement's text. Fails with kSyntax too. Blocks for a moment.
Result<Decomposition> decompose(std::string_view sql, const Database& database);

}  // namespace askdb::federation
