#pragma once

/// WITH RECURSIVE must end: a step towards a bound, or a walk along the data.

#include "sql/postgresql/rules.hpp"

namespace askdb::postgresql {

/// `named` is one query of the WITH clause of `outer`. Rule: "recursion".
Objection check_recursion(const PgQuery__CommonTableExpr& named, const PgQuery__SelectStmt& outer);

}  // namespace askdb::postgresql
