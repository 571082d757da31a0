// Running questions: the parts of Conversations that begin, stop and resume them.

#include <utility>

#include "conversation/conversations.hpp"
#include "conversation/message_json.hpp"

namespace askdb {
namespace {

using MaybeMessage = std::optional<Message>;

}  // namespace

Conversations::Run Conversations::known_run(const Message& stored) {
  Run run;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = runs_.find(stored.id);
    if (found == runs_.end()) return nullptr;
    run = found->second;
  }
  const bool has_ended =
      stored.status != MessageStatus::kRunning && stored.status != MessageStatus::kWaiting;
  if (!has_ended || run->message().status != MessageStatus::kWaiting) return run;
  // It was answered through another process that shares the store.
  run->stop(StopReason::kElsewhere);
  return nullptr;
}

Conversations::Run Conversations::make_run(Message user, Message server, RunRequest request) {
  const auto thread_id = server.thread_id;
  const auto id = server.id;
  auto run = std::make_shared<MessageRun>(executor_, services_, std::move(user), std::move(server),
                                          std::move(request));
  run->call([this, thread_id, id] { free(thread_id, id); },
            [this, id] {
              const std::scoped_lock lock(mutex_);
              runs_.erase(id);
            });
  return run;
}

void Conversations::enqueue(const Run& run) {
  bool is_first = false;
  {
    const std::scoped_lock lock(mutex_);
    runs_[run->message().id] = run;
    auto& lane = lanes_[run->thread_id()];
    is_first = lane.current == nullptr;
    if (is_first) {
      lane.current = run;
    } else {
      lane.queue.push_back(run);
    }
  }
  if (is_first) return run->start();
  const Notice notice{"Waits for the question before it in this thread."};
  run->log()->add("notice", json::serialize(to_json(notice)));
}

void Conversations::free(const std::string& thread_id, const std::string& id) {
  Run next;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = lanes_.find(thread_id);
    if (found == lanes_.end()) return;
    auto& lane = found->second;
    std::erase_if(lane.queue, [&](const Run& run) { return run->message().id == id; });
    const bool is_current = lane.current && lane.current->message().id == id;
    if (!is_current) return;
    if (lane.queue.empty()) {
      lanes_.erase(found);
      return;
    }
    next = lane.current = std::move(lane.queue.front());
    lane.queue.pop_front();
  }
  next->start();
}

Task<Result<std::optional<Posted>>> Conversations::post(Caller caller, std::string thread_id,
                                                        NewQuestion question) {
  const auto is_seen = co_await may_see(std::move(caller), thread_id);
  if (!is_seen) co_return is_seen.error();
  if (!*is_seen) co_return std::optional<Posted>();

  Message user;
  user.id = ids_.next();
  user.thread_id = thread_id;
  user.sender = Sender::kUser;
  user.content = std::move(question.content);
  user.created_at = iso_time_ms(clock_.now());
  Message server;
  server.id = ids_.next();
  server.thread_id = std::move(thread_id);
  server.sender = Sender::kServer;
  server.created_at = user.created_at;
  server.status = MessageStatus::kRunning;
  server.answers = user.id;
  server.details = json::object{{"request", to_json(question.request)}};
  std::vector<Message> both{user, server};
  const auto is_stored = co_await store_.add_messages(std::move(both));
  if (!is_stored) co_return is_stored.error();
  if (!*is_stored) co_return std::optional<Posted>();

  const auto run = make_run(user, server, std::move(question.request));
  run->log()->add("accepted",
                  json::serialize(json::object{{"user_message", message_json(user)},
                                               {"server_message", message_json(server)}}));
  Posted posted{std::move(user), std::move(server), Listener(run->log(), 0)};
  enqueue(run);
  co_return std::optional(std::move(posted));
}

Task<Result<Conversations::Run>> Conversations::run_of(Message message) {
  auto run = known_run(message);
  if (run) co_return run;
  if (message.status != MessageStatus::kWaiting) co_return Run();
  co_return co_await park(std::move(message));
}

Task<Result<Conversations::Run>> Conversations::park(Message message) {
  auto user = co_await store_.message(message.answers.value_or(""));
  if (!user) co_return user.error();
  auto events = co_await store_.events(message.id, 0);
  if (!events) co_return events.error();
  const auto details = details_of(message);
  const auto* request = details.if_contains("request");
  const auto* approval = details.if_contains("approval");
  if (!*user || request == nullptr || approval == nullptr) co_return Run();
  auto how = from_json<RunRequest>(*request);
  auto what = from_json<ApprovalRequest>(*approval);
  if (!how || !what) co_return Run();

  auto made = make_run(**std::move(user), message, *std::move(how));
  made->park(*std::move(what), *std::move(events));
  const std::scoped_lock lock(mutex_);
  // Two may have come at once; one run serves both.
  co_return runs_.emplace(message.id, std::move(made)).first->second;
}

Task<Result<MaybeMessage>> Conversations::stop(Caller caller, std::string id) {
  auto found = co_await stored(std::move(caller), std::move(id));
  if (!found || !*found) co_return found;
  const auto run = co_await run_of(**found);
  if (!run) co_return run.error();
  if (!*run) {
    if ((*found)->status != MessageStatus::kRunning || !store_.is_shared()) co_return found;
    // It runs in another process, which sees that it was stopped.
    const auto marked = co_await mark_stopped(**found, "The question was stopped.");
    if (!marked) co_return marked.error();
    co_return co_await store_.message((*found)->id);
  }
  (*run)->stop(StopReason::kPerson);
  co_return MaybeMessage((*run)->message());
}

Task<Result<ApprovalReply>> Conversations::answer(Caller caller, std::string id,
                                                  std::string request_id, ApprovalAnswer answer) {
  using Kind = ApprovalReply::Kind;
  const auto found = co_await stored(std::move(caller), std::move(id));
  if (!found) co_return found.error();
  if (!*found) co_return ApprovalReply{Kind::kUnknownMessage, {}, {}};
  const auto run = co_await run_of(**found);
  if (!run) co_return run.error();
  const auto pending = *run ? (*run)->pending() : std::nullopt;
  const bool is_that = pending && (request_id.empty() || request_id == pending->request.id);
  if (!is_that) co_return ApprovalReply{Kind::kNotWaiting, {}, {}};

  if (answer.action == ApprovalAction::kEdit) {
    const auto& database = pending->request.database;
    const auto entry = co_await catalog_.entry(database);
    if (!entry) co_return entry.error();
    const auto policy = policies_.find(database);
    const auto verdict = (*entry)->guard->check(
        answer.sql, policy == policies_.end() ? GuardPolicy() : policy->second);
    if (!verdict) co_return ApprovalReply{Kind::kRefused, {}, verdict.error()};
  }
  if (pending->is_saved) {
    const auto is_first = co_await store_.answer_approval(pending->request.id, to_json(answer));
    if (!is_first) co_return is_first.error();
    if (!*is_first) co_return ApprovalReply{Kind::kNotWaiting, {}, {}};
  }
  if (!(*run)->answer(std::move(answer))) co_return ApprovalReply{Kind::kNotWaiting, {}, {}};
  co_return ApprovalReply{Kind::kTaken, (*run)->message(), {}};
}

Task<void> Conversations::shut_down() {
  std::vector<Run> all;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, run] : runs_) all.push_back(run);
  }
  for (const auto& run : all) run->stop(StopReason::kShutdown);
  for (const auto& run : all) {
    Listener listener(run->log(), 0);
    bool is_end = false;
    while (!is_end) {
      const auto piece = co_await listener.next();
      is_end = piece.is_end;
    }
  }
}

}  // namespace askdb
