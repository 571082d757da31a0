#include "catalog/catalog.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "base/text.hpp"
#include "catalog/catalog_slot.hpp"
#include "catalog/link.hpp"

namespace askdb {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long an entry in memory is believed without asking the database for its fingerprint, and
/// for how long after that it is served while the database is asked.
constexpr std::chrono::seconds kBelieved{30};
constexpr std::chrono::minutes kServed{10};
constexpr std::chrono::milliseconds kStopLimit{5'000};

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

Error stopped() { return {Fault::kCancelled, "Reading the schema was stopped.", "", ""}; }

Error unexpected(const char* what) {
  return {Fault::kOther, "The schema could not be read.", "Try again.", what};
}

/// Runs all side by side.
Task<void> all_of(std::vector<Task<void>> tasks) {
  if (tasks.empty()) co_return;
  const auto executor = co_await asio::this_coro::executor;
  using Operation = decltype(asio::co_spawn(executor, std::declval<Task<void>>(), asio::deferred));
  std::vector<Operation> operations;
  for (auto& task : tasks) {
    operations.push_back(asio::co_spawn(executor, std::move(task), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(operations));
  const auto all = asio::experimental::wait_for_all();
  const auto [order, thrown] = co_await group.async_wait(all, asio::use_awaitable);
  for (const auto& exception : thrown) {
    if (exception) std::rethrow_exception(exception);
  }
}

}  // namespace

Catalog::Catalog(const DatasourceManager& datasources, Overlays overlays,
                 std::filesystem::path cache_folder, std::map<std::string, GuardPolicy> policies,
                 BlockingPool* pool)
    : datasources_(datasources),
      overlays_(std::move(overlays)),
      cache_folder_(std::move(cache_folder)),
      policies_(std::move(policies)),
      pool_(pool) {}

Catalog::~Catalog() { stop(); }

void Catalog::stop() {
  std::map<std::string, std::shared_ptr<Slot>> slots;
  {
    const std::lock_guard lock(mutex_);
    slots = slots_;
  }
  for (const auto& [name, own] : slots) own->stop(kStopLimit);
}

std::shared_ptr<Catalog::Slot> Catalog::slot(const std::string& name) {
  const std::lock_guard lock(mutex_);
  auto& found = slots_[name];
  if (!found) {
    found = std::make_shared<Slot>();
  }
  return found;
}

Task<Result<std::shared_ptr<const CatalogEntry>>> Catalog::entry(std::string name) {
  return serve(std::move(name), false, nullptr);
}

std::optional<Error> Catalog::failure_of(const std::string& name) {
  const Datasource* source = datasources_.find(name);
  if (source == nullptr) return unknown_name(name, datasources_);
  const auto own = slot(source->name());
  const std::lock_guard lock(own->mutex);
  return own->failure;
}

Task<Result<Catalog::Entry>> Catalog::serve(std::string name, bool is_forced,
                                            SchemaChanges* changes) {
  Datasource* source = datasources_.find(name);
  if (source == nullptr) co_return unknown_name(name, datasources_);
  const auto own = slot(source->name());
  const auto executor = co_await asio::this_coro::executor;
  while (true) {
    std::shared_ptr<Slot::Ticket> ticket;
    bool is_mine = false;
    Entry known;
    bool is_served = false;
    {
      const std::lock_guard lock(own->mutex);
      if (own->is_stopped) co_return stopped();
      known = own->entry;
      const auto age = SteadyClock::now() - own->checked_at;
      if (!is_forced && known && (age < kBelieved || own->is_loading)) co_return known;
      is_served = !is_forced && known && age < kServed;
      if (!is_served) {
        ticket = std::make_shared<Slot::Ticket>(executor);
        own->waiting.push_back(ticket);
      }
      is_mine = !own->is_loading;
      own->is_loading = true;
      if (is_mine) own->executor = executor;
    }
    if (is_mine) start_load(own, *source, known, is_forced, executor);
    if (is_served) co_return known;
    auto waiting = ticket->wake.async_receive(asio::use_awaitable);
    co_await std::move(waiting);
    if (!ticket->outcome) {
      // Then `this` is gone, or will be.
      const std::lock_guard lock(own->mutex);
      if (own->is_stopped) co_return stopped();
    }
    // A forced load must begin after it was asked for, so an earlier one does not count.
    if (!ticket->outcome || (is_forced && !is_mine)) continue;
    const auto& outcome = *ticket->outcome;
    if (!outcome) co_return outcome.error();
    if (changes != nullptr) *changes = outcome->changes;
    co_return outcome->entry;
  }
}

void Catalog::start_load(const std::shared_ptr<Slot>& slot, Datasource& source, Entry known,
                         bool is_forced, const asio::any_io_executor& executor) {
  const auto policy = policies_.find(source.name());
  catalog::LoadOrder order{&source,    policy == policies_.end() ? nullptr : &policy->second,
                           &overlays_, cache_folder_,
                           pool_,      std::move(known),
                           is_forced};
  auto work = [](std::shared_ptr<Slot> own, catalog::LoadOrder wanted) -> Task<void> {
    Slot::Turn turn(std::move(own));
    Result<catalog::Loaded> loaded = Error{};
    try {
      auto loading = catalog::load_entry(std::move(wanted));
      loaded = co_await std::move(loading);
    } catch (const boost::system::system_error& thrown) {
      // A stopped load has no outcome: who waits for it starts another one.
      if (thrown.code() == asio::error::operation_aborted) throw;
      loaded = unexpected(thrown.what());
    } catch (const std::exception& thrown) {
      loaded = unexpected(thrown.what());
    }
    turn.finish(loaded);
  };
  const auto signal = std::make_shared<asio::cancellation_signal>();
  {
    const std::lock_guard lock(slot->mutex);
    slot->stopping = signal;
  }
  // The handler keeps the signal until the coroutine is gone.
  auto ignore = [signal](const std::exception_ptr&) {};
  asio::co_spawn(executor, work(slot, std::move(order)),
                 asio::bind_cancellation_slot(signal->slot(), std::move(ignore)));
}

Task<void> Catalog::refresh_one(std::string name, SchemaChanges* changes) {
  changes->datasource = name;
  auto serving = serve(name, true, changes);
  const auto served = co_await std::move(serving);
  if (!served) changes->failure = served.error().message;
}

Task<Result<std::vector<SchemaChanges>>> Catalog::refresh(std::string name) {
  std::vector<std::string> names;
  if (name.empty()) {
    for (const auto& source : datasources_.all()) {
      names.push_back(source->name());
    }
  } else {
    const Datasource* source = datasources_.find(name);
    if (source == nullptr) co_return unknown_name(name, datasources_);
    names.push_back(source->name());
  }
  std::vector<SchemaChanges> changes(names.size());
  std::vector<Task<void>> tasks;
  for (std::size_t at = 0; at < names.size(); ++at) {
    tasks.push_back(refresh_one(names[at], &changes[at]));
  }
  auto all = all_of(std::move(tasks));
  co_await std::move(all);
  co_return changes;
}

}  // namespace askdb
