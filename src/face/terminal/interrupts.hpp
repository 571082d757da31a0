#pragma once

/// Ctrl-C, SIGTERM and a changed window, as something a loop can wait for.
///
/// One per process. While it lives, these signals do nothing by themselves.

#include <array>

namespace askdb {

enum class Interrupt { kNone, kCancel, kTerminate, kResize };

class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  /// Becomes readable when a signal has come. Do not read from it: call `take`.
  int file_descriptor() const { return pipe_[0]; }

  /// The oldest one that was not taken yet, or kNone. Never waits.
  Interrupt take();

  /// A SIGTERM (or a closed terminal) has come at some time: leave as soon as possible.
  bool is_terminating() const { return is_terminating_; }

 private:
  std::array<int, 2> pipe_{-1, -1};
  bool is_terminating_ = false;
};

/// Blocks the signals above in the calling thread, so that threads it starts never get them.
/// The destructor lets them through again.
class SignalsBlocked {
 public:
  SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked();
};

}  // namespace askdb
