#pragma once

/// Replies that take a while: server-sent events, and bodies written piece by piece.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "face/http/request.hpp"

namespace askdb::web {

class OutputPipe;

/// Where the events of one stream go.
class EventWriter {
 public:
  explicit EventWriter(OutputPipe& pipe) : pipe_(&pipe) {}

  /// Sends one event. Returns at once as long as little waits to be read, else when the client has
  /// read enough; so a slow reader costs bounded memory. Heartbeat comments go out by themselves.
  /// `id` 0: without an id. `data`: one line of JSON (further lines are sent as the format wants).
  /// Fails with kCancelled when the client is gone: return then.
  Task<Result<Done>> send(std::uint64_t id, std::string name, std::string data);

  /// Whether all that was sent has reached the client's machine as far as one can tell, and it
  /// still listens.
  bool is_open() const;

 private:
  OutputPipe* pipe_;
};

/// A reply of events. `run` sends them and returns when the stream is to end; it is cancelled when
/// the client goes away (its waits end with an exception, as all of Asio does) or the server stops.
/// The request lives until `run` has returned.
struct EventStream {
  std::function<Task<void>(EventWriter& writer)> run;
  std::vector<Header> headers;
};

/// Where the pieces of one body go.
class BodyWriter {
 public:
  explicit BodyWriter(OutputPipe& pipe) : pipe_(&pipe) {}

  /// As `EventWriter::send`.
  Task<Result<Done>> write(std::string piece);

 private:
  OutputPipe* pipe_;
};

/// A reply whose body is too big to hold: exports. Ended and cancelled like an `EventStream`; a
/// body that must end early because of an error throws, and the client sees it cut off.
struct BodyStream {
  std::string content_type = "application/octet-stream";
  std::function<Task<void>(BodyWriter& writer)> run;
  std::vector<Header> headers;
};

/// "id: 3\nevent: notice\ndata: {}\n\n"
std::string event_text(std::uint64_t id, std::string_view name, std::string_view data);

}  // namespace askdb::web
