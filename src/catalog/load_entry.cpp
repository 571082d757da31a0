#include "catalog/load_entry.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "catalog/cache_file.hpp"
#include "catalog/link.hpp"
#include "sql/policy.hpp"

namespace askdb::catalog {

namespace {

/// Values change with the data and not with the schema; older ones are read again.
constexpr std::chrono::hours kValuesBelieved{1};
constexpr std::chrono::seconds kIntrospectionTimeout{60};

/// What tells this source's cache file from others: another policy reads other values.
std::string cache_identity(const Datasource& source, const GuardPolicy* policy) {
  std::string identity = source.identity();
  if (policy != nullptr) {
    identity += "\n" + join(policy->allow, "\n") + "\n-\n" + join(policy->deny, "\n");
  }
  return identity;
}

/// Takes out what the policy does not allow, and keys that lead there.
void keep_allowed(Database& database, const GuardPolicy& wanted) {
  const RelationPolicy policy(wanted);
  const auto is_hidden = [&](const std::string& schema, const std::string& table) {
    return !policy.allows(schema, table);
  };
  auto& tables = database.tables;
  tables.erase(std::remove_if(tables.begin(), tables.end(),
                              [&](const Table& one) { return is_hidden(one.schema, one.name); }),
               tables.end());
  for (auto& table : tables) {
    auto& keys = table.foreign_keys;
    keys.erase(std::remove_if(
                   keys.begin(), keys.end(),
                   [&](const ForeignKey& one) { return is_hidden(one.to_schema, one.to_table); }),
               keys.end());
  }
}

/// Calls `work` where it may take its time.
template <class Work>
auto run_apart(BlockingPool* pool, Work work) -> Task<std::invoke_result_t<Work&>> {
  if (pool == nullptr) co_return work();
  auto running = run_blocking(*pool, std::move(work));
  co_return co_await std::move(running);
}

class Load {
 public:
  explicit Load(LoadOrder order)
      : order_(std::move(order)),
        cache_(order_.cache_folder, order_.source->name(),
               cache_identity(*order_.source, order_.policy)) {}

  Task<Result<Loaded>> run() {
    if (!order_.is_forced) {
      auto asking = order_.source->schema_fingerprint();
      const auto fingerprint = co_await std::move(asking);
      if (!fingerprint) {
        co_return co_await last_known(fingerprint.error());
      }
      if (order_.known && order_.known->database->fingerprint == *fingerprint) {
        co_return Loaded{order_.known, unchanged(), {}};
      }
      co_await read_file();
      is_current_ = stored_ && stored_->database.fingerprint == *fingerprint;
    } else if (!order_.known) {
      co_await read_file();
    }
    if (!is_current_) {
      auto introspecting = order_.source->introspect(kIntrospectionTimeout);
      auto found = co_await std::move(introspecting);
      if (!found) co_return found.error();
      fresh_.database = std::move(*found);
      fresh_.database.name = order_.source->name();
    } else {
      fresh_ = std::move(*stored_);
      stored_.reset();
    }
    co_await read_values();
    auto finish = [this] { return finished(); };
    auto finishing = run_apart(order_.pool, finish);
    co_return co_await std::move(finishing);
  }

 private:
  Task<void> read_file() {
    auto read = [this] { return cache_.read(); };
    auto reading = run_apart(order_.pool, read);
    stored_ = co_await std::move(reading);
  }

  SchemaChanges unchanged() const {
    SchemaChanges changes;
    changes.datasource = order_.source->name();
    changes.unchanged = static_cast<std::int64_t>(order_.known->database->tables.size());
    return changes;
  }

  /// A database that cannot be asked just now is no reason to forget what is known of it.
  Task<Result<Loaded>> last_known(Error error) {
    if (order_.known) co_return Loaded{order_.known, unchanged(), std::move(error)};
    co_await read_file();
    if (!stored_) co_return error;
    is_current_ = true;
    fresh_ = std::move(*stored_);
    auto finish = [this] { return finished(); };
    auto finishing = run_apart(order_.pool, finish);
    auto loaded = co_await std::move(finishing);
    if (loaded) loaded->failure = std::move(error);
    co_return loaded;
  }

  /// Sets `allowed_`, and the values in `fresh_`: those of tables that did not change are kept.
  Task<void> read_values() {
    const auto now = std::chrono::system_clock::now();
    const auto is_young = [&](std::chrono::system_clock::time_point at) {
      return at <= now && now - at <= kValuesBelieved;
    };
    set_allowed();
    if (is_current_ && fresh_.has_values && is_young(fresh_.values_at)) co_return;
    auto rest = std::make_shared<Database>();
    std::vector<ColumnValues> kept;
    if (before_ != nullptr && has_known_values_ && is_young(known_values_at_)) {
      kept = values_kept(*known_values_, *before_, *digests_, allowed_, *rest);
      fresh_.values_at = known_values_at_;
    } else {
      *rest = allowed_;
      fresh_.values_at = now;
    }
    is_written_ = false;
    fresh_.has_values = true;
    if (!rest->tables.empty()) {
      const ValueLimits limits;
      auto reading = order_.source->distinct_values(rest, limits);
      auto values = co_await std::move(reading);
      // Without values names still link; the database may forbid or be slow to give them.
      fresh_.has_values = values.has_value();
      if (values) {
        kept.insert(kept.end(), std::make_move_iterator(values->begin()),
                    std::make_move_iterator(values->end()));
      }
    }
    fresh_.values = std::move(kept);
  }

  void set_allowed() {
    is_written_ = is_current_;
    digests_ = std::make_shared<const TableDigests>(digests_of(fresh_.database));
    allowed_ = fresh_.database;
    if (order_.policy != nullptr) keep_allowed(allowed_, *order_.policy);
    if (order_.known) {
      before_ = order_.known->digests.get();
      known_values_ = &order_.known->values;
      known_values_at_ = order_.known->values_at;
      has_known_values_ = order_.known->has_values;
    } else if (stored_) {
      stored_digests_ = digests_of(stored_->database);
      before_ = &stored_digests_;
      known_values_ = &stored_->values;
      known_values_at_ = stored_->values_at;
      has_known_values_ = stored_->has_values;
    }
  }

  Result<Loaded> finished() {
    if (digests_ == nullptr) set_allowed();
    if (!is_written_) cache_.write(fresh_);
    Loaded loaded;
    loaded.changes = compared(before_, *digests_);
    loaded.changes.datasource = order_.source->name();
    auto enriched = merged(std::move(allowed_), *order_.overlays, nullptr);
    infer_foreign_keys(enriched);
    auto made = std::make_shared<CatalogEntry>();
    made->database = std::make_shared<const Database>(std::move(enriched));
    auto guard = order_.source->make_guard(made->database);
    if (!guard) return guard.error();
    made->guard = *guard;
    made->values = std::move(fresh_.values);
    made->values_at = fresh_.values_at;
    made->has_values = fresh_.has_values;
    made->digests = digests_;
    made->areas = areas_of(order_.overlays->areas, order_.source->name());
    made->links = std::make_shared<const LinkIndex>(made->database, made->values, made->areas);
    loaded.entry = std::move(made);
    return loaded;
  }

  LoadOrder order_;
  CacheFile cache_;
  std::optional<CachedSchema> stored_;  // What the file holds, of this schema or an older one.
  CachedSchema fresh_;
  bool is_current_ = false;  // `fresh_` came from the file.
  bool is_written_ = false;  // The file holds what `fresh_` does.
  Database allowed_;
  std::shared_ptr<const TableDigests> digests_;
  TableDigests stored_digests_;
  const TableDigests* before_ = nullptr;  // Of the reading before this one; may be null.
  const std::vector<ColumnValues>* known_values_ = nullptr;
  std::chrono::system_clock::time_point known_values_at_;
  bool has_known_values_ = false;
};

}  // namespace

Task<Result<Loaded>> load_entry(LoadOrder order) {
  Load load(std::move(order));
  auto running = load.run();
  co_return co_await std::move(running);
}

}  // namespace askdb::catalog
