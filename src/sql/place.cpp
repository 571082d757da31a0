#include "sql/place.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace askdb {

Refusal with_place(Refusal refusal, std::string_view sql) {
  if (!refusal.offset || *refusal.offset > sql.size()) return refusal;
  const auto before = sql.substr(0, *refusal.offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_start = before.rfind('\n');
  const auto in_line =
      line_start == std::string_view::npos ? before : before.substr(line_start + 1);
  const auto column = 1 + std::count_if(in_line.begin(), in_line.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
                      });
  std::string place = " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
  auto& message = refusal.message;
  if (message.ends_with('.')) {
    message.insert(message.size() - 1, place);
  } else {
    message += place;
  }
  return refusal;
}

std::string limited(std::string_view statement, std::size_t max_rows) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max()) - 1;
  return "SELECT * FROM (\n" + std::string(statement) + "\n) AS q LIMIT " +
         std::to_string(std::min(max_rows, kMost) + 1);
}

}  // namespace askdb
