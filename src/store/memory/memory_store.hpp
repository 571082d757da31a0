#pragma once

/// A store that ends with the process: for tests, and for questions that leave no trace.

#include <map>
#include <mutex>

#include "store/store.hpp"

namespace askdb {

class MemoryStore : public Store {
 public:
  std::string kind() const override { return "memory"; }
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
  struct KeptThread {
    Thread thread;
    std::string search;
    std::vector<std::string> messages;  ///< Ids, oldest first.
    std::vector<std::string> databases;
  };
  struct KeptMessage {
    Message message;
    std::string search;
    std::int64_t number = 0;  ///< Rises with every message of the store.
    std::map<std::int64_t, StoredEvent> events;
    std::map<int, StoredResult> results;
    std::map<std::pair<std::string, std::string>, TokenRecord> tokens;
    std::optional<PendingApproval> approval;
    std::optional<RunLog> run_log;
  };

  // These need mutex_.
  KeptThread* find_thread(const std::string& id);
  KeptMessage* find_message(const std::string& id);
  KeptThread* with_share_token(const std::string& share_token);
  bool is_found(const KeptThread& kept, const std::string& search);
  void keep(KeptMessage& kept, MessageUpdate update);

  std::mutex mutex_;
  std::map<std::string, KeptThread> threads_;    // Guarded by mutex_.
  std::map<std::string, KeptMessage> messages_;  // Guarded by mutex_.
  std::int64_t next_number_ = 1;                 // Guarded by mutex_.
};

}  // namespace askdb
