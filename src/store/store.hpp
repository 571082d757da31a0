#pragma once

/// Remembers threads, messages, results, costs, approvals and run logs across restarts.
///
/// What a call acknowledged survives a crash of the process. Several processes may share one
/// PostgreSQL store. Every call fails with kConnection (the store cannot be reached) or kOther
/// (the disk is full, the file is damaged); unknown ids are empty results, not failures. A call
/// that failed with kConnection may have been done all the same: the answer was lost, not the work.
/// Cancelling a call that writes does not undo it.
///
/// Text is UTF-8: NUL and bytes that are no UTF-8 are kept as U+FFFD. Numbers in JSON come back bit
/// for bit; those that are not finite come back as null.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/described.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace askdb {

struct Thread {
  std::string id;
  std::string name;
  std::string created_at;  ///< ISO 8601, UTC, milliseconds: sorts as text.
  std::string updated_at;  ///< Of its newest message, or of its creation.
  std::optional<std::string> share_token;
  std::string owner;  ///< Who made it; empty while there are no users.
};
BOOST_DESCRIBE_STRUCT(Thread, (), (id, name, created_at, updated_at, share_token, owner))

enum class Sender { kUser, kServer };
BOOST_DESCRIBE_ENUM(Sender, kUser, kServer)

enum class MessageStatus { kDone, kRunning, kWaiting, kStopped, kFailed };
BOOST_DESCRIBE_ENUM(MessageStatus, kDone, kRunning, kWaiting, kStopped, kFailed)

struct Message {
  std::string id;
  std::string thread_id;
  Sender sender = Sender::kUser;
  std::string content;
  std::string created_at;
  MessageStatus status = MessageStatus::kDone;
  std::optional<std::string> answers;  ///< The user's message that this one answers.
  json::value details;                 ///< What the layer above keeps with it; null: nothing.
  json::value debug;                   ///< The debug panel's entries, or null.
  json::value rating;                  ///< Null: not rated.
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, thread_id, sender, content, created_at, status, answers, details, debug,
                       rating))

struct StoredEvent {
  std::int64_t number = 0;  ///< From 1, without gaps, per message.
  std::string name;
  std::string data;  ///< JSON on one line.
};

/// A bounded copy of one step's rows: a JSON list of columns and one of rows.
struct StoredResult {
  int step = 1;
  json::value columns;
  json::value rows;
  std::int64_t row_count = 0;
  bool is_truncated = false;
};

struct TokenRecord {
  std::string stage;
  std::string model;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t calls = 0;
  double price_usd = 0;
  bool is_price_known = true;
  std::int64_t elapsed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(TokenRecord, (),
                      (stage, model, input_tokens, output_tokens, calls, price_usd, is_price_known,
                       elapsed_ms))

/// What one question did; the second seed's run_logs.
struct RunLog {
  std::string message_id;
  std::string question;
  std::vector<std::string> sql_generated;
  std::vector<std::string> sql_executed;
  std::vector<std::int64_t> rows_returned;
  std::vector<std::int64_t> durations_ms;
  std::string outcome;
  std::string engine;
  bool was_corrected = false;
  std::optional<std::string> correction_type;
  std::optional<std::string> user_feedback;
  std::optional<int> user_rating;  ///< 1 to 5.
  std::string created_at;
};
BOOST_DESCRIBE_STRUCT(RunLog, (),
                      (message_id, question, sql_generated, sql_executed, rows_returned,
                       durations_ms, outcome, engine, was_corrected, correction_type, user_feedback,
                       user_rating, created_at))

/// A statement that waits for a person. Kept until its message is finished.
struct PendingApproval {
  std::string id;
  std::string message_id;
  json::value request;
  std::optional<json::value> answer;  ///< Empty while it waits.
};

/// Everything that the end of a question (or its waiting for a person) writes, as one transaction.
/// A message may be updated several times, and the same update twice: each list replaces what has
/// the same key and leaves the rest.
struct MessageUpdate {
  /// Replaces content, status, answers, details and debug of the one with its id. Thread, sender,
  /// time and rating stay: see `rate`.
  Message message;
  std::vector<StoredEvent> events;    ///< By number.
  std::vector<StoredResult> results;  ///< By step.
  /// By stage and model: what this message has used in all, not since the
  /// last update. Several entries of one stage and model are added up.
  std::vector<TokenRecord> tokens;
  std::vector<std::string> databases;  ///< Added to those that the thread used.
  /// Takes the place of the message's last one. Not kept when `message` is neither running nor
  /// waiting any more.
  std::optional<PendingApproval> approval;
  /// What a person said of the message stays in it.
  std::optional<RunLog> run_log;
};

struct ThreadQuery {
  std::string owner;  ///< Exactly.
  std::string text;   ///< Found in the name or in a message, case-insensitive; empty: all.
  std::size_t limit = 50;
  /// Only threads that stand after this one: `updated_at` and `id` of a page's last. Empty: first
  /// page.
  std::string after_time;
  std::string after_id;
};

class Store {
 public:
  virtual ~Store() = default;

  /// "memory", "sqlite", "postgresql".
  virtual std::string kind() const = 0;
  /// Brings the store to this program's version; safe when several processes start at once. Call
  /// once, first. Fails with kConfig when the store is of a newer version.
  virtual Task<Result<Done>> open() = 0;
  virtual Task<Result<Done>> check() = 0;

  /// Fails with kInput when its id or share token is taken.
  virtual Task<Result<Done>> create_thread(Thread thread) = 0;
  /// Newest first.
  virtual Task<Result<std::vector<Thread>>> threads(ThreadQuery query) = 0;
  virtual Task<Result<std::optional<Thread>>> thread(std::string id) = 0;
  virtual Task<Result<std::optional<Thread>>> shared_thread(std::string share_token) = 0;
  /// Name and share token. False: there is no such thread. Fails with kInput when the share token
  /// is another thread's.
  virtual Task<Result<bool>> update_thread(Thread thread) = 0;
  /// With everything in it. False: there was none.
  virtual Task<Result<bool>> delete_thread(std::string id) = 0;

  /// All or none, in this order, all of one thread; moves the thread's `updated_at`. False: there
  /// is no such thread. Fails with kInput when an id is taken.
  virtual Task<Result<bool>> add_messages(std::vector<Message> messages) = 0;
  /// False: there is no such message (any more).
  virtual Task<Result<bool>> update_message(MessageUpdate update) = 0;
  virtual Task<Result<std::optional<Message>>> message(std::string id) = 0;
  /// Oldest first; at most `limit` after the message `after` (empty: from the start).
  virtual Task<Result<std::vector<Message>>> messages(std::string thread_id, std::string after,
                                                      std::size_t limit) = 0;
  /// The last `count`, oldest first.
  virtual Task<Result<std::vector<Message>>> last_messages(std::string thread_id,
                                                           std::size_t count) = 0;
  /// Of all threads, those that run or wait: what a restart must look at.
  virtual Task<Result<std::vector<Message>>> unfinished_messages() = 0;

  /// Several processes may use it at the same time.
  virtual bool is_shared() const { return false; }
  /// Says that this process still works on these messages. Returns those of them that run or wait:
  /// the others were ended by another process. A store of one process has no others to tell.
  virtual Task<Result<std::vector<std::string>>> keep_alive(std::vector<std::string> message_ids) {
    co_return message_ids;
  }
  /// Messages that run, or wait for what was answered already, of which no process has said for
  /// `silence` that it works on them, by the clock of the store. A store of one process has none:
  /// see `unfinished_messages`.
  virtual Task<Result<std::vector<Message>>> abandoned_messages(std::chrono::seconds /*silence*/) {
    co_return std::vector<Message>();
  }

  virtual Task<Result<std::vector<StoredEvent>>> events(std::string message_id,
                                                        std::int64_t after) = 0;
  virtual Task<Result<std::optional<StoredResult>>> result(std::string message_id, int step) = 0;
  /// Summed by stage and model.
  virtual Task<Result<std::vector<TokenRecord>>> tokens(std::string thread_id) = 0;
  /// Sorted.
  virtual Task<Result<std::vector<std::string>>> databases(std::string thread_id) = 0;

  virtual Task<Result<std::optional<PendingApproval>>> approval(std::string message_id) = 0;
  /// False: it was answered before, or is gone. Of two that answer at once, one gets true.
  virtual Task<Result<bool>> answer_approval(std::string id, json::value answer) = 0;

  /// An object {rating: "up"|"down", reason?, comment?, corrected_sql?}; null takes the rating
  /// away. Goes into the run log too, "up" as 5 and "down" as 1. False: no such message.
  virtual Task<Result<bool>> rate(std::string message_id, json::value rating) = 0;
  /// Newest first.
  virtual Task<Result<std::vector<RunLog>>> run_logs(std::size_t limit) = 0;
};

}  // namespace askdb
