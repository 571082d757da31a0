#include "duckdb/watchdog.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace askdb::duckdb {
namespace {

constexpr std::chrono::milliseconds kAgain{5};

}  // namespace

struct Watch::Entry {
  Session& session;
  std::atomic<Clock::time_point> next;  ///< When to interrupt.
  Clock::time_point deadline;
  std::atomic<bool> is_stopped{false};
};

/// The thread, started with the first watch.
class Watch::Dog {
 public:
  static Dog& get() {
    static Dog dog;
    return dog;
  }
  ~Dog() {
    {
      const std::scoped_lock lock(mutex_);
      is_done_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void add(const std::shared_ptr<Entry>& entry) {
    {
      const std::scoped_lock lock(mutex_);
      entries_.push_back(entry);
    }
    changed_.notify_all();
  }

  void remove(const std::shared_ptr<Entry>& entry) {
    // Interrupting happens below the lock: after this, nobody touches the session.
    const std::scoped_lock lock(mutex_);
    entries_.erase(std::find(entries_.begin(), entries_.end(), entry));
  }

  void hurry() {
    // With the lock, so that the thread is either asleep or yet to look.
    { const std::scoped_lock lock(mutex_); }
    changed_.notify_all();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!is_done_) {
      const auto now = Clock::now();
      auto wake = Clock::time_point::max();
      for (const auto& entry : entries_) {
        if (entry->next.load() <= now) {
          entry->session.interrupt();
          entry->next = now + kAgain;
        }
        wake = std::min(wake, entry->next.load());
      }
      if (wake == Clock::time_point::max()) {
        changed_.wait(lock);
      } else {
        changed_.wait_until(lock, wake);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::shared_ptr<Entry>> entries_;  // Guarded by mutex_.
  bool is_done_ = false;                         // Guarded by mutex_.
  std::thread thread_{[this] { run(); }};
};

Watch::Watch(Session& session, Clock::time_point deadline)
    : entry_(new Entry{session, deadline, deadline}) {
  Dog::get().add(entry_);
}

Watch::~Watch() { Dog::get().remove(entry_); }

void Watch::stop() {
  entry_->is_stopped = true;
  entry_->next = Clock::time_point::min();
  Dog::get().hurry();
}

bool Watch::is_stopped() const { return entry_->is_stopped; }

bool Watch::is_over() const { return entry_->is_stopped || Clock::now() >= entry_->deadline; }

}  // namespace askdb::duckdb
