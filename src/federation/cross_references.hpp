#pragma once

/// Columns of different databases that mean the same things.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb::federation {

/// A column whose values are those of another database's key. Names are as in the catalogue.
struct Reference {
  std::string database;
  std::string table;
  std::string column;
  std::string to_database;
  std::string to_table;
  std::string to_column;
  bool is_inferred = false;  ///< Not declared: same name and kind, and values that overlap.
};

/// "customer_db.customers.customer_id = accounts_db.accounts.customer_id"
std::string reference_text(const Reference& reference);

/// The references between `entries`: those that overlays declare, and inferred ones, where a column
/// has the name and kind of another database's single key and, as far as values of both are known,
/// at least half of its own are among them. Names that could mean any key ("id", "code") count only
/// when they are declared.
std::vector<Reference> references_between(
    const std::vector<std::shared_ptr<const CatalogEntry>>& entries);

/// The references between the entries that were asked for last. Thread-safe.
class ReferenceCache {
 public:
  std::shared_ptr<const std::vector<Reference>> of(
      std::vector<std::shared_ptr<const CatalogEntry>> entries);

 private:
  std::mutex mutex_;
  // Guarded by mutex_.
  std::vector<std::shared_ptr<const CatalogEntry>> entries_;
  std::shared_ptr<const std::vector<Reference>> references_ =
      std::make_shared<const std::vector<Reference>>();
};

}  // namespace askdb::federation
