// What people say about statements and answers: approvals and ratings.

#include "base/text.hpp"
#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"

namespace askdb::web {

struct ApprovalBody {
  ApprovalAction action = ApprovalAction::kReject;
  std::optional<std::string> sql;
  std::optional<std::string> feedback;
  std::optional<std::string> id;
};
BOOST_DESCRIBE_STRUCT(ApprovalBody, (), (action, sql, feedback, id))

std::string_view field_doc(const ApprovalBody*, std::string_view field) {
  if (field == "sql") return "With edit: the statement to run instead.";
  if (field == "feedback") return "With reject: what should be different; it is written again.";
  if (field == "id") return "Of the request that was seen; without it, the one that waits.";
  return {};
}

namespace {

constexpr std::size_t kMaxComment = 16U << 10U;

Task<Reply> approve(App& app, const Request& request, ApprovalBody body) {
  const bool is_edit = body.action == ApprovalAction::kEdit;
  if (is_edit && trim(body.sql.value_or("")).empty()) {
    co_return bad_body("An edit needs the edited statement.", "Send it as \"sql\".");
  }
  ApprovalAnswer answer{body.action, is_edit ? *body.sql : "", body.feedback.value_or("")};
  const auto& id = request.in_path("id");
  const auto request_id = body.id.value_or("");
  const auto caller = owner_of(request);
  const auto reply = co_await app.conversations().answer(caller, id, request_id, std::move(answer));
  if (!reply) co_return reply.error();
  using Kind = ApprovalReply::Kind;
  if (reply->kind == Kind::kUnknownMessage) co_return not_found("message");
  if (reply->kind == Kind::kRefused) co_return refused(*reply->refusal);
  if (reply->kind == Kind::kNotWaiting) {
    co_return Problem{.code = ProblemCode::kConflict,
                      .detail = "This statement does not wait for approval (any more).",
                      .next_step = "Load the message again."};
  }
  co_return json_response(message_json(*reply->message), 202);
}

Task<Reply> rate(App& app, const Request& request, std::optional<Rating> rating) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto message = co_await app.conversations().message(caller, id);
  if (!message) co_return message.error();
  if (!*message) co_return not_found("message");
  if ((*message)->sender == Sender::kUser) {
    co_return Problem{.code = ProblemCode::kConflict,
                      .detail = "Only answers are rated.",
                      .next_step = "Rate the answer to this question."};
  }
  const auto size =
      rating ? rating->comment.value_or("").size() + rating->corrected_sql.value_or("").size() : 0;
  if (size > kMaxComment) {
    co_return Problem{.code = ProblemCode::kTooLarge,
                      .detail = "The comment is too long.",
                      .next_step = "Say it more briefly."};
  }
  const auto rated = co_await app.conversations().rate(caller, id, std::move(rating));
  if (!rated) co_return rated.error();
  if (!*rated) co_return not_found("message");
  co_return json_response(message_json(**rated));
}

}  // namespace

void add_feedback_routes(Router& router, App& app) {
  router.post("/api/messages/{id}/approval")
      .summary("A person's word on the statement that a message waits with.")
      .returns<MessageShape>(202, "The message; it goes on.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kConflict, ProblemCode::kRefused,
                   ProblemCode::kUnavailable})
      .handled_by<ApprovalBody>([&app](const Request& request, ApprovalBody body) {
        return approve(app, request, std::move(body));
      });
  router.put("/api/messages/{id}/rating")
      .summary("Rates an answer, and may say what was wrong.")
      .returns<MessageShape>(200, "The message.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kConflict, ProblemCode::kTooLarge,
                   ProblemCode::kUnavailable})
      .handled_by<Rating>([&app](const Request& request, Rating body) {
        return rate(app, request, std::move(body));
      });
  router.remove("/api/messages/{id}/rating")
      .summary("Takes a rating away.")
      .returns<MessageShape>(200, "The message.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kConflict, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return rate(app, request, std::nullopt); });
}

}  // namespace askdb::web
