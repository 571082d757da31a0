#pragma once

/// Waiting for Connector/C's non-blocking operations.

#include <mysql.h>

#include "base/task.hpp"

namespace askdb::mysql {

/// Waits until what `events` (of MYSQL_WAIT_*) asks for has happened on the connection's socket;
/// tells what did.
Task<int> wait_for(MYSQL* handle, int events);

/// Forgets the TLS library's errors of this thread. An old one, of a connection that was closed
/// here, would make the next read that has to wait look like a failure.
void forget_tls_errors();

/// Goes on with an operation until it is over: `again(happened)` is its _cont function.
template <class Again>
Task<void> finish(MYSQL* handle, int events, Again again) {
  while (events != 0) {
    auto waiting = wait_for(handle, events);
    const int happened = co_await std::move(waiting);
    forget_tls_errors();
    events = again(happened);
  }
}

}  // namespace askdb::mysql
