#pragma once

/// What people wrote about their databases: `summary.yaml` and `<database>.yaml`, in the first
/// seed's format (databases.<db>.schemas.<schema>.tables.<table>.{description, columns[…]}), and
/// `subject_areas:` in any of these files.

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "catalog/subject_area.hpp"
#include "sql/schema.hpp"

namespace askdb {

/// One entry of summary.yaml.
struct DatabaseSummary {
  std::string id;
  std::string name;
  std::string short_description;
  std::string description;
  std::string icon;
  std::string datasource;
};
BOOST_DESCRIBE_STRUCT(DatabaseSummary, (),
                      (id, name, short_description, description, icon, datasource))

struct Overlays {
  std::vector<DatabaseSummary> summaries;
  /// By database id: descriptions, samples and keys as they stand in the file.
  std::map<std::string, Database> databases;
  std::vector<SubjectArea> areas;  ///< In the order of the files; names differ.
};

/// Reads a folder. An empty path gives empty overlays. Fails with kConfig naming file, line and
/// key.
Result<Overlays> load_overlays(const std::string& folder);

/// `database` with the overlay's descriptions, samples, foreign keys and cross references added.
/// An overlay belongs to the database of its own name, and to the one whose datasource its entry in
/// summary.yaml names. Schemas called "public" or "main" mean the database's default schema.
/// What the overlay names and the database does not have is skipped; its names are appended to
/// `unknown` (may be null), so that `askdb doctor` can say so.
Database merged(Database database, const Overlays& overlays, std::vector<std::string>* unknown);

/// Foreign keys for tables that declare none, guessed from names: `customer_id` means the key of
/// `customer` or `customers`, and a column that is named like another table's single primary key
/// and has the same kind of type means that key. They are marked `is_inferred`.
void infer_foreign_keys(Database& database);

}  // namespace askdb
