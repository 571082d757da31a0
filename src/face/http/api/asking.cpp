// Asking: a question to a thread, and the answer to a clarification.

#include <algorithm>

#include "base/text.hpp"
#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"
#include "face/http/api/event_reply.hpp"

namespace askdb::web {

struct AskBody {
  std::string content;
  std::vector<std::string> databases;
  std::optional<ApprovalMode> approval;
  std::optional<bool> debug;
  std::optional<bool> fresh;
  std::optional<std::string> area;
};
BOOST_DESCRIBE_STRUCT(AskBody, (), (content, databases, approval, debug, fresh, area))

struct ClarificationBody {
  std::string answer;
};
BOOST_DESCRIBE_STRUCT(ClarificationBody, (), (answer))

/// A question and what became of it.
struct Exchange {
  MessageShape user_message;
  MessageShape server_message;
};
BOOST_DESCRIBE_STRUCT(Exchange, (), (user_message, server_message))

Problem no_such_database(const std::string& name, const std::vector<std::string>& known) {
  const auto hint = nearest(name, known);
  return {.code = ProblemCode::kNotFound,
          .detail = "There is no database \"" + shortened(without_controls(name), 80) + "\".",
          .next_step = hint.empty() ? "Known are: " + join(known, ", ") + "."
                                    : "Did you mean \"" + hint + "\"?"};
}

namespace {

/// More than anyone types; what is longer was pasted by mistake.
constexpr std::size_t kMaxQuestion = 16U << 10U;

/// Follows the question until it has ended or waits for a person.
Task<Reply> exchange(App& app, askdb::Caller caller, Posted posted) {
  json::object server;
  bool is_waiting = false;
  bool is_end = false;
  while (!is_end && !is_waiting) {
    const auto piece = co_await posted.listener.next();
    is_end = piece.is_end;
    for (const auto& event : piece.events) {
      is_waiting = is_waiting || event->name == "approval_request";
      if (event->name == "message") server = json::parse(event->data).as_object();
    }
  }
  if (server.empty()) {
    // It waits, or it ended with the program.
    const auto message = co_await app.conversations().message(caller, posted.server.id);
    if (!message) co_return message.error();
    server = message_json(*message ? **message : posted.server);
  }
  co_return json_response(json::object{{"user_message", message_json(posted.user)},
                                       {"server_message", std::move(server)}},
                          201);
}

std::optional<Problem> check_content(const std::string& content) {
  if (trim(content).empty()) {
    return bad_body("The question is empty.", "Write what you would like to know.");
  }
  if (content.size() <= kMaxQuestion) return std::nullopt;
  return Problem{.code = ProblemCode::kTooLarge,
                 .detail = "The question is " + std::to_string(content.size()) +
                           " bytes long; at most " + std::to_string(kMaxQuestion) + " are read.",
                 .next_step = "Ask more briefly."};
}

Task<Reply> post(App& app, const Request& request, std::string thread_id, NewQuestion question) {
  const auto problem = check_content(question.content);
  if (problem) co_return *problem;
  const auto caller = owner_of(request);
  auto posted =
      co_await app.conversations().post(caller, std::move(thread_id), std::move(question));
  if (!posted) co_return posted.error();
  if (!*posted) co_return not_found("thread");
  if (request.wants_events()) co_return event_reply(std::move((*posted)->listener));
  co_return co_await exchange(app, caller, **std::move(posted));
}

Task<Reply> ask(App& app, const Request& request, AskBody body) {
  NewQuestion question;
  question.content = std::move(body.content);
  question.request.approval = body.approval.value_or(app.config().server.approval);
  question.request.debug = body.debug.value_or(false);
  question.request.fresh = body.fresh;
  question.request.databases = std::move(body.databases);
  question.request.area = std::move(body.area);
  for (const auto& name : question.request.databases) {
    if (app.datasources().find(name) != nullptr) continue;
    std::vector<std::string> known;
    for (const auto& source : app.datasources().all()) known.push_back(source->name());
    auto problem = no_such_database(name, known);
    problem.code = ProblemCode::kInvalidBody;
    co_return problem;
  }
  const auto& thread_id = request.in_path("id");
  co_return co_await post(app, request, thread_id, std::move(question));
}

Task<Reply> clarify(App& app, const Request& request, ClarificationBody body) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto message = co_await app.conversations().message(caller, id);
  if (!message) co_return message.error();
  if (!*message) co_return not_found("message");
  const auto details = details_of(**message);
  const auto* type = details.if_contains("type");
  if (type == nullptr || *type != "clarification") {
    co_return Problem{.code = ProblemCode::kConflict,
                      .detail = "This message did not ask for a clarification.",
                      .next_step = "Ask in the thread instead."};
  }
  NewQuestion question;
  question.content = std::move(body.answer);
  // Asked as the question that it continues.
  if (const auto* before = details.if_contains("request")) {
    const auto request_before = from_json<RunRequest>(*before);
    if (request_before) question.request = *request_before;
  }
  question.request.approved.clear();
  question.request.continues = id;
  const auto thread_id = (*message)->thread_id;
  co_return co_await post(app, request, thread_id, std::move(question));
}

}  // namespace

void add_asking_routes(Router& router, App& app) {
  router.post("/api/threads/{id}/messages")
      .summary("Asks a question in a thread.")
      .description(
          "Answers when the question has ended or waits for approval; with "
          "`Accept: text/event-stream` it tells what happens as it happens. `fresh` runs "
          "statements "
          "again whose results a datasource allows to be kept.")
      .returns<Exchange>(201, "The question and its answer.")
      .returns_events("`accepted`, then what happens, then `message`.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kTooLarge, ProblemCode::kUnavailable})
      .handled_by<AskBody>([&app](const Request& request, AskBody body) {
        return ask(app, request, std::move(body));
      });
  router.post("/api/messages/{id}/clarification")
      .summary("Answers a clarification: the question that asked for it goes on.")
      .returns<Exchange>(201, "The answer as a question of its own, and what became of it.")
      .returns_events("`accepted`, then what happens, then `message`.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kConflict, ProblemCode::kTooLarge,
                   ProblemCode::kUnavailable})
      .handled_by<ClarificationBody>([&app](const Request& request, ClarificationBody body) {
        return clarify(app, request, std::move(body));
      });
}

}  // namespace askdb::web
