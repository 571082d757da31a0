#include "agent/schema_context.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <utility>

#include "base/text.hpp"

namespace askdb {
namespace {

// A server that is down would otherwise cost every question its connect timeout.
constexpr std::chrono::seconds kTryAgainAfter{30};
constexpr std::size_t kMaxDescription = 120;

std::string short_line(std::string_view text) {
  return replace_all(shortened(without_controls(trim(text)), kMaxDescription), "\n", " ");
}

}  // namespace

const LinkedDatabase* SchemaContext::find(std::string_view name) const {
  const auto same = [&](const auto& database) { return iequals(database.name, name); };
  const auto found = std::find_if(databases.begin(), databases.end(), same);
  return found == databases.end() ? nullptr : &*found;
}

SchemaContexts::SchemaContexts(Catalog& catalog, const DatasourceManager& datasources,
                               std::map<std::string, std::string> descriptions, const Clock& clock)
    : catalog_(catalog),
      datasources_(datasources),
      descriptions_(std::move(descriptions)),
      clock_(clock) {}

std::vector<std::string> SchemaContexts::wanted(const std::vector<std::string>& names,
                                                SchemaContext& context) const {
  std::vector<std::string> found;
  for (const auto& name : names) {
    if (const auto* source = datasources_.find(name)) {
      found.push_back(source->name());
      continue;
    }
    std::vector<std::string> known;
    for (const auto& source : datasources_.all()) known.push_back(source->name());
    context.unavailable.emplace_back(name,
                                     Error{.fault = Fault::kInput,
                                           .message = "There is no database \"" + name + "\".",
                                           .next_step = "Known are: " + join(known, ", ") + ".",
                                           .detail = {}});
  }
  if (!names.empty()) return found;
  for (const auto& source : datasources_.all()) found.push_back(source->name());
  return found;
}

Task<void> SchemaContexts::load(std::string name, Result<Entry>* result) {
  {
    const std::lock_guard lock(mutex_);
    const auto failed = failed_.find(name);
    if (failed != failed_.end() && clock_.instant() < failed->second.until) {
      *result = failed->second.error;
      co_return;
    }
  }
  auto entry = co_await catalog_.entry(name);
  const std::lock_guard lock(mutex_);
  if (!entry) {
    failed_[name] = {entry.error(), clock_.instant() + kTryAgainAfter};
    *result = entry.error();
    co_return;
  }
  failed_.erase(name);
  *result = std::move(entry);
}

Task<Result<SchemaContext>> SchemaContexts::of(std::string question,
                                               std::vector<std::string> names) {
  SchemaContext context;
  const auto sources = wanted(names, context);
  std::vector<Result<Entry>> loaded(sources.size(), Error{});
  if (sources.size() == 1) {
    co_await load(sources[0], loaded.data());
  } else if (sources.size() > 1) {
    const auto executor = co_await asio::this_coro::executor;
    using Operation =
        decltype(asio::co_spawn(executor, std::declval<Task<void>>(), asio::deferred));
    std::vector<Operation> operations;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      operations.push_back(asio::co_spawn(executor, load(sources[i], &loaded[i]), asio::deferred));
    }
    auto group = asio::experimental::make_parallel_group(std::move(operations));
    const auto all = asio::experimental::wait_for_all();
    const auto [order, thrown] = co_await group.async_wait(all, asio::use_awaitable);
    for (const auto& exception : thrown) {
      if (exception) std::rethrow_exception(exception);
    }
  }
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (loaded[i]) {
      entries.push_back(*std::move(loaded[i]));
    } else {
      context.unavailable.emplace_back(sources[i], loaded[i].error());
    }
  }
  for (auto& ranked : rank_databases(question, entries)) {
    const auto& database = *ranked.entry->database;
    const auto described = descriptions_.find(database.name);
    auto description = described == descriptions_.end() ? "" : described->second;
    if (description.empty()) description = short_line(database.comment);
    context.databases.push_back({database.name, std::move(description), std::move(ranked.entry),
                                 std::move(ranked.linking), ranked.score});
  }
  if (context.databases.empty()) {
    if (context.unavailable.empty()) {
      co_return Error{.fault = Fault::kConnection,
                      .message = "No database is configured.",
                      .next_step = "Name one with -d, or write an askdb.yaml.",
                      .detail = {}};
    }
    co_return context.unavailable.front().second;
  }
  co_return context;
}

std::map<std::string, std::string> database_descriptions(
    const std::vector<DatasourceConfig>& configured, const Overlays& overlays) {
  std::map<std::string, std::string> result;
  const auto one_of = [](const std::string& brief, const std::string& full) {
    return short_line(brief.empty() ? full : brief);
  };
  for (const auto& source : configured) {
    result[source.name] = one_of(source.short_description, source.description);
    for (const auto& summary : overlays.summaries) {
      const bool is_it = summary.id == source.name || summary.datasource == source.name;
      if (is_it && result[source.name].empty()) {
        result[source.name] = one_of(summary.short_description, summary.description);
      }
    }
  }
  return result;
}

}  // namespace askdb
