// What restarts and other processes leave: the parts of Conversations that put it in order.

#include <algorithm>
#include <utility>

#include "conversation/conversations.hpp"
#include "conversation/message_json.hpp"

namespace askdb {
namespace {

const char* const kRestarted = "askdb was restarted while this question was running. Ask it again.";

}  // namespace

Task<Result<Done>> Conversations::mark_stopped(Message message, std::string text) {
  const auto answer = stopped_answer(text);
  auto details = details_of(message);
  details.erase("approval");
  details["type"] = name_of(answer.outcome);
  details["metadata"] = metadata_json(answer, clock_.now());
  MessageUpdate update;
  update.message = std::move(message);
  update.message.content = answer.text;
  update.message.status = MessageStatus::kStopped;
  update.message.details = std::move(details);
  const auto done = co_await store_.update_message(std::move(update));
  if (!done) co_return done.error();
  co_return Done{};
}

Task<Result<Done>> Conversations::mark_abandoned() {
  auto left = co_await store_.abandoned_messages(silence_);
  if (!left) co_return left.error();
  for (auto& message : *left) {
    const auto done = co_await mark_stopped(std::move(message), kRestarted);
    if (!done) co_return done.error();
  }
  co_return Done{};
}

Task<Result<Done>> Conversations::recover() {
  if (store_.is_shared()) {
    co_return co_await mark_abandoned();
  }
  auto left = co_await store_.unfinished_messages();
  if (!left) co_return left.error();
  for (auto& message : *left) {
    if (message.status == MessageStatus::kWaiting) {
      const auto approval = co_await store_.approval(message.id);
      if (!approval) co_return approval.error();
      const bool is_open = *approval && !(*approval)->answer;
      if (is_open) continue;
    }
    const auto done = co_await mark_stopped(std::move(message), kRestarted);
    if (!done) co_return done.error();
  }
  co_return Done{};
}

Task<Result<Done>> Conversations::tend() {
  if (!store_.is_shared()) co_return Done{};
  std::vector<Run> here;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, run] : runs_) here.push_back(run);
  }
  if (!here.empty()) {
    std::vector<std::string> ids;
    for (const auto& run : here) ids.push_back(run->message().id);
    const auto alive = co_await store_.keep_alive(std::move(ids));
    if (!alive) co_return alive.error();
    for (const auto& run : here) {
      const auto& id = run->message().id;
      const bool is_alive = std::find(alive->begin(), alive->end(), id) != alive->end();
      if (!is_alive) run->stop(StopReason::kElsewhere);
    }
  }
  co_return co_await mark_abandoned();
}

}  // namespace askdb
