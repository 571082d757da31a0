#include "store/memory/memory_store.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "store/failure.hpp"
#include "store/kept_text.hpp"
#include "store/summed.hpp"

namespace askdb {

using store::kept_text;
using store::kept_value;
using store::search_text;
using store::taken_error;

namespace {

Thread kept_thread(Thread thread) {
  for (auto* text : {&thread.id, &thread.name, &thread.owner}) *text = kept_text(std::move(*text));
  if (thread.share_token) thread.share_token = kept_text(*std::move(thread.share_token));
  return thread;
}

Message kept_message(Message message) {
  message.id = kept_text(std::move(message.id));
  message.thread_id = kept_text(std::move(message.thread_id));
  message.content = kept_text(std::move(message.content));
  if (message.answers) message.answers = kept_text(*std::move(message.answers));
  message.details = kept_value(message.details);
  message.debug = kept_value(message.debug);
  message.rating = kept_value(message.rating);
  return message;
}

}  // namespace

Task<Result<Done>> MemoryStore::open() { co_return Done{}; }
Task<Result<Done>> MemoryStore::check() { co_return Done{}; }

MemoryStore::KeptThread* MemoryStore::find_thread(const std::string& id) {
  const auto found = threads_.find(id);
  return found == threads_.end() ? nullptr : &found->second;
}

MemoryStore::KeptThread* MemoryStore::with_share_token(const std::string& share_token) {
  for (auto& [id, kept] : threads_) {
    if (kept.thread.share_token == share_token) return &kept;
  }
  return nullptr;
}

bool MemoryStore::is_found(const KeptThread& kept, const std::string& search) {
  if (kept.search.find(search) != std::string::npos) return true;
  return std::any_of(kept.messages.begin(), kept.messages.end(), [&](const std::string& id) {
    return find_message(id)->search.find(search) != std::string::npos;
  });
}

Task<Result<Done>> MemoryStore::create_thread(Thread thread) {
  thread = kept_thread(std::move(thread));
  const std::scoped_lock lock(mutex_);
  if (find_thread(thread.id) != nullptr ||
      (thread.share_token && with_share_token(*thread.share_token) != nullptr)) {
    co_return taken_error("thread with this id or share token");
  }
  KeptThread& kept = threads_[thread.id];
  kept.search = search_text(thread.name);
  kept.thread = std::move(thread);
  co_return Done{};
}

Task<Result<std::vector<Thread>>> MemoryStore::threads(ThreadQuery query) {
  const auto search = search_text(query.text);
  const std::scoped_lock lock(mutex_);
  std::vector<Thread> found;
  for (const auto& [id, kept] : threads_) {
    const auto& thread = kept.thread;
    if (thread.owner != query.owner) continue;
    const bool is_after =
        query.after_time.empty() ||
        std::tie(thread.updated_at, thread.id) < std::tie(query.after_time, query.after_id);
    if (is_after && is_found(kept, search)) found.push_back(thread);
  }
  std::sort(found.begin(), found.end(), [](const Thread& a, const Thread& b) {
    return std::tie(a.updated_at, a.id) > std::tie(b.updated_at, b.id);
  });
  if (found.size() > query.limit) found.resize(query.limit);
  co_return found;
}

Task<Result<std::optional<Thread>>> MemoryStore::thread(std::string id) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = find_thread(id);
  co_return kept == nullptr ? std::optional<Thread>() : kept->thread;
}

Task<Result<std::optional<Thread>>> MemoryStore::shared_thread(std::string share_token) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = with_share_token(share_token);
  co_return kept == nullptr ? std::optional<Thread>() : kept->thread;
}

Task<Result<bool>> MemoryStore::update_thread(Thread thread) {
  thread = kept_thread(std::move(thread));
  const std::scoped_lock lock(mutex_);
  auto* kept = find_thread(thread.id);
  if (kept == nullptr) co_return false;
  if (thread.share_token) {
    const auto* other = with_share_token(*thread.share_token);
    if (other != nullptr && other != kept) co_return taken_error("thread with this share token");
  }
  kept->search = search_text(thread.name);
  kept->thread.name = std::move(thread.name);
  kept->thread.share_token = std::move(thread.share_token);
  co_return true;
}

Task<Result<bool>> MemoryStore::delete_thread(std::string id) {
  const std::scoped_lock lock(mutex_);
  const auto* kept = find_thread(id);
  if (kept == nullptr) co_return false;
  for (const auto& message : kept->messages) messages_.erase(message);
  threads_.erase(id);
  co_return true;
}

Task<Result<bool>> MemoryStore::add_messages(std::vector<Message> messages) {
  for (auto& message : messages) message = kept_message(std::move(message));
  const std::scoped_lock lock(mutex_);
  if (messages.empty()) co_return true;
  KeptThread* thread = find_thread(messages.front().thread_id);
  if (thread == nullptr) co_return false;
  std::set<std::string> ids;
  for (const auto& message : messages) {
    if (find_message(message.id) != nullptr || !ids.insert(message.id).second) {
      co_return taken_error("message with this id");
    }
  }
  for (auto& message : messages) {
    thread->messages.push_back(message.id);
    thread->thread.updated_at = std::max(thread->thread.updated_at, message.created_at);
    KeptMessage& kept = messages_[message.id];
    kept.number = next_number_++;
    kept.search = search_text(message.content);
    kept.message = std::move(message);
    kept.message.thread_id = thread->thread.id;
  }
  co_return true;
}

Task<Result<std::vector<TokenRecord>>> MemoryStore::tokens(std::string thread_id) {
  const std::scoped_lock lock(mutex_);
  std::map<std::pair<std::string, std::string>, TokenRecord> sums;
  const auto* thread = find_thread(thread_id);
  if (thread != nullptr) {
    for (const auto& id : thread->messages) {
      for (const auto& [key, record] : find_message(id)->tokens) {
        const auto [sum, is_first] = sums.emplace(key, record);
        if (!is_first) store::add_to(sum->second, record);
      }
    }
  }
  std::vector<TokenRecord> records;
  for (auto& [key, sum] : sums) records.push_back(std::move(sum));
  co_return records;
}

Task<Result<std::vector<std::string>>> MemoryStore::databases(std::string thread_id) {
  const std::scoped_lock lock(mutex_);
  const auto* thread = find_thread(thread_id);
  co_return thread == nullptr ? std::vector<std::string>() : thread->databases;
}

Task<Result<std::vector<RunLog>>> MemoryStore::run_logs(std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<const KeptMessage*> kept;
  for (const auto& [id, message] : messages_) {
    if (message.run_log) kept.push_back(&message);
  }
  std::sort(kept.begin(), kept.end(), [](const KeptMessage* a, const KeptMessage* b) {
    return std::tie(a->run_log->created_at, a->number) >
           std::tie(b->run_log->created_at, b->number);
  });
  if (kept.size() > limit) kept.resize(limit);
  std::vector<RunLog> logs;
  for (const auto* message : kept) logs.push_back(*message->run_log);
  co_return logs;
}

}  // namespace askdb
