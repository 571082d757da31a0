#include "sql/big_stack.hpp"

#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace askdb {
namespace {

constexpr std::size_t kStackBytes = 64U << 20U;

struct Job {
  std::function<void()> work;
  bool is_done = false;       // Guarded by Pool::mutex_.
  bool is_abandoned = false;  // Guarded by Pool::mutex_.
  std::condition_variable done;
};

/// Threads are started when there is work for them and live as long as the process.
class Pool {
 public:
  bool run(std::function<void()> work, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const auto job = std::make_shared<Job>();
    job->work = std::move(work);
    std::unique_lock lock(mutex_);
    jobs_.push_back(job);
    if (idle_ < jobs_.size() && threads_ - stuck_ < most_) start_thread();
    if (threads_ == 0) {
      jobs_.clear();
      return false;
    }
    wake_.notify_one();
    if (job->done.wait_until(lock, deadline, [&job] { return job->is_done; })) return true;
    job->is_abandoned = true;
    const auto waiting = std::find(jobs_.begin(), jobs_.end(), job);
    if (waiting != jobs_.end()) {
      jobs_.erase(waiting);
    } else {
      // A thread is caught in it; another one takes its place until it comes back.
      ++stuck_;
    }
    return false;
  }

 private:
  static void* main(void* pool) {
    static_cast<Pool*>(pool)->serve();
    return nullptr;
  }

  void start_thread() {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    pthread_t thread{};
    if (pthread_attr_setstacksize(&attributes, kStackBytes) == 0 &&
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
        pthread_create(&thread, &attributes, &Pool::main, this) == 0) {
      ++threads_;
    }
    pthread_attr_destroy(&attributes);
  }

  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ++idle_;
      wake_.wait(lock, [this] { return !jobs_.empty(); });
      --idle_;
      const auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job->work();
      job->work = nullptr;
      lock.lock();
      if (job->is_abandoned) --stuck_;
      job->is_done = true;
      job->done.notify_all();
    }
  }

  const std::size_t most_ = std::max(2U, std::thread::hardware_concurrency());
  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  std::deque<std::shared_ptr<Job>> jobs_;
  std::size_t threads_ = 0;
  std::size_t idle_ = 0;
  std::size_t stuck_ = 0;
};

}  // namespace

bool run_on_big_stack(std::function<void()> work, std::chrono::milliseconds limit) {
  // Never destroyed: its threads outlive every static object.
  static auto& pool = *new Pool;
  return pool.run(std::move(work), limit);
}

}  // namespace askdb
