#pragma once

/// A listener of a message as a stream of server-sent events.

#include <memory>
#include <utility>

#include "conversation/event_log.hpp"
#include "face/http/reply.hpp"

namespace askdb::web {

/// Until the end of the message, or until the client has gone.
inline Task<void> send_events(std::shared_ptr<Listener> listener, EventWriter& writer) {
  bool is_end = false;
  while (!is_end) {
    const auto piece = co_await listener->next();
    is_end = piece.is_end;
    for (const auto& event : piece.events) {
      const auto number = static_cast<std::uint64_t>(event->number);
      const auto sent = co_await writer.send(number, event->name, event->data);
      if (!sent) co_return;
    }
  }
}

inline Reply event_reply(Listener listener) {
  auto shared = std::make_shared<Listener>(std::move(listener));
  EventStream stream;
  stream.run = [shared](EventWriter& writer) { return send_events(shared, writer); };
  return stream;
}

}  // namespace askdb::web
