// The calls of the first seed's page: the same paths, the same field names.

#include "api_fixture.hpp"

namespace askdb::web {
namespace {

std::vector<std::string> fields(const json::value& object) {
  std::vector<std::string> names;
  for (const auto& field : object.as_object()) names.emplace_back(field.key());
  return names;
}

TEST_F(ApiTest, TheSeedsPageWorks) {
  EXPECT_EQ(get("/api/threads").body, "[]");
  const auto made = post("/api/threads");
  EXPECT_EQ(made.status, 201U);
  EXPECT_THAT(fields(made.json()), ::testing::IsSupersetOf({"id", "name", "created_at"}));
  const auto id = text(made.json(), "id");
  EXPECT_EQ(get("/api/threads").json().at(0).at("id"), json::string(id));
  EXPECT_EQ(get("/api/threads/" + id).json().at("name"), made.json().at("name"));
  EXPECT_EQ(get("/api/threads/" + id + "/messages").body, "[]");

  const auto posted = call("POST", "/api/threads/" + id + "/messages",
                           R"({"content":"How many customers are there?"})");
  EXPECT_EQ(posted.status, 201U);
  const auto both = posted.json();
  EXPECT_THAT(fields(both.at("user_message")),
              ::testing::IsSupersetOf({"id", "thread_id", "content", "sender", "created_at"}));
  EXPECT_EQ(both.at("user_message").at("sender"), "user");
  EXPECT_EQ(both.at("server_message").at("sender"), "server");

  const auto messages = get("/api/threads/" + id + "/messages").json();
  EXPECT_EQ(messages.at(0).at("content"), "How many customers are there?");
  EXPECT_EQ(messages.at(1).at("id"), both.at("server_message").at("id"));
  EXPECT_THAT(fields(get("/api/threads/" + id + "/tokens").json()),
              ::testing::IsSupersetOf({"input_tokens", "output_tokens", "total_tokens", "calls"}));
  EXPECT_EQ(fields(get("/api/threads/" + id + "/databases").json()),
            std::vector<std::string>{"databases"});
  const auto sources = get("/api/data-sources").json();
  EXPECT_THAT(fields(sources.at(0)),
              ::testing::IsSupersetOf(
                  {"id", "name", "short_description", "description", "icon", "datasource"}));
}

TEST_F(ApiTest, ABadBodyMakesAThreadWithARandomName) {
  for (const char* body : {"", "{}", "not json", "[]", R"({"name":""})", R"({"name":7})"}) {
    const auto reply = call("POST", "/api/threads", body);
    EXPECT_EQ(reply.status, 201U) << body;
    EXPECT_FALSE(text(reply.json(), "name").empty());
  }
}

TEST_F(ApiTest, TheAnswerIsTheSameAfterARestart) {
  const auto thread = new_thread();
  const auto message = ask(thread, "How many customers are there?");
  EXPECT_THAT(text(message, "content"), HasSubstr("3"));
  EXPECT_EQ(message.at("metadata").at("steps").at(0).at("rows").at(0).at(0), 3);
  stop();
  start();
  EXPECT_EQ(get("/api/messages/" + text(message, "id")).json(), message);
  EXPECT_EQ(get("/api/threads/" + thread + "/databases").body, R"({"databases":["shop"]})");
}

}  // namespace
}  // namespace askdb::web
