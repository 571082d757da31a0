#pragma once

/// What a handler gives back: a response, a stream, or what went wrong.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "face/http/event_stream.hpp"

namespace askdb::web {

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;
  /// Instead of `body`: bytes that live as long as the program.
  std::string_view lasting_body;
};

/// Whatever a handler returns: `co_return json_reply(thread, 201);`, `co_return
/// Problem{...};`, `co_return result.error();`, `co_return EventStream{...};`
class Reply {
 public:
  Reply(Response response) : content_(std::move(response)) {}                     // NOLINT
  Reply(EventStream stream) : content_(std::move(stream)) {}                      // NOLINT
  Reply(BodyStream stream) : content_(std::move(stream)) {}                       // NOLINT
  Reply(const Problem& problem);                                                  // NOLINT
  Reply(const Error& error) : Reply(problem_from(error)) { log_failure(error); }  // NOLINT

  std::variant<Response, EventStream, BodyStream>& content() { return content_; }
  const std::variant<Response, EventStream, BodyStream>& content() const { return content_; }
  /// Adds a header, whatever the reply is.
  void add_header(std::string name, std::string value);

 private:
  static void log_failure(const Error& error);

  std::variant<Response, EventStream, BodyStream> content_;
};

Response problem_response(const Problem& problem);
Response json_response(const json::value& value, unsigned status = 200);

/// `value` of a described type (or JSON itself) as the reply.
template <class T>
Response json_reply(const T& value, unsigned status = 200) {
  return json_response(to_json(value), status);
}

/// 204.
Response empty_reply();

/// A file to save. `name` may hold anything; it is made safe.
Response attachment(std::string body, std::string content_type, std::string_view name);
/// The Content-Disposition of such a file, for streams.
Header disposition(std::string_view name);

/// The header that names the next page of a list: the same request with `cursor`.
Header next_page(const Request& request, std::string_view cursor);

}  // namespace askdb::web
