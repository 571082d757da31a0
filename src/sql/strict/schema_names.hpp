#pragma once

/// The names of a `Database`, indexed for lookups during a check.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sql/schema.hpp"

namespace askdb::strict {

class SchemaNames {
 public:
  /// Keeps `database` alive; points into it.
  explicit SchemaNames(std::shared_ptr<const Database> database);

  /// The relation `name` means: in the default schema first, then in any other where it is the
  /// only one. Exact spelling first, then ignoring ASCII case unless `is_exact`. Null when there is
  /// none.
  const Table* table(std::string_view schema, std::string_view name, bool is_exact = false) const;
  /// "Did you mean ...?": the known relation nearest to `name`, or "".
  std::string nearest_table(std::string_view name) const;
  /// A user made a function of this name, in whatever schema. Ignores ASCII case.
  bool has_routine(std::string_view name) const;
  const std::string& default_schema() const { return database_->default_schema; }

 private:
  std::shared_ptr<const Database> database_;
  /// By lower-case name.
  std::unordered_map<std::string, std::vector<const Table*>> tables_;
  std::unordered_set<std::string> routines_;
};

}  // namespace askdb::strict
