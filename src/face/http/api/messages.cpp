// Messages: list, read, follow, stop.

#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"
#include "face/http/api/event_reply.hpp"

namespace askdb::web {
namespace {

Task<Reply> list(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto thread = co_await app.conversations().thread(caller, id);
  if (!thread) co_return thread.error();
  if (!*thread) co_return not_found("thread");
  const auto wanted = static_cast<std::size_t>(request.number("limit").value_or(200));
  const auto after = request.query("cursor").value_or("");
  auto messages = co_await app.store().messages(id, after, wanted + 1);
  if (!messages) co_return messages.error();
  const bool has_more = messages->size() > wanted;
  if (has_more) messages->resize(wanted);
  json::array items;
  for (const auto& message : *messages) items.push_back(message_json(message));
  Reply reply(json_response(std::move(items)));
  if (has_more) {
    auto next = next_page(request, messages->back().id);
    reply.add_header(std::move(next.name), std::move(next.value));
  }
  co_return reply;
}

Task<Reply> get(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto message = co_await app.conversations().message(caller, id);
  if (!message) co_return message.error();
  if (!*message) co_return not_found("message");
  co_return json_response(message_json(**message));
}

Task<Reply> events(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto last = static_cast<std::int64_t>(request.last_event_id());
  const auto caller = owner_of(request);
  auto listener = co_await app.conversations().listen(caller, id, last);
  if (!listener) co_return listener.error();
  if (!*listener) co_return not_found("message");
  co_return event_reply(**std::move(listener));
}

Task<Reply> stop(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto message = co_await app.conversations().stop(caller, id);
  if (!message) co_return message.error();
  if (!*message) co_return not_found("message");
  co_return json_response(message_json(**message), 202);
}

}  // namespace

void add_message_routes(Router& router, App& app) {
  router.get("/api/threads/{id}/messages")
      .summary("The messages of a thread, oldest first.")
      .query(limit_parameter(200))
      .query(cursor_parameter())
      .returns<std::vector<MessageShape>>(200, "The messages.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return list(app, request); });
  router.get("/api/messages/{id}")
      .summary("One message.")
      .returns<MessageShape>(200, "The message as it is now.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return get(app, request); });
  router.get("/api/messages/{id}/events")
      .summary(
          "What happened and happens while a question is answered, from the start or after "
          "the last event seen.")
      .returns_events("The events; the last one is the finished message.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return events(app, request); });
  router.post("/api/messages/{id}/stop")
      .summary("Stops a question that runs or waits.")
      .returns<MessageShape>(202, "The message; it ends at once.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return stop(app, request); });
}

}  // namespace askdb::web
