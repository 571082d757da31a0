#pragma once

/// The one file pair that calls libpg_query's parser and frees what it allocates.

#include <memory>
#include <string>
#include <variant>

#include "sql/guard.hpp"
#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

struct FreeTree {
  void operator()(PgQuery__ParseResult* tree) const;
};
using Tree = std::unique_ptr<PgQuery__ParseResult, FreeTree>;

/// Parses `sql`, which holds no NUL. Call only on a big stack. Refusals: rule "syntax".
std::variant<Tree, Refusal> parse(const std::string& sql);

}  // namespace askdb::postgresql
