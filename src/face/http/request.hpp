#pragma once

/// A request as handlers see it: its parameters are checked, its body is not read yet.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "face/http/problem.hpp"

namespace askdb::web {

/// Who asks. Everybody who may come in is one and the same until there are users.
struct Caller {
  std::string name = "local";
};

struct Header {
  std::string name;
  std::string value;
};

/// Values of the parameters that a route declares, by name.
using Parameters = std::map<std::string, std::string, std::less<>>;

class Request {
 public:
  std::string method;           ///< "GET", also for HEAD.
  std::string path;             ///< Decoded: "/api/threads".
  std::string target;           ///< As sent, query included.
  std::vector<Header> headers;  ///< In the order sent.
  std::string body;             ///< At most `server.max_body_bytes` long.
  Caller caller;
  Parameters path_parameters;
  Parameters query_parameters;  ///< Those sent, and the declared defaults of the others.

  /// The first header of that name (any case), or empty.
  std::string_view header(std::string_view name) const;

  /// A parameter of the path: always there, and of its declared kind.
  const std::string& in_path(std::string_view name) const;
  std::int64_t number_in_path(std::string_view name) const;

  /// A parameter of the query, of its declared kind; nothing: not sent, and without a default.
  std::optional<std::string> query(std::string_view name) const;
  std::optional<std::int64_t> number(std::string_view name) const;
  bool flag(std::string_view name) const;  ///< False when not sent.

  /// Whether the client asks for an event stream (`Accept: text/event-stream`).
  bool wants_events() const;
  /// The last event that the client has seen (Last-Event-ID, or `?last_event_id=`); 0: none.
  std::uint64_t last_event_id() const;
};

/// What a body may look like.
enum class BodyRule {
  kRequired,  ///< JSON of the declared type, without further fields; else 400.
  kOptional,  ///< The same, or empty: then the type's defaults.
  kLenient,   ///< Whatever cannot be read counts as empty.
};

/// Reads a body that must be of type `T`.
template <class T>
boost::system::result<T, Problem> read_body(const Request& request, BodyRule rule);

/// The body as JSON; a problem when it is none. Depth and numbers are limited.
boost::system::result<json::value, Problem> parse_json_body(const Request& request);

[[noreturn]] inline void throw_exception_from_error(const Problem& problem,
                                                    const boost::source_location&) {
  throw std::logic_error("value() of a problem: " + problem.detail);
}

template <class T>
boost::system::result<T, Problem> read_body(const Request& request, BodyRule rule) {
  if (request.body.empty() && rule != BodyRule::kRequired) return T{};
  const auto parsed = parse_json_body(request);
  if (!parsed) {
    if (rule == BodyRule::kLenient) return T{};
    return parsed.error();
  }
  auto known = from_json<T>(*parsed, UnknownFields::kIgnore);
  if (!known) {
    if (rule == BodyRule::kLenient) return T{};
    return Problem{.code = ProblemCode::kInvalidBody,
                   .detail = "The body is not what is wanted here: " + known.error().message + ".",
                   .next_step = "Correct these fields; /api/docs describes them."};
  }
  if (rule == BodyRule::kLenient) return *std::move(known);
  const auto strict = from_json<T>(*parsed, UnknownFields::kRefuse);
  if (strict) return *std::move(known);
  return Problem{
      .code = ProblemCode::kUnknownField,
      .detail = "The body has a field that is not known here: " + strict.error().message + ".",
      .next_step = "Remove it, or correct its spelling; /api/docs lists the fields."};
}

}  // namespace askdb::web
