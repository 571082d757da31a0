#pragma once

/// An event loop with a thread of its own, for connections that outlive the loops of those who use
/// them.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

namespace askdb {

class IoThread {
 public:
  IoThread();
  /// Waits for what still runs on it, so whatever is started here needs a deadline of its own. Must
  /// not be destroyed by something that runs on it.
  ~IoThread();
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;

  boost::asio::any_io_executor executor() { return io_.get_executor(); }

  /// One thread for all of the program, as long as anybody holds it.
  static std::shared_ptr<IoThread> shared();

 private:
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace askdb
