#pragma once

/// One message under way: its question is run, its events are told and kept, a person is asked
/// where a statement needs it, and how it ended is stored.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "agent/orchestrator.hpp"
#include "conversation/event_log.hpp"
#include "conversation/run_record.hpp"
#include "store/store.hpp"

namespace askdb {

/// A statement that a person approved for one step.
struct GivenApproval {
  int step = 1;
  std::string database;
  std::string sql;
};
BOOST_DESCRIBE_STRUCT(GivenApproval, (), (step, database, sql))

/// How the question of a message is run; kept with the message, so that it can be run again.
struct RunRequest {
  std::vector<std::string> databases;
  ApprovalMode approval = ApprovalMode::kSmart;
  bool debug = false;
  std::string continues;  ///< The clarification that it answers, or empty.
  std::vector<GivenApproval> approved;
  std::optional<bool> fresh;        ///< Results kept from earlier statements are not used.
  std::optional<std::string> area;  ///< The subject area to look at; absent: all tables.
};
BOOST_DESCRIBE_STRUCT(RunRequest, (),
                      (databases, approval, debug, continues, approved, fresh, area))

using FinishedSink = std::function<void(const Answer&, const std::vector<TokenRecord>&)>;

/// What every run needs; all of it outlives the runs.
struct RunServices {
  Orchestrator& orchestrator;
  Store& store;
  const Clock& clock;
  /// How long a question goes on when nobody listens.
  std::chrono::milliseconds patience;
  FinishedSink on_finished;  ///< May be empty.
};

/// kElsewhere: another process that shares the store has taken it over.
enum class StopReason { kNone, kPerson, kNobodyListens, kShutdown, kDeleted, kElsewhere };

/// The end of a question that did not run to its end.
Answer stopped_answer(const std::string& text);

/// May be called from any thread; works on a strand of its own.
class MessageRun : public std::enable_shared_from_this<MessageRun> {
 public:
  MessageRun(const asio::any_io_executor& executor, RunServices services, Message user,
             Message server, RunRequest request);

  /// `on_free`: once, when the next question of the thread may begin: this one has ended or waits
  /// for a person. `on_end`: once, afterwards.
  void call(std::function<void()> on_free, std::function<void()> on_end);
  /// Its turn has come.
  void start();
  /// A run that waited for `pending` when the program ended. It is run again once that is answered.
  void park(ApprovalRequest pending, std::vector<StoredEvent> events);
  void stop(StopReason reason);

  const std::shared_ptr<EventLog>& log() const { return log_; }
  /// As it is now.
  Message message() const;
  std::string thread_id() const { return user_.thread_id; }

  struct Pending {
    ApprovalRequest request;
    bool is_saved = false;
  };
  /// Nothing: it does not wait for a person.
  std::optional<Pending> pending() const;
  /// False: it does not wait (any more). An edited statement was checked before.
  bool answer(ApprovalAnswer answer);

 private:
  enum class Phase { kQueued, kParked, kRunning, kEnding, kEnded };

  void run();
  void resume();
  Task<Answer> ask_agent();
  Task<ApprovalAnswer> ask_person(ApprovalRequest request);
  std::optional<ApprovalAnswer> known_answer(const ApprovalRequest& request);
  void tell_answer(const ApprovalRequest& request, const ApprovalAnswer& answer);
  Task<void> save_answered(ApprovalRequest request, ApprovalAnswer answer);
  Task<void> finish(Answer answer);
  void end_unchanged();
  /// Another process ended it: what that one stored is how it ended.
  Task<void> end_as_stored();

  void on(const Event& event);
  void watch();
  void conclude(const Answer& answer);
  MessageUpdate update();
  void free();

  const asio::any_io_executor strand_;
  const RunServices services_;
  const Message user_;
  const std::shared_ptr<EventLog> log_ = std::make_shared<EventLog>();

  // Used on the strand only.
  Phase phase_ = Phase::kQueued;
  StopReason stop_reason_ = StopReason::kNone;
  asio::cancellation_signal cancel_;
  asio::steady_timer gone_;
  asio::steady_timer answered_;  // A timer that never ends but is cancelled: a signal.
  RunRequest request_;
  RunRecord record_;
  // After a restart: what was asked, what was approved and is to run as it was, what was rejected.
  std::optional<ApprovalRequest> parked_;
  std::vector<GivenApproval> replay_;
  std::optional<ApprovalAnswer> rejected_;
  bool is_rerun_ = false;
  std::int64_t events_saved_ = 0;
  bool is_wanted_ = false;  // A person took part: it goes on though nobody listens.
  std::function<void()> on_free_;
  std::function<void()> on_end_;

  mutable std::mutex mutex_;
  Message message_;                       // Guarded by mutex_.
  std::optional<Pending> pending_;        // Guarded by mutex_.
  std::optional<ApprovalAnswer> answer_;  // Guarded by mutex_.
};

}  // namespace askdb
