#include "face/http/event_stream.hpp"

#include "face/http/output_pipe.hpp"

namespace askdb::web {

std::string event_text(std::uint64_t id, std::string_view name, std::string_view data) {
  std::string text;
  text.reserve(data.size() + name.size() + 48);
  if (id > 0) text += "id: " + std::to_string(id) + "\n";
  if (!name.empty()) text.append("event: ").append(name).append("\n");
  // A line ends at CR, LF or both; each becomes a data line of its own.
  std::size_t start = 0;
  while (true) {
    const auto end = data.find_first_of("\r\n", start);
    text.append("data: ").append(data.substr(start, end - start)).append("\n");
    if (end == std::string_view::npos) break;
    const bool is_pair = data[end] == '\r' && end + 1 < data.size() && data[end + 1] == '\n';
    start = end + (is_pair ? 2 : 1);
  }
  text += "\n";
  return text;
}

Task<Result<Done>> EventWriter::send(std::uint64_t id, std::string name, std::string data) {
  auto text = event_text(id, name, data);
  co_return co_await pipe_->push(std::move(text));
}

bool EventWriter::is_open() const { return pipe_->is_open(); }

Task<Result<Done>> BodyWriter::write(std::string piece) {
  if (piece.empty()) co_return Done{};
  co_return co_await pipe_->push(std::move(piece));
}

}  // namespace askdb::web
