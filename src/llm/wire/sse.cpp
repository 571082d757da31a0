#include "llm/wire/sse.hpp"

namespace askdb {

bool SseDecoder::feed(std::string_view bytes, const OnEvent& on_event) {
  while (!bytes.empty() && !is_too_big_) {
    if (was_cr_) {
      was_cr_ = false;
      if (bytes.front() == '\n') {  // The second half of a CRLF.
        bytes.remove_prefix(1);
        continue;
      }
    }
    const auto end = bytes.find_first_of("\r\n");
    const auto part = bytes.substr(0, end);
    if (line_.size() + event_.data.size() + part.size() > max_event_bytes_) {
      is_too_big_ = true;
      break;
    }
    line_ += part;
    if (end == std::string_view::npos) break;
    was_cr_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    end_line(on_event);
  }
  return !is_too_big_;
}

void SseDecoder::finish(const OnEvent& on_event) {
  if (is_too_big_) return;
  if (!line_.empty()) end_line(on_event);
  end_event(on_event);
}

void SseDecoder::end_line(const OnEvent& on_event) {
  std::string_view line = line_;
  if (is_first_line_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  is_first_line_ = false;
  if (line.empty()) {
    end_event(on_event);
  } else {
    const auto colon = line.find(':');
    const auto field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") {
      event_.name = value;
    } else if (field == "data") {
      if (has_data_) event_.data += '\n';
      event_.data += value;
      has_data_ = true;
    }
  }
  line_.clear();
}

void SseDecoder::end_event(const OnEvent& on_event) {
  if (has_data_) on_event(event_);
  event_ = {};
  has_data_ = false;
}

}  // namespace askdb
