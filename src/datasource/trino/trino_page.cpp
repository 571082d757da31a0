#include "datasource/trino/trino_page.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/text.hpp"

namespace askdb::trino {
namespace {

namespace json = boost::json;

/// Rows of rows of arrays; deeper nesting is refused rather than risked.
constexpr std::size_t kMaxDepth = 200;

Error unreadable() {
  return {.fault = Fault::kOther,
          .message = "What the server sends is no reply of Trino.",
          .next_step =
              "Check that host and port of the datasource's `url` are those of Trino's "
              "coordinator.",
          .detail = {}};
}

std::string text_in(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

Result<std::string> next_target(const std::string& uri, const HttpUrl& server) {
  if (uri.empty()) return std::string();
  const auto next = parse_http_url(uri, "nextUri");
  const bool is_same = next && next->is_tls == server.is_tls && next->host == server.host &&
                       next->port == server.port && next->path.starts_with("/v1/statement/");
  if (is_same) return next->target("");
  return Error{.fault = Fault::kConfig,
               .message = "Trino sends askdb on to another address than the configured one: " +
                          (next ? next->display() : std::string("none that can be read")) + ".",
               .next_step =
                   "Use that address in the datasource's `url`; behind a proxy, set "
                   "http-server.process-forwarded=true in Trino.",
               .detail = {}};
}

}  // namespace

Result<TrinoPage> read_page(std::string_view body, const HttpUrl& server) {
  json::error_code failed;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  auto parsed = json::parse(json::string_view(body.data(), body.size()), failed, {}, options);
  if (failed || !parsed.is_object()) return unreadable();
  auto& object = parsed.get_object();
  if (object.if_contains("stats") == nullptr && object.if_contains("error") == nullptr) {
    return unreadable();
  }
  TrinoPage page;
  auto next = next_target(text_in(object, "nextUri"), server);
  if (!next) return next.error();
  page.next = *std::move(next);
  page.update_type = text_in(object, "updateType");
  const auto* columns = object.if_contains("columns");
  if (columns != nullptr && columns->is_array()) {
    for (const auto& column : columns->get_array()) {
      if (!column.is_object()) return unreadable();
      page.columns.push_back(
          {text_in(column.get_object(), "name"), text_in(column.get_object(), "type")});
    }
  }
  auto* rows = object.if_contains("data");
  if (rows != nullptr && rows->is_array()) {
    for (const auto& row : rows->get_array()) {
      if (!row.is_array() || row.get_array().size() != page.columns.size()) return unreadable();
    }
    page.rows = std::move(rows->get_array());
  }
  const auto* error = object.if_contains("error");
  if (error != nullptr && error->is_object()) {
    const auto& said = error->get_object();
    page.error = statement_error(text_in(said, "errorName"), text_in(said, "errorType"),
                                 text_in(said, "message"));
  }
  return page;
}

}  // namespace askdb::trino
