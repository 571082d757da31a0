#pragma once

/// The offline engine over several databases at once: for questions whose words no single one
/// explains.

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/schema_context.hpp"
#include "linguist/linguist.hpp"

namespace askdb {

/// A translation that reads at least two databases.
struct JoinedTranslation {
  Translation translation;
  std::vector<std::string> databases;
};

/// Thread-safe; blocks while it builds, once per set of databases.
class JoinedLinguist {
 public:
  /// Builds what a translation for these databases will need, unless it is there already.
  void prepare(const SchemaContext& schema);
  /// Whether `prepare` has nothing to do, or is at it.
  bool is_prepared(const SchemaContext& schema);
  /// Over the databases that fit best among those that references connect with the best one, at
  /// most six. Nothing when nothing connects it, or when the translation cannot be run or reads one
  /// database only.
  std::optional<JoinedTranslation> translate(const SchemaContext& schema, std::string_view question,
                                             const TranslationContext& context);

 private:
  using Entries = std::vector<std::shared_ptr<const CatalogEntry>>;
  struct Known {
    Entries entries;
    std::shared_ptr<const Linguist> linguist;
    std::vector<std::string> inferred;  ///< References that nobody declared, as text.
  };

  std::shared_ptr<const Known> known(const Entries& entries);
  std::shared_ptr<const Known> find(const Entries& entries);

  std::mutex building_;  // Held while a set is built; taken before mutex_.
  std::mutex mutex_;
  std::list<std::shared_ptr<const Known>> known_;  // Guarded by mutex_; last used first.
  Entries wanted_;                                 // Guarded by mutex_: the last that was prepared.
};

/// Whether several databases together may explain more than the best single one did, of which
/// `coverage` says how much of the question its names and values explain.
bool leaves_words(const Translation& best, double coverage);
/// Whether the question names a table that only another database than `chosen` has: then one
/// database alone may have read that word as something else.
bool names_table_elsewhere(std::string_view question, const SchemaContext& schema,
                           std::size_t chosen);
/// Whether the joined translation explains more of the question than the single one.
bool explains_more(const Translation& joined, const Translation& single, std::string_view question);

}  // namespace askdb
