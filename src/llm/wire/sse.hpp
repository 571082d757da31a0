#pragma once

/// Server-sent events, as the HTML standard defines the stream.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace askdb {

struct SseEvent {
  std::string name;  ///< Empty: "message".
  std::string data;  ///< Lines joined by "\n".
};

/// Takes bytes in any chunking. Lines end with LF, CR or CRLF; comments, ids and retry times are
/// skipped, a byte order mark at the start too.
class SseDecoder {
 public:
  using OnEvent = std::function<void(const SseEvent&)>;

  /// An event that grows beyond `max_event_bytes` ends the decoding.
  explicit SseDecoder(std::size_t max_event_bytes = 4U << 20U)
      : max_event_bytes_(max_event_bytes) {}

  /// False when an event was too big; all further bytes are ignored then.
  bool feed(std::string_view bytes, const OnEvent& on_event);

  /// The stream has ended. Some servers forget the blank line after the last event: what it holds
  /// in whole lines is handed on all the same.
  void finish(const OnEvent& on_event);

 private:
  void end_line(const OnEvent& on_event);
  void end_event(const OnEvent& on_event);

  std::size_t max_event_bytes_;
  std::string line_;
  SseEvent event_;
  bool has_data_ = false;
  bool was_cr_ = false;
  bool is_first_line_ = true;
  bool is_too_big_ = false;
};

}  // namespace askdb
