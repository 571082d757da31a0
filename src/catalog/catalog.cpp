#include "catalog/catalog.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/asio/this_coro.hpp>
#include <optional>

#include "base/text.hpp"
#include "catalog/cache_file.hpp"
#include "catalog/link.hpp"
#include "sql/policy.hpp"

namespace askdb {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long an entry in memory is believed without asking the database for its fingerprint.
constexpr std::chrono::seconds kBelieved{30};
/// Values change with the data and not with the schema; older ones are read again.
constexpr std::chrono::hours kValuesBelieved{1};
constexpr std::chrono::seconds kIntrospectionTimeout{60};

using Wake = asio::experimental::concurrent_channel<void(boost::system::error_code)>;

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

Error unknown_name(const std::string& name, const DatasourceManager& datasources) {
  std::vector<std::string> known;
  for (const auto& source : datasources.all()) {
    known.push_back(source->name());
  }
  const std::string meant = nearest(name, known);
  return {Fault::kInput,
          "There is no datasource \"" + without_controls(shortened(name, 80)) + "\".",
          known.empty()   ? "Configure one in `askdb.yaml`, or name one with -d."
          : meant.empty() ? "Known ones: " + join(known, ", ") + "."
                          : "Did you mean \"" + meant + "\"?",
          ""};
}

}  // namespace

/// One datasource's entry, and the load under way.
struct Catalog::Slot {
  /// What callers that came during a load wait for.
  struct Ticket {
    explicit Ticket(const asio::any_io_executor& executor) : wake(executor, 1) {}
    Wake wake;
    std::optional<Result<Entry>> outcome;  ///< Set before `wake`; empty: the load was cancelled.
  };

  std::mutex mutex;
  // All below: guarded by mutex.
  Entry entry;
  SteadyClock::time_point checked_at;
  bool is_loading = false;
  std::vector<std::shared_ptr<Ticket>> waiting;

  /// Ends the load and wakes everyone. Without an outcome one of them loads again.
  void finish(const std::optional<Result<Entry>>& outcome) {
    std::vector<std::shared_ptr<Ticket>> woken;
    {
      const std::lock_guard lock(mutex);
      is_loading = false;
      if (outcome && outcome->has_value()) {
        entry = **outcome;
        checked_at = SteadyClock::now();
      }
      woken.swap(waiting);
      for (const auto& ticket : woken) {
        ticket->outcome = outcome;
      }
    }
    for (const auto& ticket : woken) {
      ticket->wake.try_send(boost::system::error_code());
    }
  }

  /// Ends the load also when the loading coroutine is cancelled or throws.
  class Turn {
   public:
    explicit Turn(std::shared_ptr<Slot> slot) : slot_(std::move(slot)) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (slot_) slot_->finish(std::nullopt);
    }
    void finish(const Result<Entry>& outcome) { std::exchange(slot_, nullptr)->finish(outcome); }

   private:
    std::shared_ptr<Slot> slot_;
  };
};

Catalog::Catalog(const DatasourceManager& datasources, Overlays overlays,
                 std::filesystem::path cache_folder, std::map<std::string, GuardPolicy> policies)
    : datasources_(datasources),
      overlays_(std::move(overlays)),
      cache_folder_(std::move(cache_folder)),
      policies_(std::move(policies)) {}

Catalog::~Catalog() = default;

std::shared_ptr<Catalog::Slot> Catalog::slot(const std::string& name) {
  const std::lock_guard lock(mutex_);
  auto& found = slots_[name];
  if (!found) {
    found = std::make_shared<Slot>();
  }
  return found;
}

Task<Result<std::shared_ptr<const CatalogEntry>>> Catalog::entry(std::string name) {
  return serve(std::move(name), false);
}

Task<Result<Catalog::Entry>> Catalog::serve(std::string name, bool is_forced) {
  Datasource* source = datasources_.find(name);
  if (source == nullptr) co_return unknown_name(name, datasources_);
  const auto own = slot(source->name());
  const auto executor = co_await asio::this_coro::executor;
  while (true) {
    std::shared_ptr<Slot::Ticket> ticket;
    Entry known;
    {
      const std::lock_guard lock(own->mutex);
      known = own->entry;
      const bool is_fresh = known && SteadyClock::now() - own->checked_at < kBelieved;
      if (!is_forced && known && (is_fresh || own->is_loading)) co_return known;
      if (own->is_loading) {
        ticket = std::make_shared<Slot::Ticket>(executor);
        own->waiting.push_back(ticket);
      } else {
        own->is_loading = true;
      }
    }
    if (!ticket) {
      Slot::Turn turn(own);
      auto loading = load(*source, known, is_forced);
      auto loaded = co_await std::move(loading);
      turn.finish(loaded);
      co_return loaded;
    }
    auto waiting = ticket->wake.async_receive(asio::use_awaitable);
    co_await std::move(waiting);
    // A forced load must begin after it was asked for, so an earlier one does not count.
    if (!is_forced && ticket->outcome) co_return *ticket->outcome;
  }
}

Task<Result<Catalog::Entry>> Catalog::load(Datasource& source, Entry known, bool is_forced) {
  catalog::CachedSchema fresh;
  bool is_changed = true;
  const auto found_policy = policies_.find(source.name());
  const GuardPolicy* policy = found_policy == policies_.end() ? nullptr : &found_policy->second;
  const catalog::CacheFile cache(cache_folder_, source.name(), cache_identity(source, policy));
  if (!is_forced) {
    auto asking = source.schema_fingerprint();
    const auto fingerprint = co_await std::move(asking);
    // A database that cannot be asked just now is no reason to forget what is known of it.
    if (!fingerprint && known) co_return known;
    if (!fingerprint) co_return fingerprint.error();
    if (known && known->database->fingerprint == *fingerprint) co_return known;
    if (auto cached = cache.read(*fingerprint)) {
      fresh = std::move(*cached);
      is_changed = false;
    }
  }
  if (is_changed) {
    auto introspecting = source.introspect(kIntrospectionTimeout);
    auto found = co_await std::move(introspecting);
    if (!found) co_return found.error();
    fresh.database = std::move(*found);
    fresh.database.name = source.name();
  }
  auto allowed = fresh.database;
  if (policy != nullptr) {
    keep_allowed(allowed, *policy);
  }
  const auto shared = std::make_shared<const Database>(allowed);
  const auto now = std::chrono::system_clock::now();
  if (!fresh.has_values || now - fresh.values_at > kValuesBelieved || fresh.values_at > now) {
    ValueLimits limits;
    auto reading = source.distinct_values(shared, limits);
    auto values = co_await std::move(reading);
    // Without values names still link; the database may forbid or be slow to give them.
    fresh.has_values = values.has_value();
    fresh.values = values ? std::move(*values) : std::vector<ColumnValues>();
    fresh.values_at = now;
    is_changed = true;
  }
  if (is_changed) {
    cache.write(fresh);
  }
  auto enriched = merged(std::move(allowed), overlays_, nullptr);
  infer_foreign_keys(enriched);
  auto made = std::make_shared<CatalogEntry>();
  made->database = std::make_shared<const Database>(std::move(enriched));
  auto guard = source.make_guard(made->database);
  if (!guard) co_return guard.error();
  made->guard = *guard;
  made->values = std::move(fresh.values);
  made->links = std::make_shared<const LinkIndex>(made->database, made->values);
  co_return Entry(std::move(made));
}

Task<Result<Done>> Catalog::refresh(std::string name) {
  std::vector<std::string> names;
  if (name.empty()) {
    for (const auto& source : datasources_.all()) {
      names.push_back(source->name());
    }
  } else {
    names.push_back(std::move(name));
  }
  for (const auto& one : names) {
    auto serving = serve(one, true);
    const auto served = co_await std::move(serving);
    if (!served) co_return served.error();
  }
  co_return Done{};
}

}  // namespace askdb
