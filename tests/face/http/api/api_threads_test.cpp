#include "api_fixture.hpp"

namespace askdb::web {
namespace {

constexpr const char* kUnknown = "00000000-0000-4000-8000-000000000000";

TEST_F(ApiTest, AThreadIsRenamedAndFound) {
  const auto id = new_thread();
  new_thread();
  const auto renamed = call("PATCH", "/api/threads/" + id, R"({"name":"  Sales \n of May  "})");
  EXPECT_EQ(renamed.json().at("name"), "Sales   of May");
  const auto found = get("/api/threads?q=sales").json().as_array();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("id"), json::string(id));
  EXPECT_EQ(call("PATCH", "/api/threads/" + id, R"({"name":" "})").code(), "invalid_body");
  EXPECT_EQ(call("PATCH", "/api/threads/" + id, R"({"name":"a","colour":1})").code(),
            "unknown_field");
}

TEST_F(ApiTest, ThreadsComeByPage) {
  for (int i = 0; i < 3; ++i) new_thread();
  const auto first = get("/api/threads?limit=2");
  EXPECT_EQ(first.json().as_array().size(), 2U);
  const auto link = first.header("link");
  ASSERT_THAT(link, HasSubstr("rel=\"next\""));
  const auto second = get(link.substr(1, link.find('>') - 1));
  EXPECT_EQ(second.json().as_array().size(), 1U);
  EXPECT_EQ(second.header("link"), "");
}

TEST_F(ApiTest, MessagesComeByPage) {
  const auto id = new_thread();
  ask(id, "How many customers are there?");
  const auto first = get("/api/threads/" + id + "/messages?limit=1");
  EXPECT_EQ(first.json().at(0).at("sender"), "user");
  const auto link = first.header("link");
  EXPECT_EQ(get(link.substr(1, link.find('>') - 1)).json().at(0).at("sender"), "server");
}

TEST_F(ApiTest, ADeletedThreadIsGone) {
  const auto id = new_thread();
  EXPECT_EQ(call("DELETE", "/api/threads/" + id).status, 204U);
  EXPECT_EQ(get("/api/threads/" + id).code(), "not_found");
  EXPECT_EQ(call("DELETE", "/api/threads/" + id).code(), "not_found");
}

TEST_F(ApiTest, ASharedThreadIsReadByItsLinkAlone) {
  const auto id = new_thread();
  ask(id, "How many customers are there?");
  EXPECT_TRUE(get("/api/threads/" + id).json().at("share_token").is_null());
  const auto token = text(post("/api/threads/" + id + "/share").json(), "share_token");
  const auto shared = get("/api/shared/" + token);
  EXPECT_EQ(shared.json().at("messages").as_array().size(), 2U);
  EXPECT_THAT(shared.body, Not(HasSubstr("debug_info")));
  EXPECT_TRUE(call("DELETE", "/api/threads/" + id + "/share").json().at("share_token").is_null());
  EXPECT_EQ(get("/api/shared/" + token).code(), "not_found");
}

TEST_F(ApiTest, UnknownIdsAreNotFoundAndWrongOnesInvalid) {
  const std::string unknown = kUnknown;
  for (const auto& path :
       {"/api/threads/" + unknown, "/api/threads/" + unknown + "/messages",
        "/api/threads/" + unknown + "/tokens", "/api/threads/" + unknown + "/databases",
        "/api/messages/" + unknown, "/api/messages/" + unknown + "/events",
        "/api/messages/" + unknown + "/steps/1/rows", std::string("/api/shared/nobody")}) {
    EXPECT_EQ(get(path).code(), "not_found") << path;
  }
  EXPECT_EQ(post("/api/threads/" + unknown + "/messages", {{"content", "Hi"}}).code(), "not_found");
  EXPECT_EQ(post("/api/messages/" + unknown + "/stop").code(), "not_found");
  EXPECT_EQ(post("/api/messages/" + unknown + "/approval", {{"action", "approve"}}).code(),
            "not_found");
  EXPECT_EQ(get("/api/threads/not-an-id").code(), "invalid_parameter");
  EXPECT_EQ(get("/api/threads?limit=0").code(), "invalid_parameter");
  EXPECT_EQ(get("/api/nothing").code(), "not_found");
  EXPECT_EQ(call("PUT", "/api/threads").code(), "method_not_allowed");
}

TEST_F(ApiTest, QuestionsThatAreNoneAreRefused) {
  const auto path = "/api/threads/" + new_thread() + "/messages";
  EXPECT_EQ(post(path, {{"content", "  "}}).code(), "invalid_body");
  EXPECT_EQ(post(path, {{"text", "Hi"}}).code(), "invalid_body");
  EXPECT_EQ(call("POST", path, "{").code(), "invalid_body");
  EXPECT_EQ(post(path, {{"content", "Hi"}, {"approval", "never"}}).code(), "invalid_body");
  EXPECT_EQ(post(path, {{"content", "Hi"}, {"databases", {"shpo"}}}).code(), "invalid_body");
  EXPECT_EQ(post(path, {{"content", std::string(1U << 20U, 'x')}}).code(), "too_large");
}

}  // namespace
}  // namespace askdb::web
