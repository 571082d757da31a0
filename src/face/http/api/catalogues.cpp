#include "face/http/api/catalogues.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

namespace askdb::web {
namespace {

using Entry = std::shared_ptr<const CatalogEntry>;

constexpr std::chrono::milliseconds kPatience{3'000};

Task<void> read(App& app, KnownDatabase& database) {
  auto loading = app.catalog().entry(database.config->name);
  try {
    database.entry = co_await with_deadline(std::move(loading), kPatience);
  } catch (const std::exception&) {
    // The caller has gone, or the machine is broken: it stays unread.
  }
}

}  // namespace

Task<std::vector<KnownDatabase>> known_databases(App& app) {
  const Error unread{.fault = Fault::kConnection,
                     .message = "The database could not be read.",
                     .next_step = "Try again.",
                     .detail = {}};
  std::vector<KnownDatabase> all;
  for (const auto& config : app.config().datasources) {
    if (config.is_enabled) all.push_back({&config, unread});
  }
  if (all.empty()) co_return all;
  const auto executor = co_await asio::this_coro::executor;
  using Operation = decltype(asio::co_spawn(executor, std::declval<Task<void>>(), asio::deferred));
  std::vector<Operation> operations;
  for (auto& database : all) {
    operations.push_back(asio::co_spawn(executor, read(app, database), asio::deferred));
  }
  auto group = asio::experimental::make_parallel_group(std::move(operations));
  const auto every = asio::experimental::wait_for_all();
  co_await group.async_wait(every, asio::use_awaitable);
  co_return all;
}

std::string description_of(const App& app, const KnownDatabase& database) {
  const auto& config = *database.config;
  for (const auto& summary : app.overlays().summaries) {
    const bool is_it = summary.id == config.name || summary.datasource == config.name;
    if (is_it && !summary.description.empty()) return summary.description;
  }
  if (!config.description.empty()) return config.description;
  return database.entry ? (*database.entry)->database->comment : std::string();
}

}  // namespace askdb::web
