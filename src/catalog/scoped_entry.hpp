#pragma once

/// A catalogue that holds one subject area only.

#include <memory>

#include "catalog/catalog.hpp"

namespace askdb {

/// `entry` with the tables of `area` and their values; null when it has none of them. The guard
/// stays that of the whole: an area narrows what is looked at, not what is allowed.
std::shared_ptr<const CatalogEntry> scoped_entry(const CatalogEntry& entry,
                                                 const SubjectArea& area);

}  // namespace askdb
