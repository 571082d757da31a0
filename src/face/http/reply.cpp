#include "face/http/reply.hpp"

#include <spdlog/spdlog.h>

#include "base/text.hpp"

namespace askdb::web {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

/// RFC 5987: everything but letters, digits and a few marks as %XX.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 0x0FU];
    }
  }
  return out;
}

}  // namespace

Reply::Reply(const Problem& problem) : content_(problem_response(problem)) {}

void Reply::log_failure(const Error& error) {
  if (error.fault != Fault::kOther) return;
  spdlog::error("http: {} {}", without_controls(error.message), without_controls(error.detail));
}

void Reply::add_header(std::string name, std::string value) {
  std::visit(
      [&](auto& content) {
        content.headers.push_back({std::move(name), std::move(value)});
      },
      content_);
}

Response problem_response(const Problem& problem) {
  Response response = json_response(problem_json(problem),
                                    problem.status > 0 ? problem.status : status_of(problem.code));
  response.content_type = "application/problem+json";
  if (problem.code == ProblemCode::kUnauthorized) {
    response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"askdb\""});
  }
  return response;
}

Response json_response(const json::value& value, unsigned status) {
  Response response;
  response.status = status;
  response.body = json::serialize(value);
  return response;
}

Response empty_reply() {
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

Header disposition(std::string_view name) {
  std::string plain;
  for (const char c : shortened(without_controls(name), 200)) {
    const bool is_safe = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '/' && c != '%';
    plain += is_safe ? c : '_';
  }
  if (plain.empty()) plain = "file";
  auto value = "attachment; filename=\"" + plain + "\"";
  if (plain != name) value += "; filename*=UTF-8''" + percent_encoded(shortened(name, 200));
  return {"Content-Disposition", std::move(value)};
}

Response attachment(std::string body, std::string content_type, std::string_view name) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  response.headers.push_back(disposition(name));
  return response;
}

Header next_page(const Request& request, std::string_view cursor) {
  const auto path = request.target.substr(0, request.target.find('?'));
  std::string query;
  for (const auto& [name, value] : request.query_parameters) {
    if (name != "cursor") query += name + "=" + percent_encoded(value) + "&";
  }
  return {"Link",
          "<" + path + "?" + query + "cursor=" + percent_encoded(cursor) + ">; rel=\"next\""};
}

}  // namespace askdb::web
