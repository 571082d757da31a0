#pragma once

/// Coarse types of expressions, and what column references mean.

#include "sql/postgresql/categories.hpp"
#include "sql/postgresql/scope.hpp"

namespace askdb::postgresql {

/// The category of `expression` at a place with `scope`; kUnknown when it cannot be told.
Category infer(const Message* expression, const Scope& scope);

/// The category of the elements of an array expression.
Category infer_element(const Message* expression, const Scope& scope);

/// The source that `name` (qualified by `schema` unless "") means from `scope` outwards, or null.
const Source* find_source(const Scope& scope, std::string_view schema, std::string_view name);

}  // namespace askdb::postgresql
