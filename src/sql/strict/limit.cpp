#include "sql/strict/limit.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace askdb::strict {
namespace {

/// The query whose rows are the result's: brackets around all of it taken off.
const Node& outermost(const Node& query) {
  const Node* found = &query;
  while (found->child(Slot::kLimit) == nullptr && found->child(Slot::kOrder) == nullptr &&
         found->child(Slot::kOffset) == nullptr) {
    const Node* body = found->child(Slot::kBody);
    if (body == nullptr || body->kind != Kind::kQuery) break;
    found = body;
  }
  return *found;
}

/// ClickHouse: the last part's LIMIT is not the whole's.
bool needs_wrap(const Node& query) {
  const Node* body = query.child(Slot::kBody);
  return body != nullptr && body->kind == Kind::kSetOperation && query.is_unlimited;
}

}  // namespace

std::variant<std::string, Refusal> limited_text(std::string_view sql, const Parsed& parsed,
                                                std::size_t max_rows) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max()) - 1;
  const std::string count = std::to_string(std::min(max_rows, kMost) + 1);
  const Node& query = outermost(*parsed.query);
  if (query.has_ties) {
    return Refusal{"limit", "WITH TIES returns any number of rows.",
                   "Use LIMIT, or rank() in a subquery.", query.offset};
  }
  const std::string text(sql);
  if (needs_wrap(query)) return "SELECT * FROM (\n" + text + "\n) LIMIT " + count;
  const Node* limit = query.child(Slot::kLimit);
  if (limit == nullptr) {
    // A comment at the end is closed by the line end.
    if (query.limit_at == parsed.last) return text + "\nLIMIT " + count;
    return text.substr(0, query.limit_at) + "\nLIMIT " + count + "\n" + text.substr(query.limit_at);
  }
  std::size_t written = 0;
  const auto& digits = limit->text;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), written);
  const bool is_small = read.ec == std::errc() && read.ptr == digits.data() + digits.size() &&
                        written <= std::min(max_rows, kMost) + 1;
  if (is_small) return text;
  return text.substr(0, limit->offset) + count + text.substr(limit->end);
}

}  // namespace askdb::strict
