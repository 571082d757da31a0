#include "sql/postgresql/names.hpp"

#include <unordered_set>

#include "base/text.hpp"

namespace askdb::postgresql {
namespace {

using Names = std::unordered_set<std::string_view>;

const Names& functions() {
  static const Names kNames{
#include "sql/postgresql/functions.inc"
  };
  return kNames;
}

const Names& operators() {
  static const Names kNames{
#include "sql/postgresql/operators.inc"
  };
  return kNames;
}

const Names& types() {
  static const Names kNames{
#include "sql/postgresql/types.inc"
  };
  return kNames;
}

const Names& dotted_functions() {
  static const Names kNames{
#include "sql/postgresql/dotted_functions.inc"
  };
  return kNames;
}

}  // namespace

bool is_allowed_function(std::string_view name) { return functions().count(name) > 0; }
bool is_allowed_operator(std::string_view name) { return operators().count(name) > 0; }
bool is_allowed_type(std::string_view name) { return types().count(name) > 0; }

bool may_call_by_dot(std::string_view name) {
  return name.starts_with("pg_") || name.starts_with("binary_upgrade_") ||
         dotted_functions().count(name) > 0;
}

std::string nearest_function(std::string_view name) {
  static const std::vector<std::string> kAll(functions().begin(), functions().end());
  return nearest(name, kAll);
}

bool is_builtin_form(const std::vector<std::string>& parts) {
  return parts.size() == 1 || (parts.size() == 2 && parts[0] == "pg_catalog");
}

}  // namespace askdb::postgresql
