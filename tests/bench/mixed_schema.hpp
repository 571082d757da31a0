#pragma once

/// One database among thousands of others' tables: what linking has to find its way in.

#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb::bench {

struct MixedSchema {
  std::shared_ptr<const Database> database;
  std::vector<ColumnValues> values;
};

/// All tables of `all`, each database in a schema of its own name, and renamed copies of those that
/// are not `own` until there are `tables` of them. A copy's tables and schema get a prefix ("stg_",
/// "hist_", …), its columns, comments, samples and keys stay; the values of copies are their
/// samples. Copies are spread among the originals, so that the order says nothing. Deterministic.
MixedSchema mixed_schema(const std::vector<std::shared_ptr<const CatalogEntry>>& all,
                         const std::string& own, std::size_t tables, bool is_varied = false);

}  // namespace askdb::bench
