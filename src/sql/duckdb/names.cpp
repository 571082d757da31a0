#include "sql/duckdb/names.hpp"

#include <unordered_set>
#include <vector>

#include "base/text.hpp"

namespace askdb::duckdb {
namespace {

using Names = std::unordered_set<std::string_view>;

const std::vector<std::string>& all_functions() {
  static const std::vector<std::string> kAll{
#include "sql/duckdb/functions.inc"
  };
  return kAll;
}

}  // namespace

bool is_allowed_function(std::string_view name) {
  static const Names kNames(all_functions().begin(), all_functions().end());
  return kNames.contains(to_lower(name));
}

bool is_aggregate(std::string_view name) {
  static const Names kNames{
#include "sql/duckdb/aggregates.inc"
  };
  return kNames.contains(to_lower(name));
}

bool is_allowed_table_function(std::string_view name) {
  static const Names kNames{"unnest",    "range",     "generate_series",
                            "json_each", "json_tree", "regexp_split_to_table"};
  return kNames.contains(to_lower(name));
}

bool is_allowed_operator(std::string_view name) {
  static const Names kNames{
#include "sql/duckdb/operators.inc"
  };
  return kNames.contains(name);
}

bool is_allowed_type(std::string_view name) {
  static const Names kNames{
#include "sql/duckdb/types.inc"
  };
  return kNames.contains(name);
}

bool is_allowed_value(std::string_view name) {
  static const Names kNames{"current_date", "current_time",   "current_timestamp",
                            "localtime",    "localtimestamp", "rowid"};
  return kNames.contains(to_lower(name));
}

bool is_forbidden_value(std::string_view name) {
  static const Names kNames{
      "user",           "current_user",    "session_user",     "current_role", "current_catalog",
      "current_schema", "current_schemas", "current_database", "current_query"};
  return kNames.contains(to_lower(name));
}

std::string nearest_function(std::string_view name) { return nearest(name, all_functions()); }

}  // namespace askdb::duckdb
