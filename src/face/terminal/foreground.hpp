#pragma once

/// The thread a person looks at. Work runs on other threads; this one waits for it, does the jobs
/// they hand it (all printing and asking is done here), and turns Ctrl-C into a cancellation.

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/task.hpp"
#include "face/terminal/interrupts.hpp"

namespace askdb {

class Foreground {
 public:
  /// Both outlive it. `io` is run by another thread.
  Foreground(asio::io_context& io, Interrupts& interrupts);
  Foreground(const Foreground&) = delete;
  Foreground& operator=(const Foreground&) = delete;
  ~Foreground();

  /// Has `job` done on the foreground thread while it waits. From any thread.
  void post(std::function<void()> job);

  /// Does jobs until `is_done`. `on_tick` (may be empty) is called ten times a second. `on_cancel`
  /// is called for each Ctrl-C and for SIGTERM.
  void wait_until(const std::function<bool()>& is_done, const std::function<void()>& on_tick,
                  const std::function<void()>& on_cancel);

  /// Runs `task` and waits. Nothing: it was cancelled. Exceptions of the task are thrown here.
  template <class T>
  std::optional<T> run(Task<T> task, const std::function<void()>& on_tick = nullptr);

  /// What became of one of several tasks: a value, an exception, or neither (cancelled).
  template <class T>
  struct Ended {
    std::optional<T> value;
    std::exception_ptr failed;
  };
  /// Runs `tasks` side by side and waits for all. `on_end` gets the number of each that ends.
  template <class T>
  void run_all(std::vector<Task<T>> tasks, const std::function<void(std::size_t, Ended<T>)>& on_end,
               const std::function<void()>& on_tick = nullptr);

  /// Cancels the task that `run` waits for, as Ctrl-C does. From the foreground thread.
  void cancel();

  asio::io_context& io() { return io_; }
  Interrupts& interrupts() { return interrupts_; }

 private:
  bool do_jobs();

  asio::io_context& io_;
  Interrupts& interrupts_;
  std::function<void()> cancel_;  ///< Set while `run` waits.
  int wake_ = -1;
  std::mutex mutex_;
  std::deque<std::function<void()>> jobs_;  // Guarded by mutex_.
};

template <class T>
void Foreground::run_all(std::vector<Task<T>> tasks,
                         const std::function<void(std::size_t, Ended<T>)>& on_end,
                         const std::function<void()>& on_tick) {
  struct State {
    std::deque<asio::cancellation_signal> signals;  // Used on the thread of `io` only.
    std::size_t left = 0;
    bool is_cancelled = false;
  };
  auto state = std::make_shared<State>();
  state->left = tasks.size();
  state->signals.resize(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    auto ended = [this, state, i, &on_end](const std::exception_ptr& failed, T value) {
      post([state, i, &on_end, failed, value = std::move(value)]() mutable {
        --state->left;
        Ended<T> end;
        if (!failed) end.value.emplace(std::move(value));
        if (!state->is_cancelled) end.failed = failed;
        on_end(i, std::move(end));
      });
    };
    asio::co_spawn(io_, std::move(tasks[i]),
                   asio::bind_cancellation_slot(state->signals[i].slot(), std::move(ended)));
  }
  cancel_ = [this, state] {
    state->is_cancelled = true;
    asio::post(io_, [state] {
      for (auto& signal : state->signals) signal.emit(asio::cancellation_type::terminal);
    });
  };
  wait_until([state] { return state->left == 0; }, on_tick, [this] { cancel(); });
  cancel_ = nullptr;
}

template <class T>
std::optional<T> Foreground::run(Task<T> task, const std::function<void()>& on_tick) {
  Ended<T> end;
  std::vector<Task<T>> tasks;
  tasks.push_back(std::move(task));
  run_all<T>(
      std::move(tasks), [&end](std::size_t, Ended<T> one) { end = std::move(one); }, on_tick);
  if (end.failed) std::rethrow_exception(end.failed);
  return std::move(end.value);
}

}  // namespace askdb
