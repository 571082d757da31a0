#include "net/io_thread.hpp"

#include <signal.h>

#include <mutex>

namespace askdb {

IoThread::IoThread() : work_(io_.get_executor()) {
  // Signals are for the program's own threads.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  thread_ = std::thread([this] { io_.run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

IoThread::~IoThread() {
  work_.reset();
  thread_.join();
}

std::shared_ptr<IoThread> IoThread::shared() {
  static std::mutex mutex;
  static std::weak_ptr<IoThread> current;  // Guarded by mutex.
  const std::scoped_lock lock(mutex);
  auto thread = current.lock();
  if (!thread) {
    thread = std::make_shared<IoThread>();
    current = thread;
  }
  return thread;
}

}  // namespace askdb
