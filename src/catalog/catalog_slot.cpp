#include "catalog/catalog_slot.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace askdb {

void Catalog::Slot::finish(const std::optional<Result<catalog::Loaded>>& outcome, bool wakes) {
  std::vector<std::shared_ptr<Ticket>> woken;
  {
    const std::lock_guard lock(mutex);
    is_loading = false;
    // The event loop may end before this does.
    executor = {};
    stopping.reset();
    if (outcome && outcome->has_value()) {
      entry = (*outcome)->entry;
      failure = (*outcome)->failure;
      checked_at = SteadyClock::now();
    } else if (outcome) {
      failure = outcome->error();
    }
    woken.swap(waiting);
    for (const auto& ticket : woken) ticket->outcome = outcome;
  }
  ended.notify_all();
  if (!wakes) return;
  for (const auto& ticket : woken) ticket->wake.try_send(boost::system::error_code());
}

void Catalog::Slot::stop(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex);
  // Who waited once in vain does not wait again: the loop may be gone by now.
  if (std::exchange(is_stopped, true) || !is_loading) return;
  if (stopping) {
    asio::post(executor, [signal = stopping] { signal->emit(asio::cancellation_type::terminal); });
  }
  ended.wait_for(lock, limit, [this] { return !is_loading; });
}

}  // namespace askdb
