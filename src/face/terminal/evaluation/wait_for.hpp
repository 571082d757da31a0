#pragma once

/// Runs one task to its end on the calling thread, for commands that do one thing after another.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

#include "base/task.hpp"

namespace askdb::evaluation {

/// `io` is run by nobody else. Exceptions of the task are thrown here.
template <class T>
T wait_for(asio::io_context& io, Task<T> task) {
  std::optional<T> value;
  std::exception_ptr thrown;
  asio::co_spawn(io, std::move(task), [&](const std::exception_ptr& failed, T result) {
    thrown = failed;
    if (!failed) value.emplace(std::move(result));
  });
  io.restart();
  io.run();
  if (thrown) std::rethrow_exception(thrown);
  return *std::move(value);
}

}  // namespace askdb::evaluation
