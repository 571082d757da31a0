#include "face/http/request.hpp"

#include <charconv>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace askdb::web {
namespace {

/// Deep enough for every body there is; a deeper one is an attack.
constexpr std::size_t kMaxDepth = 32;

template <class Number>
std::optional<Number> number_from(std::string_view text) {
  Number value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& one : headers) {
    if (iequals(one.name, name)) return one.value;
  }
  return {};
}

const std::string& Request::in_path(std::string_view name) const {
  const auto found = path_parameters.find(name);
  ASKDB_ASSERT(found != path_parameters.end(), "the route's path has the parameter");
  return found->second;
}

std::int64_t Request::number_in_path(std::string_view name) const {
  const auto value = number_from<std::int64_t>(in_path(name));
  ASKDB_ASSERT(value.has_value(), "the parameter is declared as kInteger");
  return *value;
}

std::optional<std::string> Request::query(std::string_view name) const {
  const auto found = query_parameters.find(name);
  if (found == query_parameters.end()) return std::nullopt;
  return found->second;
}

std::optional<std::int64_t> Request::number(std::string_view name) const {
  const auto found = query_parameters.find(name);
  if (found == query_parameters.end()) return std::nullopt;
  const auto value = number_from<std::int64_t>(found->second);
  ASKDB_ASSERT(value.has_value(), "the parameter is declared as kInteger");
  return value;
}

bool Request::flag(std::string_view name) const {
  const auto found = query_parameters.find(name);
  return found != query_parameters.end() && (found->second == "true" || found->second == "1");
}

bool Request::wants_events() const {
  for (const auto range : split(header("accept"), ',')) {
    const auto type = trim(range.substr(0, range.find(';')));
    if (iequals(type, "text/event-stream")) return true;
  }
  return false;
}

std::uint64_t Request::last_event_id() const {
  // What a client's own reconnect says is newer than what its address says.
  if (const auto id = number_from<std::uint64_t>(header("last-event-id"))) return *id;
  const auto found = query_parameters.find("last_event_id");
  if (found == query_parameters.end()) return 0;
  return number_from<std::uint64_t>(found->second).value_or(0);
}

boost::system::result<json::value, Problem> parse_json_body(const Request& request) {
  auto problem = [](std::string detail) {
    return Problem{.code = ProblemCode::kInvalidBody,
                   .detail = std::move(detail),
                   .next_step = "Send one JSON object, as UTF-8."};
  };
  const auto broken = find_invalid_utf8(request.body);
  if (broken != std::string::npos) {
    return problem("The body is not UTF-8: byte " + std::to_string(broken) + ".");
  }
  json::error_code failed;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::stream_parser parser({}, options);
  const auto used = parser.write_some(request.body, failed);
  if (!failed) parser.finish(failed);
  const auto rest = failed ? std::string_view() : std::string_view(request.body).substr(used);
  if (failed || !trim(rest).empty()) {
    return problem("The body is not JSON" +
                   (failed ? ": " + failed.message() + ", near byte " + std::to_string(used)
                           : std::string(": something follows its end")) +
                   ".");
  }
  return parser.release();
}

}  // namespace askdb::web
