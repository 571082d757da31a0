#pragma once

/// Which databases a question is about: every configured one, loaded, linked and ranked.

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "catalog/catalog.hpp"
#include "catalog/link.hpp"
#include "config/config.hpp"
#include "federation/cross_references.hpp"

namespace askdb {

/// One database that can be asked.
struct LinkedDatabase {
  std::string name;
  std::string description;  ///< One short line, for people and prompts; may be empty.
  std::shared_ptr<const CatalogEntry> entry;
  Linking linking;
  double score = 0;  ///< How likely it answers the question, compared with the others.
  /// It could not be reached just now; `entry` is what was known of it before.
  std::optional<Error> failure;
};

/// All databases of a question, best linked first, and those that could not be loaded.
struct SchemaContext {
  std::vector<LinkedDatabase> databases;
  std::vector<std::pair<std::string, Error>> unavailable;
  /// By which the databases can be joined; null with only one.
  std::shared_ptr<const std::vector<federation::Reference>> references;

  /// Null when it is not there.
  const LinkedDatabase* find(std::string_view name) const;
};

/// Loads catalogue entries side by side and keeps an index per entry. Serves many questions at
/// once.
class SchemaContexts {
 public:
  /// All outlived by this object's users.
  SchemaContexts(Catalog& catalog, const DatasourceManager& datasources,
                 std::map<std::string, std::string> descriptions, const Clock& clock);

  /// Links `question` to the databases called `names` (empty: all), in each only to the tables of
  /// the subject area `area` (empty: to all). Fails only when none of them can be loaded or has
  /// such tables. Of several databases each gets 20 s to load; a database that just failed is not
  /// tried again for some seconds.
  Task<Result<SchemaContext>> of(std::string question, std::vector<std::string> names,
                                 std::string area = {});

 private:
  using Entry = std::shared_ptr<const CatalogEntry>;
  struct Failed {
    Error error;
    Clock::Instant until;
  };

  /// The last narrowing of one database.
  struct Scoped {
    Entry whole;
    Entry part;  ///< Null: no table of the area is there.
  };

  Task<void> load(std::string name, bool is_alone, Result<Entry>* result);
  Entry narrowed(const Entry& entry, const SubjectArea& area);
  const SubjectArea* area(const std::string& name) const;
  std::vector<std::string> wanted(const std::vector<std::string>& names,
                                  SchemaContext& context) const;

  Catalog& catalog_;
  const DatasourceManager& datasources_;
  std::map<std::string, std::string> descriptions_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Failed> failed_;  // Guarded by mutex_.
  std::map<std::string, Scoped> scoped_;  // By database and area. Guarded by mutex_.
  federation::ReferenceCache references_;
};

/// A short line per database: of the configuration, else of the overlays' summary.
std::map<std::string, std::string> database_descriptions(
    const std::vector<DatasourceConfig>& configured, const Overlays& overlays);

}  // namespace askdb
