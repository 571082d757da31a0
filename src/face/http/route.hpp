#pragma once

/// One route, declared once: its checks, its handler's call and its part of the OpenAPI document
/// all come from this declaration.
///
///   routes.post("/api/threads/{id}/messages")
///       .summary("Asks a question in a thread.")
///       .returns<Exchange>(201, "The question and its answer.")
///       .returns_events("The stages as they happen.")
///       .fails_with({ProblemCode::kNotFound})
///       .handled_by<AskBody>([this](const Request& request, AskBody body) -> Task<Reply> {...});

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "face/http/reply.hpp"
#include "face/http/schema.hpp"

namespace askdb::web {

enum class ParameterKind { kText, kInteger, kBoolean, kUuid, kChoice };

/// A parameter of the path or of the query.
struct Parameter {
  std::string name;
  std::string meaning;
  ParameterKind kind = ParameterKind::kText;
  /// Of an integer's value; of a text's length in bytes.
  std::int64_t minimum = 0;
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  std::vector<std::string> choices;  ///< Of a kChoice.
  std::string fallback;              ///< What counts when it is not sent; empty: nothing.
  bool is_required = false;          ///< Of the query; the path's always are.
};

/// `limit` (1 to 200) and `cursor` of lists.
Parameter limit_parameter(std::int64_t fallback = 50);
Parameter cursor_parameter();

/// Nothing when `value` is what `parameter` declares, else what is wrong with it.
std::string parameter_fault(const Parameter& parameter, std::string_view value);

using Handler = std::function<Task<Reply>(const Request& request)>;

struct ReplyInfo {
  unsigned status = 200;
  std::string meaning;
  std::string content_type;  ///< Empty: no body.
  json::object schema;       ///< Empty: not described.
};

/// What is known about a route.
struct RouteInfo {
  std::string method;
  std::string path;  ///< "/api/threads/{id}"
  std::string summary;
  std::string description;
  std::vector<Parameter> path_parameters;
  std::vector<Parameter> query_parameters;
  json::object body_schema;  ///< Empty: takes no body.
  bool is_body_required = false;
  std::vector<ReplyInfo> replies;
  std::vector<ProblemCode> problems;
  bool needs_token = true;
  bool is_listed = true;
};

/// A ready reply as a task.
Task<Reply> reply_with(Reply reply);

class Route {
 public:
  /// Parts in braces are parameters: one called `id` (or `..._id`) is a UUID, others are text of
  /// 1 to 200 bytes, unless `in_path` says more.
  Route(std::string method, std::string path, Schemas& schemas);

  Route& summary(std::string text);
  Route& description(std::string text);
  Route& in_path(Parameter parameter);
  Route& query(Parameter parameter);
  /// The reply of a described type, as JSON.
  template <class T>
  Route& returns(unsigned status, std::string meaning);
  /// A reply of another kind; `schema` describes it where it is JSON.
  Route& returns_content(unsigned status, std::string meaning, std::string content_type,
                         json::object schema = {});
  Route& returns_nothing(unsigned status, std::string meaning);
  /// A stream of events; declares the parameter `last_event_id` too.
  Route& returns_events(std::string meaning);
  Route& fails_with(std::initializer_list<ProblemCode> codes);
  /// May be called without the access token.
  Route& open_to_all();
  /// Left out of the OpenAPI document.
  Route& unlisted();

  /// Without a body. `handler(const Request&)` returns Task<Reply>, or what a Reply is made of.
  /// It must live as long as the router; the request lives until the reply has been sent.
  template <class F>
  void handled_by(F handler);
  /// With a JSON body of the described type `Body`: `handler(const Request&, Body)`.
  template <class Body, class F>
  void handled_by(F handler, BodyRule rule = BodyRule::kRequired);

  const RouteInfo& info() const { return info_; }
  const Handler& handler() const { return handler_; }
  const std::vector<std::string>& segments() const { return segments_; }

 private:
  RouteInfo info_;
  std::vector<std::string> segments_;
  Handler handler_;
  Schemas* schemas_;
};

template <class T>  // NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved
Route& Route::returns(unsigned status, std::string meaning) {
  return returns_content(status, std::move(meaning), "application/json",
                         schemas_->describe<T>(SchemaUse::kReply));
}

template <class F>
void Route::handled_by(F handler) {
  handler_ = [handler = std::move(handler)](const Request& request) -> Task<Reply> {
    if constexpr (std::is_convertible_v<std::invoke_result_t<const F&, const Request&>,
                                        Task<Reply>>) {
      return handler(request);
    } else {
      return reply_with(handler(request));
    }
  };
}

template <class Body, class F>
void Route::handled_by(F handler, BodyRule rule) {
  info_.body_schema = schemas_->describe<Body>(SchemaUse::kBody);
  info_.is_body_required = rule == BodyRule::kRequired;
  handler_ = [handler = std::move(handler), rule](const Request& request) -> Task<Reply> {
    auto body = read_body<Body>(request, rule);
    if (!body) return reply_with(body.error());
    if constexpr (std::is_convertible_v<std::invoke_result_t<const F&, const Request&, Body>,
                                        Task<Reply>>) {
      return handler(request, *std::move(body));
    } else {
      return reply_with(handler(request, *std::move(body)));
    }
  };
}

}  // namespace askdb::web
