// Threads: list, make, rename, share, delete; what they cost and used.

#include "base/text.hpp"
#include "face/http/api/api.hpp"
#include "face/http/api/common.hpp"

namespace askdb::web {

struct ThreadShape {
  std::string id;
  std::string name;
  std::string created_at;
  std::string updated_at;
  std::optional<std::string> share_token;
};
BOOST_DESCRIBE_STRUCT(ThreadShape, (), (id, name, created_at, updated_at, share_token))

struct NewThread {
  std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(NewThread, (), (name))

struct ThreadName {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ThreadName, (), (name))

struct SharedThread {
  ThreadShape thread;
  std::vector<MessageShape> messages;
};
BOOST_DESCRIBE_STRUCT(SharedThread, (), (thread, messages))

struct ThreadTokens {
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  std::int64_t total_tokens = 0;
  std::int64_t calls = 0;
  double price_usd = 0;
  bool is_price_known = true;
  std::vector<TokenRecord> by_stage;
};
BOOST_DESCRIBE_STRUCT(ThreadTokens, (),
                      (input_tokens, output_tokens, total_tokens, calls, price_usd, is_price_known,
                       by_stage))

struct UsedDatabases {
  std::vector<std::string> databases;
};
BOOST_DESCRIBE_STRUCT(UsedDatabases, (), (databases))

namespace {

constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxShared = 1'000;

json::object thread_json(const Thread& thread) {
  json::object object{{"id", thread.id},
                      {"name", thread.name},
                      {"created_at", thread.created_at},
                      {"updated_at", thread.updated_at},
                      {"share_token", nullptr}};
  if (thread.share_token) object["share_token"] = *thread.share_token;
  return object;
}

/// On one line and of a sensible length.
std::string clean_name(const std::string& name) {
  const auto line = replace_all(without_controls(name), "\n", " ");
  return shortened(trim(replace_all(line, "\t", " ")), kMaxName);
}

Reply thread_reply(const Result<std::optional<Thread>>& thread) {
  if (!thread) return thread.error();
  if (!*thread) return not_found("thread");
  return json_response(thread_json(**thread));
}

Task<Reply> list(App& app, const Request& request) {
  ThreadQuery query;
  query.text = request.query("q").value_or("");
  query.limit = static_cast<std::size_t>(request.number("limit").value_or(50));
  const auto cursor = request.query("cursor").value_or("");
  // "2026-11-20T18:42:00.123Z_<id>"
  const auto bar = cursor.find('_');
  if (bar != std::string::npos) {
    query.after_time = cursor.substr(0, bar);
    query.after_id = cursor.substr(bar + 1);
  }
  const auto wanted = query.limit;
  ++query.limit;
  const auto caller = owner_of(request);
  auto threads = co_await app.conversations().threads(caller, query);
  if (!threads) co_return threads.error();
  const bool has_more = threads->size() > wanted;
  if (has_more) threads->resize(wanted);
  json::array items;
  for (const auto& thread : *threads) items.push_back(thread_json(thread));
  Reply reply(json_response(std::move(items)));
  if (has_more) {
    const auto& last = threads->back();
    auto next = next_page(request, last.updated_at + "_" + last.id);
    reply.add_header(std::move(next.name), std::move(next.value));
  }
  co_return reply;
}

Task<Reply> rename(App& app, const Request& request, ThreadName body) {
  auto name = clean_name(body.name);
  if (name.empty()) co_return bad_body("The name is empty.", "Write at least one character.");
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  auto renamed = co_await app.conversations().rename(caller, id, std::move(name));
  co_return thread_reply(renamed);
}

Task<Reply> tokens(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto thread = co_await app.conversations().thread(caller, id);
  if (!thread) co_return thread.error();
  if (!*thread) co_return not_found("thread");
  auto records = co_await app.store().tokens(id);
  if (!records) co_return records.error();
  ThreadTokens sum;
  for (const auto& record : *records) {
    sum.input_tokens += record.input_tokens;
    sum.output_tokens += record.output_tokens;
    sum.calls += record.calls;
    sum.price_usd += record.price_usd;
    sum.is_price_known = sum.is_price_known && record.is_price_known;
  }
  sum.total_tokens = sum.input_tokens + sum.output_tokens;
  sum.by_stage = *std::move(records);
  co_return json_reply(sum);
}

Task<Reply> databases(App& app, const Request& request) {
  const auto& id = request.in_path("id");
  const auto caller = owner_of(request);
  const auto thread = co_await app.conversations().thread(caller, id);
  if (!thread) co_return thread.error();
  if (!*thread) co_return not_found("thread");
  auto names = co_await app.store().databases(id);
  if (!names) co_return names.error();
  co_return json_reply(UsedDatabases{*std::move(names)});
}

Task<Reply> shared(App& app, const Request& request) {
  const auto& token = request.in_path("token");
  const auto thread = co_await app.store().shared_thread(token);
  if (!thread) co_return thread.error();
  if (!*thread) co_return not_found("shared thread");
  const auto messages = co_await app.store().messages((*thread)->id, "", kMaxShared);
  if (!messages) co_return messages.error();
  json::array items;
  for (const auto& message : *messages) {
    auto item = message_json(message);
    // Prompts and a statement that waits are for those who work in the thread.
    item.erase("debug_info");
    item.erase("approval");
    items.push_back(std::move(item));
  }
  co_return json_response(
      json::object{{"thread", thread_json(**thread)}, {"messages", std::move(items)}});
}

}  // namespace

void add_thread_routes(Router& router, App& app) {
  const auto get_thread = [&app](const Request& request) -> Task<Reply> {
    const auto& id = request.in_path("id");
    const auto caller = owner_of(request);
    auto thread = co_await app.conversations().thread(caller, id);
    co_return thread_reply(thread);
  };
  const auto create = [&app](const Request& request, NewThread body) -> Task<Reply> {
    auto name = clean_name(body.name.value_or(""));
    const auto caller = owner_of(request);
    auto thread = co_await app.conversations().create_thread(caller, std::move(name));
    if (!thread) co_return thread.error();
    co_return json_response(thread_json(*thread), 201);
  };
  const auto remove = [&app](const Request& request) -> Task<Reply> {
    const auto& id = request.in_path("id");
    const auto caller = owner_of(request);
    const auto gone = co_await app.conversations().delete_thread(caller, id);
    if (!gone) co_return gone.error();
    if (!*gone) co_return not_found("thread");
    co_return empty_reply();
  };
  const auto share = [&app](const Request& request, bool is_shared) -> Task<Reply> {
    const auto& id = request.in_path("id");
    const auto caller = owner_of(request);
    auto thread = co_await app.conversations().share(caller, id, is_shared);
    co_return thread_reply(thread);
  };

  router.get("/api/threads")
      .summary("Threads, the one with the newest message first.")
      .query({.name = "q", .meaning = "Found in the name or in a message.", .maximum = 500})
      .query(limit_parameter())
      .query(cursor_parameter())
      .returns<std::vector<ThreadShape>>(200, "The threads.")
      .fails_with({ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return list(app, request); });
  router.post("/api/threads")
      .summary("Makes a thread; without a name it gets a random one.")
      .returns<ThreadShape>(201, "The new thread.")
      .fails_with({ProblemCode::kUnavailable})
      .handled_by<NewThread>(create, BodyRule::kLenient);
  router.get("/api/threads/{id}")
      .summary("One thread.")
      .returns<ThreadShape>(200, "The thread.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by(get_thread);
  router.patch("/api/threads/{id}")
      .summary("Renames a thread.")
      .returns<ThreadShape>(200, "The thread.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by<ThreadName>([&app](const Request& request, ThreadName body) {
        return rename(app, request, std::move(body));
      });
  router.remove("/api/threads/{id}")
      .summary("Deletes a thread with all its messages; stops what runs in it.")
      .returns_nothing(204, "It is gone.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by(remove);
  router.post("/api/threads/{id}/share")
      .summary("Lets everyone read the thread who has the link /s/{share_token}.")
      .returns<ThreadShape>(200, "The thread, with its token.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([share](const Request& request) { return share(request, true); });
  router.remove("/api/threads/{id}/share")
      .summary("Takes the link away.")
      .returns<ThreadShape>(200, "The thread.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([share](const Request& request) { return share(request, false); });
  router.get("/api/shared/{token}")
      .summary("A shared thread with its messages, for reading.")
      .returns<SharedThread>(200, "The thread.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .open_to_all()
      .handled_by([&app](const Request& request) { return shared(app, request); });
  router.get("/api/threads/{id}/tokens")
      .summary("What the thread's questions have cost.")
      .returns<ThreadTokens>(200, "Sums, and by stage and model.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return tokens(app, request); });
  router.get("/api/threads/{id}/databases")
      .summary("The databases that the thread's answers come from.")
      .returns<UsedDatabases>(200, "Sorted.")
      .fails_with({ProblemCode::kNotFound, ProblemCode::kUnavailable})
      .handled_by([&app](const Request& request) { return databases(app, request); });
}

}  // namespace askdb::web
