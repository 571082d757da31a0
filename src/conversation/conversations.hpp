#pragma once

/// Threads and their messages: asks the agent, remembers in the store, lets any number of faces
/// follow, stop, approve and rate. Knows no HTTP and no terminal.
///
/// Questions of one thread run one after another; a question that waits for a person lets the next
/// one pass. What `post` acknowledged is stored. May be called from any thread.

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "config/config.hpp"
#include "conversation/message_run.hpp"
#include "conversation/shapes.hpp"

namespace askdb {

/// Who asks: sees and changes only threads with this owner. Empty while there are no users.
struct Caller {
  std::string owner;
};

/// A question for a thread.
struct NewQuestion {
  std::string content;
  RunRequest request;
};

/// What was stored, and the events from the first on.
struct Posted {
  Message user;
  Message server;
  Listener listener;
};

/// What became of a person's word on a statement.
struct ApprovalReply {
  enum class Kind { kTaken, kUnknownMessage, kNotWaiting, kRefused };
  Kind kind = Kind::kUnknownMessage;
  std::optional<Message> message;  ///< With kTaken.
  std::optional<Refusal> refusal;  ///< With kRefused: it still waits.
};

class Conversations {
 public:
  struct Settings {
    /// How long a question goes on when nobody listens.
    std::chrono::milliseconds patience{20'000};
    /// A running question of a shared store of which its process says nothing for this long was
    /// left by a crash.
    std::chrono::seconds silence{60};
    /// Told of every question that has ended, on its own strand: what came of it, what it cost.
    FinishedSink on_finished;
  };

  /// All references outlive it. Call `recover` before the first question and `shut_down` at the
  /// end.
  Conversations(asio::any_io_executor executor, Orchestrator& orchestrator, Catalog& catalog,
                Store& store, const Config& config, const Clock& clock, IdSource& ids,
                Settings settings);
  Conversations(asio::any_io_executor executor, Orchestrator& orchestrator, Catalog& catalog,
                Store& store, const Config& config, const Clock& clock, IdSource& ids)
      : Conversations(std::move(executor), orchestrator, catalog, store, config, clock, ids,
                      Settings()) {}

  /// After a restart: questions that ran are marked as stopped; those that wait for a person can
  /// be answered, and are run again then with exactly what was approved.
  Task<Result<Done>> recover();
  /// With a store that several processes share, to be called every few seconds: ends here what was
  /// stopped or answered through another process, says which questions still run here, and marks
  /// as stopped what a process that crashed left running. Does nothing with other stores.
  Task<Result<Done>> tend();
  /// Stops what runs, leaves what waits as it is, and returns when all has ended.
  Task<void> shut_down();

  // Unknown ids, and those of others, are empty results.

  Task<Result<std::vector<Thread>>> threads(Caller caller, ThreadQuery query);
  /// An empty name becomes a random one.
  Task<Result<Thread>> create_thread(Caller caller, std::string name);
  Task<Result<std::optional<Thread>>> thread(Caller caller, std::string id);
  Task<Result<std::optional<Thread>>> rename(Caller caller, std::string id, std::string name);
  /// Makes a token that opens the thread for reading, or takes it away.
  Task<Result<std::optional<Thread>>> share(Caller caller, std::string id, bool is_shared);
  /// Stops what runs in it. False: there was none.
  Task<Result<bool>> delete_thread(Caller caller, std::string id);

  /// Stores the question and its answer to come, then runs it.
  Task<Result<std::optional<Posted>>> post(Caller caller, std::string thread_id,
                                           NewQuestion question);
  Task<Result<std::optional<Message>>> message(Caller caller, std::string id);
  /// Follows a message from after the event `number`; of one that has ended, from the store.
  Task<Result<std::optional<Listener>>> listen(Caller caller, std::string id, std::int64_t number);
  Task<Result<std::optional<Message>>> stop(Caller caller, std::string id);
  /// `request_id`: of the request that the person saw; empty: the one that waits.
  Task<Result<ApprovalReply>> answer(Caller caller, std::string id, std::string request_id,
                                     ApprovalAnswer answer);
  /// Nothing takes the rating away.
  Task<Result<std::optional<Message>>> rate(Caller caller, std::string id,
                                            std::optional<Rating> rating);

 private:
  using Run = std::shared_ptr<MessageRun>;
  struct Lane {
    Run current;
    std::deque<Run> queue;
  };

  Task<Result<bool>> may_see(Caller caller, std::string thread_id);
  Task<Result<std::optional<Message>>> stored(Caller caller, std::string id);
  Task<Result<Done>> mark_stopped(Message message, std::string text);
  Task<Result<Done>> mark_abandoned();
  /// Null: nothing of that message runs or waits.
  Task<Result<Run>> run_of(Message message);
  Task<Result<Run>> park(Message message);
  /// The run of a message that was just read from the store; null: it does not run here.
  Run known_run(const Message& stored);
  Run make_run(Message user, Message server, RunRequest request);
  void enqueue(const Run& run);
  void free(const std::string& thread_id, const std::string& id);

  asio::any_io_executor executor_;
  Catalog& catalog_;
  Store& store_;
  const Clock& clock_;
  IdSource& ids_;
  RunServices services_;
  std::chrono::seconds silence_;
  std::map<std::string, GuardPolicy> policies_;
  std::mutex mutex_;
  std::map<std::string, Lane> lanes_;  // By thread. Guarded by mutex_.
  std::map<std::string, Run> runs_;    // By message. Guarded by mutex_.
};

}  // namespace askdb
