#include "face/terminal/interrupts.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

namespace askdb {
namespace {

constexpr std::array<int, 4> kSignals = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

/// The writing end of the pipe. A signal handler can reach nothing but globals.
volatile int write_end = -1;

void on_signal(int number) {
  const int saved = errno;
  const char byte = static_cast<char>(number);
  // A full pipe holds enough signals; this one may be lost.
  [[maybe_unused]] const auto written = write(write_end, &byte, 1);
  errno = saved;
}

sigset_t signal_set() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : kSignals) sigaddset(&set, number);
  return set;
}

}  // namespace

Interrupts::Interrupts() {
  if (pipe2(pipe_.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw std::runtime_error("no pipe");
  write_end = pipe_[1];
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (const int number : kSignals) sigaction(number, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

Interrupts::~Interrupts() {
  for (const int number : kSignals) signal(number, SIG_DFL);
  write_end = -1;
  close(pipe_[0]);
  close(pipe_[1]);
}

Interrupt Interrupts::take() {
  char byte = 0;
  if (read(pipe_[0], &byte, 1) != 1) return Interrupt::kNone;
  if (byte == SIGINT) return Interrupt::kCancel;
  if (byte == SIGWINCH) return Interrupt::kResize;
  is_terminating_ = true;
  return Interrupt::kTerminate;
}

SignalsBlocked::SignalsBlocked() {
  const auto set = signal_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

SignalsBlocked::~SignalsBlocked() {
  const auto set = signal_set();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace askdb
