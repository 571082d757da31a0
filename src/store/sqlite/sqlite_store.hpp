#pragma once

/// The default store: one SQLite file, written by one connection, safe against `kill -9` and a lost
/// power supply. Several processes may use one file; each waits for the others' commits.

#include <functional>
#include <memory>
#include <mutex>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/write_queue.hpp"
#include "store/store.hpp"

namespace askdb {

class SqliteStore : public Store {
 public:
  /// The file and its folder are made by `open`. `threads` outlives the store.
  SqliteStore(std::string path, BlockingPool& threads);
  /// Waits for writes under way; the file is closed then.
  ~SqliteStore() override;

  std::string kind() const override { return "sqlite"; }
  Task<Result<Done>> open() override;
  Task<Result<Done>> check() override;

  Task<Result<Done>> create_thread(Thread thread) override;
  Task<Result<std::vector<Thread>>> threads(ThreadQuery query) override;
  Task<Result<std::optional<Thread>>> thread(std::string id) override;
  Task<Result<std::optional<Thread>>> shared_thread(std::string share_token) override;
  Task<Result<bool>> update_thread(Thread thread) override;
  Task<Result<bool>> delete_thread(std::string id) override;

  Task<Result<bool>> add_messages(std::vector<Message> messages) override;
  Task<Result<bool>> update_message(MessageUpdate update) override;
  Task<Result<std::optional<Message>>> message(std::string id) override;
  Task<Result<std::vector<Message>>> messages(std::string thread_id, std::string after,
                                              std::size_t limit) override;
  Task<Result<std::vector<Message>>> last_messages(std::string thread_id,
                                                   std::size_t count) override;
  Task<Result<std::vector<Message>>> unfinished_messages() override;

  Task<Result<std::vector<StoredEvent>>> events(std::string message_id,
                                                std::int64_t after) override;
  Task<Result<std::optional<StoredResult>>> result(std::string message_id, int step) override;
  Task<Result<std::vector<TokenRecord>>> tokens(std::string thread_id) override;
  Task<Result<std::vector<std::string>>> databases(std::string thread_id) override;

  Task<Result<std::optional<PendingApproval>>> approval(std::string message_id) override;
  Task<Result<bool>> answer_approval(std::string id, json::value answer) override;

  Task<Result<bool>> rate(std::string message_id, json::value rating) override;
  Task<Result<std::vector<RunLog>>> run_logs(std::size_t limit) override;

 private:
  using Connection = store::sqlite::Connection;

  /// Handles that only read, each used by one thread at a time. Shared with reads under way.
  struct Readers;

  /// Runs `work` on a thread of the pool with a handle of its own.
  template <class T>
  Task<Result<T>> read(std::function<T(Connection&)> work);
  template <class T>
  Task<Result<T>> write(std::function<T(Connection&)> work);

  const std::string path_;
  BlockingPool& threads_;
  std::mutex mutex_;
  std::shared_ptr<Readers> readers_;                  // Guarded by mutex_. Null before `open`.
  std::shared_ptr<store::sqlite::WriteQueue> queue_;  // Guarded by mutex_. Null before `open`.
};

}  // namespace askdb
