#pragma once

/// A coarse type of an expression: enough to tell whether a call can mean a built-in function or
/// would resolve to a user's function of the same name ("lower(id)").

#include <string_view>
#include <vector>

#include "sql/postgresql/tree.hpp"

namespace askdb::postgresql {

/// As PostgreSQL's typcategory, coarser. `kLiteral`: a string constant whose type is still open.
enum class Category {
  kUnknown,
  kAny,
  kLiteral,
  kText,
  kNumber,
  kTime,
  kBoolean,
  kJson,
  kArray,
  kRange,
  kOther
};

/// Of a type as `format_type` or a cast writes it: "character varying(50)", "int4", "text[]".
Category category_of_type(std::string_view type);

/// What a built-in function of that name returns whatever its arguments; kUnknown if it depends.
Category result_of_function(std::string_view name);

/// A built-in function of that name can take `arguments`. True when in doubt.
bool can_be_builtin_call(std::string_view name, const std::vector<Category>& arguments);

}  // namespace askdb::postgresql
