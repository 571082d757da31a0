#include "face/terminal/foreground.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace askdb {

Foreground::Foreground(asio::io_context& io, Interrupts& interrupts)
    : io_(io), interrupts_(interrupts), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wake_ < 0) throw std::runtime_error("no eventfd");
}

Foreground::~Foreground() { close(wake_); }

void Foreground::post(std::function<void()> job) {
  {
    const std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  [[maybe_unused]] const auto failed = eventfd_write(wake_, 1);
}

bool Foreground::do_jobs() {
  eventfd_t count = 0;
  eventfd_read(wake_, &count);
  bool any = false;
  for (;;) {
    std::function<void()> job;
    {
      const std::scoped_lock lock(mutex_);
      if (jobs_.empty()) return any;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    any = true;
    job();
  }
}

void Foreground::cancel() {
  if (cancel_) cancel_();
}

void Foreground::wait_until(const std::function<bool()>& is_done,
                            const std::function<void()>& on_tick,
                            const std::function<void()>& on_cancel) {
  constexpr int kTickMilliseconds = 100;
  while (!is_done()) {
    std::array<pollfd, 2> waits = {pollfd{wake_, POLLIN, 0},
                                   pollfd{interrupts_.file_descriptor(), POLLIN, 0}};
    const int ready = poll(waits.data(), waits.size(), on_tick ? kTickMilliseconds : -1);
    const auto interrupt = interrupts_.take();
    const bool wants_end = interrupt == Interrupt::kCancel || interrupt == Interrupt::kTerminate;
    if (wants_end && on_cancel) on_cancel();
    if (!do_jobs() && ready == 0 && on_tick) on_tick();
  }
}

}  // namespace askdb
