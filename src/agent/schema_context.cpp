#include "agent/schema_context.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <utility>

#include "base/text.hpp"
#include "catalog/scoped_entry.hpp"

namespace askdb {
namespace {

// A server that is down would otherwise cost every question its connect timeout.
constexpr std::chrono::seconds kTryAgainAfter{30};
// A slow one of several databases must not hold up what the others can answer.
constexpr std::chrono::milliseconds kLoadLimit{20'000};
constexpr std::size_t kMaxDescription = 120;
constexpr std::size_t kMaxNamed = 3;

std::string short_line(std::string_view text) {
  return replace_all(shortened(without_controls(trim(text)), kMaxDescription), "\n", " ");
}

Error slow_load(const std::string& name) {
  return {.fault = Fault::kTimeout,
          .message = "Reading the schema of " + name + " takes longer than 20 s.",
          .next_step = "It goes on in the background; ask again in a minute.",
          .detail = {}};
}

/// One error for all that failed.
Error none_left(const std::vector<std::pair<std::string, Error>>& failed) {
  if (failed.empty()) {
    return {.fault = Fault::kConnection,
            .message = "No database is configured.",
            .next_step = "Name one with -d, or write an askdb.yaml.",
            .detail = {}};
  }
  if (failed.size() == 1) return failed.front().second;
  Error error = failed.front().second;
  std::vector<std::string> told;
  for (const auto& [name, one] : failed) {
    if (told.size() < kMaxNamed) told.push_back(name + ": " + one.message);
  }
  const auto more = failed.size() - told.size();
  error.message = "None of the " + std::to_string(failed.size()) + " databases can be asked. " +
                  join(told, " ") + (more > 0 ? " And " + std::to_string(more) + " more." : "");
  return error;
}

Error no_such_area(const std::string& name, const std::vector<SubjectArea>& areas) {
  std::vector<std::string> known;
  for (const auto& area : areas) known.push_back(area.name);
  return {.fault = Fault::kInput,
          .message = "There is no subject area \"" + without_controls(shortened(name, 80)) + "\".",
          .next_step = known.empty() ? "Write some under `subject_areas:` in the knowledge folder."
                                     : "Known are: " + join(known, ", ") + ".",
          .detail = {}};
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

const SubjectArea* SchemaContexts::area(const std::string& name) const {
  for (const auto& one : catalog_.overlays().areas) {
    if (iequals(one.name, name)) return &one;
  }
  return nullptr;
}

SchemaContexts::Entry SchemaContexts::narrowed(const Entry& entry, const SubjectArea& area) {
  const auto key = entry->database->name + '\n' + area.name;
  {
    const std::lock_guard lock(mutex_);
    const auto known = scoped_.find(key);
    if (known != scoped_.end() && known->second.whole == entry) return known->second.part;
  }
  const auto is_own = [&](const SubjectArea& one) { return one.name == area.name; };
  const bool concerns = std::any_of(entry->areas.begin(), entry->areas.end(), is_own);
  Scoped made{entry, concerns ? scoped_entry(*entry, area) : nullptr};
  const std::lock_guard lock(mutex_);
  return (scoped_[key] = std::move(made)).part;
}

Task<void> SchemaContexts::load(std::string name, bool is_alone, Result<Entry>* result) {
  {
    const std::lock_guard lock(mutex_);
    const auto failed = failed_.find(name);
    if (failed != failed_.end() && clock_.instant() < failed->second.until) {
      *result = failed->second.error;
      co_return;
    }
  }
  auto loading = catalog_.entry(name);
  if (!is_alone) loading = with_deadline(std::move(loading), kLoadLimit);
  auto entry = co_await std::move(loading);
  if (!is_alone && !entry && entry.error().fault == Fault::kTimeout) {
    // The load goes on; whoever asks later is served.
    *result = slow_load(name);
    co_return;
  }
  const std::lock_guard lock(mutex_);
  if (!entry) {
    failed_[name] = {entry.error(), clock_.instant() + kTryAgainAfter};
    *result = entry.error();
    co_return;
  }
  failed_.erase(name);
  *result = std::move(entry);
}

Task<Result<SchemaContext>> SchemaContexts::of(std::string question, std::vector<std::string> names,
                                               std::string area_name) {
  SchemaContext context;
  const SubjectArea* scope = area_name.empty() ? nullptr : area(area_name);
  if (!area_name.empty() && scope == nullptr) {
    co_return no_such_area(area_name, catalog_.overlays().areas);
  }
  const auto sources = wanted(names, context);
  std::vector<Result<Entry>> loaded(sources.size(), Error{});
  if (sources.size() == 1) {
    co_await load(sources[0], true, loaded.data());
  } else if (sources.size() > 1) {
    const auto executor = co_await asio::this_coro::executor;
    using Operation =
        decltype(asio::co_spawn(executor, std::declval<Task<void>>(), asio::deferred));
    std::vector<Operation> operations;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      operations.push_back(
          asio::co_spawn(executor, load(sources[i], false, &loaded[i]), asio::deferred));
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
      auto entry = scope == nullptr ? *std::move(loaded[i]) : narrowed(*loaded[i], *scope);
      if (entry) entries.push_back(std::move(entry));
    } else {
      context.unavailable.emplace_back(sources[i], loaded[i].error());
    }
  }
  if (entries.size() > 1) context.references = references_.of(entries);
  for (auto& ranked : rank_databases(question, entries)) {
    const auto& database = *ranked.entry->database;
    const auto described = descriptions_.find(database.name);
    auto description = described == descriptions_.end() ? "" : described->second;
    if (description.empty()) description = short_line(database.comment);
    context.databases.push_back({database.name, std::move(description), std::move(ranked.entry),
                                 std::move(ranked.linking), ranked.score,
                                 catalog_.failure_of(database.name)});
  }
  if (context.databases.empty() && context.unavailable.empty() && scope != nullptr) {
    co_return Error{.fault = Fault::kInput,
                    .message = "No table belongs to the subject area \"" + scope->name + "\".",
                    .next_step = "Correct its `tables` or `datasources` in the knowledge folder.",
                    .detail = {}};
  }
  if (context.databases.empty()) co_return none_left(context.unavailable);
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
