#pragma once

/// The time one question may take. Waiting for a person does not use it up.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

#include "base/task.hpp"

namespace askdb {

/// Used on one strand only.
class QuestionBudget {
 public:
  QuestionBudget(const asio::any_io_executor& executor, std::chrono::milliseconds limit);

  /// Resumes when the time is used up, or when cancelled: `is_used_up` tells which.
  Task<void> expiry();
  bool is_used_up() const { return is_used_up_; }
  std::chrono::milliseconds limit() const { return limit_; }
  /// At least one millisecond, so that it can be a limit of its own.
  std::chrono::milliseconds remaining() const;

  /// While one of these lives, time does not count.
  class Pause {
   public:
    explicit Pause(QuestionBudget& budget) : budget_(budget) { budget_.pause(); }
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;
    ~Pause() { budget_.resume(); }

   private:
    QuestionBudget& budget_;
  };

 private:
  using SteadyClock = std::chrono::steady_clock;

  void pause();
  void resume();

  std::chrono::milliseconds limit_;
  SteadyClock::time_point deadline_;
  SteadyClock::time_point paused_since_;
  int pauses_ = 0;
  bool is_used_up_ = false;
  asio::steady_timer timer_;
};

}  // namespace askdb
