#pragma once

/// The tables and columns of all datasources that are loaded, by name: for completion and
/// /show-schema.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace askdb {

class Names {
 public:
  void set(const std::string& datasource, std::shared_ptr<const CatalogEntry> entry);

  /// By datasource name.
  const std::map<std::string, std::shared_ptr<const CatalogEntry>>& entries() const {
    return entries_;
  }
  /// Names of tables, or of tables and columns, that start with `start` in any case; sorted.
  std::vector<std::string> tables(const std::string& start) const;
  std::vector<std::string> all(const std::string& start) const;

  struct Found {
    const Database* database = nullptr;
    const Table* table = nullptr;
  };
  /// Tables called `name`, or `schema.name`, or `database.name`, in any case.
  std::vector<Found> find(const std::string& name) const;
  /// A table's name like `name`, or "".
  std::string nearest_table(const std::string& name) const;

 private:
  std::map<std::string, std::shared_ptr<const CatalogEntry>> entries_;
  std::vector<std::string> tables_;  ///< Sorted, each once.
  std::vector<std::string> all_;
};

}  // namespace askdb
