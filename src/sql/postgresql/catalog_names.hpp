#pragma once

/// The names of a `Database`, indexed for lookups during a check. Exact names only: the parser has
/// folded them as the server does.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/schema.hpp"

namespace askdb::postgresql {

class CatalogNames {
 public:
  /// Keeps `database` alive; points into it.
  explicit CatalogNames(std::shared_ptr<const Database> database);

  /// The relation `name` means: in the default schema first, then in any other where it is the
  /// only one. Null when there is none.
  const Table* table(std::string_view schema, std::string_view name) const;
  /// "Did you mean ...?": the known relation nearest to `name`, or "".
  std::string nearest_table(std::string_view name) const;

  /// A user's function or operator has this name, in whatever schema.
  bool has_routine(std::string_view name) const { return routines_.count(name) > 0; }
  const std::vector<const UserRoutine*>& routines(std::string_view name) const;

  /// The user's type of that name, or null. An empty schema means any.
  const UserType* type(std::string_view schema, std::string_view name) const;

 private:
  std::shared_ptr<const Database> database_;
  std::unordered_map<std::string_view, std::vector<const Table*>> tables_;
  std::unordered_map<std::string_view, std::vector<const UserRoutine*>> routines_;
  std::unordered_map<std::string_view, std::vector<const UserType*>> types_;
};

}  // namespace askdb::postgresql
