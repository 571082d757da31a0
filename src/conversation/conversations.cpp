#include "conversation/conversations.hpp"

#include <utility>

#include "base/text.hpp"
#include "conversation/message_json.hpp"
#include "conversation/thread_name.hpp"

namespace askdb {
namespace {

using MaybeThread = std::optional<Thread>;
using MaybeMessage = std::optional<Message>;

/// From an id that is random already.
std::uint64_t number_of(const std::string& id) { return std::stoull(fingerprint(id), nullptr, 16); }

}  // namespace

Conversations::Conversations(asio::any_io_executor executor, Orchestrator& orchestrator,
                             Catalog& catalog, Store& store, const Config& config,
                             const Clock& clock, IdSource& ids, Settings settings)
    : executor_(std::move(executor)),
      catalog_(catalog),
      store_(store),
      clock_(clock),
      ids_(ids),
      services_{orchestrator, store, clock, settings.patience, std::move(settings.on_finished)},
      silence_(settings.silence) {
  for (const auto& source : config.datasources) {
    policies_[source.name] = {
        .allow = source.allow, .deny = source.deny, .max_rows = config.limits.max_rows};
  }
}

Task<Result<std::vector<Thread>>> Conversations::threads(Caller caller, ThreadQuery query) {
  query.owner = caller.owner;
  co_return co_await store_.threads(std::move(query));
}

Task<Result<Thread>> Conversations::create_thread(Caller caller, std::string name) {
  const auto now = clock_.now();
  Thread thread;
  thread.id = ids_.next();
  thread.name = name.empty() ? thread_name(number_of(thread.id), now) : std::move(name);
  thread.created_at = thread.updated_at = iso_time_ms(now);
  thread.owner = caller.owner;
  auto created = co_await store_.create_thread(thread);
  if (!created) co_return created.error();
  co_return thread;
}

Task<Result<MaybeThread>> Conversations::thread(Caller caller, std::string id) {
  auto found = co_await store_.thread(std::move(id));
  if (!found) co_return found.error();
  if (*found && (*found)->owner != caller.owner) co_return MaybeThread();
  co_return *std::move(found);
}

Task<Result<MaybeThread>> Conversations::rename(Caller caller, std::string id, std::string name) {
  auto found = co_await thread(std::move(caller), std::move(id));
  if (!found || !*found) co_return found;
  (*found)->name = std::move(name);
  const auto changed = co_await store_.update_thread(**found);
  if (!changed) co_return changed.error();
  if (!*changed) co_return MaybeThread();
  co_return found;
}

Task<Result<MaybeThread>> Conversations::share(Caller caller, std::string id, bool is_shared) {
  auto found = co_await thread(std::move(caller), std::move(id));
  if (!found || !*found) co_return found;
  auto& token = (*found)->share_token;
  if (is_shared == token.has_value()) co_return found;
  token = is_shared ? std::optional(ids_.next()) : std::nullopt;
  const auto changed = co_await store_.update_thread(**found);
  if (!changed) co_return changed.error();
  if (!*changed) co_return MaybeThread();
  co_return found;
}

Task<Result<bool>> Conversations::delete_thread(Caller caller, std::string id) {
  auto is_seen = co_await may_see(std::move(caller), id);
  if (!is_seen || !*is_seen) co_return is_seen;
  std::vector<Run> affected;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [message, run] : runs_) {
      if (run->thread_id() == id) affected.push_back(run);
    }
  }
  for (const auto& run : affected) run->stop(StopReason::kDeleted);
  co_return co_await store_.delete_thread(std::move(id));
}

Task<Result<bool>> Conversations::may_see(Caller caller, std::string thread_id) {
  const auto found = co_await thread(std::move(caller), std::move(thread_id));
  if (!found) co_return found.error();
  co_return found->has_value();
}

Task<Result<MaybeMessage>> Conversations::stored(Caller caller, std::string id) {
  auto found = co_await store_.message(std::move(id));
  if (!found || !*found) co_return found;
  if (!caller.owner.empty()) {
    const auto is_seen = co_await may_see(std::move(caller), (*found)->thread_id);
    if (!is_seen) co_return is_seen.error();
    if (!*is_seen) co_return MaybeMessage();
  }
  co_return found;
}

Task<Result<MaybeMessage>> Conversations::message(Caller caller, std::string id) {
  auto found = co_await stored(std::move(caller), std::move(id));
  if (!found || !*found) co_return found;
  const auto run = known_run(**found);
  if (run) co_return MaybeMessage(run->message());
  co_return found;
}

Task<Result<MaybeMessage>> Conversations::rate(Caller caller, std::string id,
                                               std::optional<Rating> rating) {
  auto found = co_await stored(std::move(caller), std::move(id));
  if (!found || !*found) co_return found;
  const json::value judgement = rating ? to_json(*rating) : json::value();
  const auto is_rated = co_await store_.rate((*found)->id, judgement);
  if (!is_rated) co_return is_rated.error();
  if (!*is_rated) co_return MaybeMessage();
  (*found)->rating = judgement;
  co_return found;
}

Task<Result<std::optional<Listener>>> Conversations::listen(Caller caller, std::string id,
                                                            std::int64_t number) {
  using MaybeListener = std::optional<Listener>;
  auto found = co_await stored(std::move(caller), std::move(id));
  if (!found) co_return found.error();
  if (!*found || (*found)->sender == Sender::kUser) co_return MaybeListener();
  auto run = co_await run_of(**found);
  if (!run) co_return run.error();
  if (*run) co_return MaybeListener(Listener((*run)->log(), number));

  // It may have ended since it was read.
  auto message = co_await store_.message((*found)->id);
  if (!message) co_return message.error();
  if (!*message) co_return MaybeListener();
  auto events = co_await store_.events((*found)->id, 0);
  if (!events) co_return events.error();
  auto log = std::make_shared<EventLog>();
  log->fill(*std::move(events));
  log->end_with("message", json::serialize(message_json(**message)));
  co_return MaybeListener(Listener(std::move(log), number));
}

}  // namespace askdb
