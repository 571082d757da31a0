#include "conversation/event_log.hpp"

#include <algorithm>
#include <utility>

namespace askdb {

/// A place in the queue of those that wait; given up however the wait ends.
class EventLog::Waiting {
 public:
  Waiting(EventLog& log, std::shared_ptr<Signal> signal) : log_(log), signal_(std::move(signal)) {}
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    const std::scoped_lock lock(log_.mutex_);
    std::erase(log_.waiting_, signal_);
  }

 private:
  EventLog& log_;
  std::shared_ptr<Signal> signal_;
};

void EventLog::add(const std::string& name, std::string data, std::string kept) {
  const std::scoped_lock lock(mutex_);
  const auto before = events_.size();
  push(name, std::move(data), false);
  if (!kept.empty() && events_.size() > before) {
    kept_.emplace_back(events_.back()->number, std::move(kept));
  }
}

void EventLog::end_with(const std::string& name, std::string data) {
  const std::scoped_lock lock(mutex_);
  push(name, std::move(data), true);
}

void EventLog::end() {
  const std::scoped_lock lock(mutex_);
  is_ended_ = true;
  wake();
}

void EventLog::push(const std::string& name, std::string data, bool is_last) {
  const bool is_full = events_.size() >= limits_.max_events || bytes_ >= limits_.max_bytes;
  if (is_ended_ || (is_full && !is_last)) return;
  bytes_ += name.size() + data.size();
  auto event = std::make_shared<StoredEvent>();
  event->number = static_cast<std::int64_t>(events_.size()) + 1;
  event->name = name;
  event->data = std::move(data);
  events_.push_back(std::move(event));
  is_ended_ = has_last_ = is_last;
  wake();
}

void EventLog::fill(std::vector<StoredEvent> events) {
  const std::scoped_lock lock(mutex_);
  for (auto& event : events) push(event.name, std::move(event.data), false);
}

std::vector<StoredEvent> EventLog::kept_after(std::int64_t number) const {
  const std::scoped_lock lock(mutex_);
  std::vector<StoredEvent> events;
  const auto end = events_.size() - (has_last_ ? 1 : 0);
  for (auto i = static_cast<std::size_t>(number); i < end; ++i) events.push_back(*events_[i]);
  for (const auto& [kept_number, data] : kept_) {
    if (kept_number > number)
      events[static_cast<std::size_t>(kept_number - number) - 1].data = data;
  }
  return events;
}

bool EventLog::is_alone() const {
  const std::scoped_lock lock(mutex_);
  return listeners_ == 0;
}

std::int64_t EventLog::next_number() const {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::int64_t>(events_.size()) + 1;
}

EventLog::Piece EventLog::piece_after(std::int64_t number) const {
  Piece piece;
  const auto from =
      std::min(events_.size(), static_cast<std::size_t>(std::max<std::int64_t>(number, 0)));
  piece.events.assign(events_.begin() + static_cast<std::ptrdiff_t>(from), events_.end());
  piece.is_end = is_ended_;
  return piece;
}

Task<EventLog::Piece> EventLog::after(std::int64_t number) {
  const auto executor = co_await asio::this_coro::executor;
  while (true) {
    auto signal = std::make_shared<Signal>(executor, 1);
    {
      const std::scoped_lock lock(mutex_);
      auto piece = piece_after(number);
      if (!piece.events.empty() || piece.is_end) co_return piece;
      waiting_.push_back(signal);
    }
    const Waiting place(*this, signal);
    co_await signal->async_receive(asio::use_awaitable);
  }
}

void EventLog::wake() {
  for (const auto& signal : std::exchange(waiting_, {})) {
    signal->try_send(boost::system::error_code());
  }
}

void EventLog::join() {
  const std::scoped_lock lock(mutex_);
  ++listeners_;
}

void EventLog::leave() {
  bool is_last = false;
  {
    const std::scoped_lock lock(mutex_);
    is_last = --listeners_ == 0;
  }
  if (is_last && on_alone_) on_alone_();
}

Listener::Listener(std::shared_ptr<EventLog> log, std::int64_t number)
    : log_(std::move(log)), number_(number) {
  log_->join();
}

Listener::~Listener() {
  if (log_) log_->leave();
}

Task<EventLog::Piece> Listener::next() {
  auto piece = co_await log_->after(number_);
  if (!piece.events.empty()) number_ = piece.events.back()->number;
  co_return piece;
}

}  // namespace askdb
