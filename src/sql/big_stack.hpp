#pragma once

/// Runs work on a thread whose stack is known to be large.
///
/// libpg_query recurses without checking its stack (measured: 800 terms crash a 256 KiB coroutine
/// stack), so parsing and every walk over a tree happen here, whatever stack the caller has.

#include <chrono>
#include <functional>

namespace askdb {

/// Runs `work` on a thread with a 64 MiB stack and waits for it, at most `limit`. True when it
/// ended in time. After a false, `work` may still be running: it must own all it touches.
/// `work` must not throw. Any number of callers may wait at once.
bool run_on_big_stack(std::function<void()> work, std::chrono::milliseconds limit);

}  // namespace askdb
