#include "face/http/wire.hpp"

#include <array>
#include <boost/beast/http/error.hpp>
#include <ctime>

#include "base/text.hpp"
#include "face/http/router.hpp"

namespace askdb::web {
namespace {

namespace http = boost::beast::http;

Problem bad_request(std::string detail) {
  return {.code = ProblemCode::kBadRequest,
          .detail = std::move(detail),
          .next_step = "Send HTTP/1.1 as RFC 9112 describes it."};
}

/// "http://host/path" as proxies write it -> "/path"
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !iequals(target.substr(0, scheme.size()), scheme)) {
      continue;
    }
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target;
}

}  // namespace

boost::system::result<Request, Problem> request_from(const ParsedRequest& parsed) {
  Request request;
  request.method = std::string(parsed.method_string());
  const std::string_view sent(parsed.target().data(), parsed.target().size());
  request.target = std::string(without_authority(sent));
  for (const auto& field : parsed) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  if (request.method == "OPTIONS" && request.target == "*") {
    request.path = "*";
    return request;
  }
  if (!request.target.starts_with('/')) return bad_request("The request's target is no path.");
  auto path = decoded(split_target(request.target).path, false);
  if (!path) return bad_request("The path is not well-formed.");
  request.path = *std::move(path);
  return request;
}

std::string head_of(unsigned status, bool is_http_11, const std::vector<Header>& headers) {
  std::string head = is_http_11 ? "HTTP/1.1 " : "HTTP/1.0 ";
  head += std::to_string(status);
  head += ' ';
  head += reason_of(status);
  head += "\r\n";
  for (const auto& header : headers) {
    head += header.name;
    head += ": ";
    for (const char c : header.value) {
      head += (c >= '\0' && c < ' ' && c != '\t') || c == '\x7F' ? ' ' : c;
    }
    head += "\r\n";
  }
  head += "\r\n";
  return head;
}

const std::string& http_date() {
  static thread_local std::time_t shown = 0;
  static thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != shown) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> buffer{};
    const auto length =
        std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    text.assign(buffer.data(), length);
    shown = now;
  }
  return text;
}

std::optional<Problem> parse_problem(const boost::system::error_code& failed,
                                     std::size_t max_body_bytes) {
  if (failed == http::error::header_limit || failed == http::error::buffer_overflow) {
    return Problem{.code = ProblemCode::kTooLarge,
                   .detail = "The headers of the request are too large.",
                   .next_step =
                       "Send shorter headers; a browser's may shrink by deleting this "
                       "server's cookies.",
                   .status = 431};
  }
  if (failed == http::error::body_limit) {
    return Problem{
        .code = ProblemCode::kTooLarge,
        .detail = "The body is larger than " + std::to_string(max_body_bytes) + " bytes.",
        .next_step = "Send less, or raise server.max_body_bytes."};
  }
  const bool is_parse_error =
      failed.category() == http::make_error_code(http::error::bad_method).category() &&
      failed != http::error::end_of_stream && failed != http::error::partial_message;
  if (!is_parse_error) return std::nullopt;
  return bad_request("The request is not HTTP: " + failed.message() + ".");
}

bool has_header(const std::vector<Header>& headers, std::string_view name) {
  for (const auto& header : headers) {
    if (iequals(header.name, name)) return true;
  }
  return false;
}

}  // namespace askdb::web
