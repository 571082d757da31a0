#pragma once

/// What happened while one message was answered: numbered events that any number of listeners
/// follow, each at its own pace, and may resume after a number.

#include <boost/asio/experimental/concurrent_channel.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "store/store.hpp"

namespace askdb {

/// Bounded: when it is full, further events are left out, but never the last one. May be used from
/// any thread. A listener that reads slowly holds nobody up.
class EventLog {
 public:
  struct Limits {
    std::size_t max_events = 10'000;
    std::size_t max_bytes = 8U << 20U;
  };

  EventLog() : EventLog(Limits()) {}
  explicit EventLog(Limits limits) : limits_(limits) {}
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  using Event = std::shared_ptr<const StoredEvent>;
  struct Piece {
    std::vector<Event> events;
    bool is_end = false;  ///< Nothing comes after these.
  };

  /// Adds an event of the next number. `kept`: what `kept_after` gives of it, when that is not
  /// what listeners get.
  void add(const std::string& name, std::string data, std::string kept = {});
  /// Adds the last event; whatever is added later is left out.
  void end_with(const std::string& name, std::string data);
  /// Ends it with no further event.
  void end();
  /// As it was before a restart. Only into an empty log.
  void fill(std::vector<StoredEvent> events);

  /// All events after `number` so far, for the store; the last one of `end_with` is not among them.
  std::vector<StoredEvent> kept_after(std::int64_t number) const;

  /// Called whenever the last listener has gone, from its thread. Set before anyone listens.
  void on_alone(std::function<void()> call) { on_alone_ = std::move(call); }
  bool is_alone() const;
  /// The number of the event that comes next.
  std::int64_t next_number() const;

 private:
  friend class Listener;
  using Signal = asio::experimental::concurrent_channel<void(boost::system::error_code)>;
  class Waiting;

  Task<Piece> after(std::int64_t number);
  Piece piece_after(std::int64_t number) const;  // With mutex_ held.
  void push(const std::string& name, std::string data, bool is_last);
  void wake();  // With mutex_ held.
  void join();
  void leave();

  Limits limits_;
  std::function<void()> on_alone_;
  mutable std::mutex mutex_;
  std::vector<Event> events_;                               // Guarded by mutex_, as all below.
  std::vector<std::shared_ptr<Signal>> waiting_;            // Each wakes one listener, once.
  std::vector<std::pair<std::int64_t, std::string>> kept_;  // By number, where it differs.
  std::size_t bytes_ = 0;
  std::size_t listeners_ = 0;
  bool is_ended_ = false;
  bool has_last_ = false;
};

/// One who follows a log. While it lives, the log is not alone.
class Listener {
 public:
  /// Begins after the event `number`; 0: from the start.
  Listener(std::shared_ptr<EventLog> log, std::int64_t number);
  Listener(Listener&&) = default;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  /// Waits for the next events: at least one, or the end. Cancelling ends the wait with an
  /// exception, as all of Asio does; the listener may be asked again.
  Task<EventLog::Piece> next();

 private:
  std::shared_ptr<EventLog> log_;
  std::int64_t number_ = 0;
};

}  // namespace askdb
