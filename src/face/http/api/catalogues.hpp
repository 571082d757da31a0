#pragma once

/// The catalogues of all databases, as far as they can be had in a short time.

#include <memory>
#include <string>
#include <vector>

#include "app/app.hpp"

namespace askdb::web {

struct KnownDatabase {
  const DatasourceConfig* config = nullptr;
  Result<std::shared_ptr<const CatalogEntry>> entry;
};

/// In configured order. A database that does not answer within 3 seconds counts as failed; it is
/// read on in the background all the same.
Task<std::vector<KnownDatabase>> known_databases(App& app);

/// What people wrote about a database, or what the database says of itself.
std::string description_of(const App& app, const KnownDatabase& database);

}  // namespace askdb::web
