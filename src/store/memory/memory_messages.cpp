/// What MemoryStore keeps with each message.

#include <algorithm>

#include "store/kept_text.hpp"
#include "store/memory/memory_store.hpp"
#include "store/rating.hpp"
#include "store/summed.hpp"

namespace askdb {

using store::kept_text;
using store::kept_value;
using store::search_text;

namespace {

bool is_unfinished(const Message& message) {
  return message.status == MessageStatus::kRunning || message.status == MessageStatus::kWaiting;
}

void log_rating(RunLog& log, const json::value& rating) {
  auto logged = store::logged_rating(rating);
  log.was_corrected = logged.was_corrected;
  log.correction_type = std::move(logged.correction_type);
  log.user_feedback = std::move(logged.user_feedback);
  log.user_rating = logged.user_rating;
}

void clean(RunLog& log) {
  log.question = kept_text(std::move(log.question));
  for (auto& sql : log.sql_generated) sql = kept_text(std::move(sql));
  for (auto& sql : log.sql_executed) sql = kept_text(std::move(sql));
  log.outcome = kept_text(std::move(log.outcome));
  if (log.correction_type) log.correction_type = kept_text(*std::move(log.correction_type));
  if (log.user_feedback) log.user_feedback = kept_text(*std::move(log.user_feedback));
}

}  // namespace

MemoryStore::KeptMessage* MemoryStore::find_message(const std::string& id) {
  const auto found = messages_.find(id);
  return found == messages_.end() ? nullptr : &found->second;
}

void MemoryStore::keep(KeptMessage& kept, MessageUpdate update) {
  Message& message = kept.message;
  message.content = kept_text(std::move(update.message.content));
  kept.search = search_text(message.content);
  message.status = update.message.status;
  message.answers = std::move(update.message.answers);
  if (message.answers) message.answers = kept_text(*std::move(message.answers));
  message.details = kept_value(update.message.details);
  message.debug = kept_value(update.message.debug);
  for (auto& event : update.events) {
    event.name = kept_text(std::move(event.name));
    event.data = kept_text(std::move(event.data));
    kept.events[event.number] = std::move(event);
  }
  for (auto& result : update.results) {
    result.columns = kept_value(result.columns);
    result.rows = kept_value(result.rows);
    kept.results[result.step] = std::move(result);
  }
  for (auto& record : store::summed(update.tokens)) {
    record.stage = kept_text(std::move(record.stage));
    record.model = kept_text(std::move(record.model));
    kept.tokens[{record.stage, record.model}] = std::move(record);
  }
  if (update.approval) {
    kept.approval = std::move(update.approval);
    kept.approval->message_id = message.id;
    kept.approval->request = kept_value(kept.approval->request);
  }
  if (!is_unfinished(message)) kept.approval.reset();
  if (update.run_log) {
    clean(*update.run_log);
    kept.run_log = std::move(update.run_log);
    kept.run_log->message_id = message.id;
    if (!message.rating.is_null()) log_rating(*kept.run_log, message.rating);
  }
}

Task<Result<bool>> MemoryStore::update_message(MessageUpdate update) {
  const std::scoped_lock lock(mutex_);
  auto* kept = find_message(update.message.id);
  if (kept == nullptr) co_return false;
  auto& used = find_thread(kept->message.thread_id)->databases;
  for (auto& name : update.databases) used.push_back(kept_text(std::move(name)));
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  keep(*kept, std::move(update));
  co_return true;
}

Task<Result<std::optional<Message>>> MemoryStore::message(std::string id) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = find_message(id);
  co_return kept == nullptr ? std::optional<Message>() : kept->message;
}

Task<Result<std::vector<Message>>> MemoryStore::messages(std::string thread_id, std::string after,
                                                         std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<Message> found;
  const auto* thread = find_thread(thread_id);
  if (thread == nullptr) co_return found;
  auto next = thread->messages.begin();
  if (!after.empty()) {
    next = std::find(next, thread->messages.end(), after);
    if (next != thread->messages.end()) ++next;
  }
  for (; next != thread->messages.end() && found.size() < limit; ++next) {
    found.push_back(find_message(*next)->message);
  }
  co_return found;
}

Task<Result<std::vector<Message>>> MemoryStore::last_messages(std::string thread_id,
                                                              std::size_t count) {
  const std::scoped_lock lock(mutex_);
  std::vector<Message> found;
  const auto* thread = find_thread(thread_id);
  if (thread == nullptr) co_return found;
  const auto& ids = thread->messages;
  for (auto i = ids.size() - std::min(count, ids.size()); i < ids.size(); ++i) {
    found.push_back(find_message(ids[i])->message);
  }
  co_return found;
}

Task<Result<std::vector<Message>>> MemoryStore::unfinished_messages() {
  const std::scoped_lock lock(mutex_);
  std::map<std::int64_t, Message> found;
  for (const auto& [id, kept] : messages_) {
    if (is_unfinished(kept.message)) found[kept.number] = kept.message;
  }
  std::vector<Message> messages;
  for (auto& [number, message] : found) messages.push_back(std::move(message));
  co_return messages;
}

Task<Result<std::vector<StoredEvent>>> MemoryStore::events(std::string message_id,
                                                           std::int64_t after) {
  const std::scoped_lock lock(mutex_);
  std::vector<StoredEvent> found;
  const auto* kept = find_message(message_id);
  if (kept == nullptr) co_return found;
  for (auto next = kept->events.upper_bound(after); next != kept->events.end(); ++next) {
    found.push_back(next->second);
  }
  co_return found;
}

Task<Result<std::optional<StoredResult>>> MemoryStore::result(std::string message_id, int step) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = find_message(message_id);
  if (kept == nullptr || !kept->results.contains(step)) co_return std::nullopt;
  co_return kept->results.at(step);
}

Task<Result<std::optional<PendingApproval>>> MemoryStore::approval(std::string message_id) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = find_message(message_id);
  co_return kept == nullptr ? std::optional<PendingApproval>() : kept->approval;
}

Task<Result<bool>> MemoryStore::answer_approval(std::string id, json::value answer) {
  const std::scoped_lock lock(mutex_);
  for (auto& [message_id, kept] : messages_) {
    if (!kept.approval || kept.approval->id != id) continue;
    if (kept.approval->answer) co_return false;
    kept.approval->answer = kept_value(answer);
    co_return true;
  }
  co_return false;
}

Task<Result<bool>> MemoryStore::rate(std::string message_id, json::value rating) {
  const std::scoped_lock lock(mutex_);
  auto* kept = find_message(message_id);
  if (kept == nullptr) co_return false;
  kept->message.rating = kept_value(rating);
  if (kept->run_log) log_rating(*kept->run_log, kept->message.rating);
  co_return true;
}

}  // namespace askdb
