#pragma once

/// Results of statements that ran before, for those datasources whose configuration allows it.
///
/// What is served is what the same bytes returned for the same rights on the same schema. May be
/// used by any thread.

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "config/config.hpp"
#include "datasource/value.hpp"
#include "sql/guard.hpp"

namespace askdb {

class ResultCache {
 public:
  /// `max_bytes` of rows at most; what was used longest ago goes first. 0: keeps nothing.
  explicit ResultCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// What a result depends on. `identity` is `Datasource::identity`, `fingerprint` that of the
  /// schema the statement was checked against.
  static std::string key(const std::string& identity, const std::string& fingerprint,
                         const CheckedSql& statement, const GuardPolicy& rights);

  struct Hit {
    std::shared_ptr<const Rows> rows;
    std::chrono::seconds age{0};
  };
  /// Nothing: not kept, or older than `policy` allows.
  std::optional<Hit> find(const std::string& key, const CachePolicy& policy, Clock::Instant now);

  /// Keeps a copy, unless `policy` allows none, or the rows are more than an eighth of the cache.
  void put(const std::string& key, const CachePolicy& policy, const Rows& rows, Clock::Instant now);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Rows> rows;
    std::size_t bytes = 0;
    Clock::Instant at;
  };
  using Entries = std::list<Entry>;

  void erase(Entries::iterator entry);

  const std::size_t max_bytes_;
  std::mutex mutex_;
  Entries entries_;                                  // Last used first. Guarded by mutex_.
  std::map<std::string, Entries::iterator> places_;  // Guarded by mutex_.
  std::size_t bytes_ = 0;                            // Guarded by mutex_.
};

/// Whether a result of `sql` may change by itself: it seems to ask for the time or for chance.
/// Words decide, so it errs on the side of true; nothing but a cached result is lost by that.
bool depends_on_moment(std::string_view sql);

}  // namespace askdb
