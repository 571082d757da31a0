#pragma once

/// What SQLite's compiler reports about a statement, and what of it is allowed. Deny by default:
/// an action, function or virtual table that is not listed here makes the compilation fail.

#include <sqlite3.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace askdb::sqlite {

/// `Accesses::refused_action` when a virtual table of SQLite itself was named: pragma_table_info,
/// dbstat.
inline constexpr std::string_view kVirtualTable = "a virtual table";

/// Filled while a statement is compiled.
struct Accesses {
  /// A table of which columns are read, and the view or CTE through which (empty: directly).
  std::set<std::pair<std::string, std::string>> reads;
  /// The same for names in FROM of which no column is read: tables, but CTEs too.
  std::set<std::pair<std::string, std::string>> mentions;
  std::set<std::string> functions;
  std::string refused_function;  ///< The first that is not allowed.
  std::string refused_action;    ///< The first other thing that is not allowed: "PRAGMA".
};

/// The built-in functions without side effects that read nothing but their arguments. `name` in
/// any case.
bool is_allowed_function(std::string_view name);

/// Table-valued functions that read nothing but their arguments.
bool is_allowed_table_function(std::string_view name);

/// Uses json_each, json_tree and the virtual tables of the schema once: their set-up would be
/// refused under the authorizer. Call before `set_authorizer`, once per handle.
void prepare_table_functions(sqlite3* handle);

/// Reports into `accesses`, which must live until the authorizer is changed; null only judges.
void set_authorizer(sqlite3* handle, Accesses* accesses);

}  // namespace askdb::sqlite
