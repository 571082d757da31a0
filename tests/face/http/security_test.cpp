#include "face/http/security.hpp"

#include "server_fixture.hpp"

namespace askdb::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto* kToken = "0123456789abcdef0123";

class Door : public ServerTest {
 protected:
  Door() {
    router.get("/api/data").handled_by([](const Request& request) {
      return json_reply(json::value{{"caller", request.caller.name}});
    });
    router.post("/api/data").handled_by([](const Request&) { return empty_reply(); });
    router.get("/api/open").open_to_all().handled_by([](const Request&) { return empty_reply(); });
    add_login_routes(router, config);
    router.set_fallback([](const Request&) {
      Response page;
      page.content_type = "text/html";
      page.body = "<!doctype html>";
      return reply_with(page);
    });
  }
};

/// With a token from the start: the login route copies the settings.
class LockedDoor : public ServerTest {
 protected:
  LockedDoor() {
    config.access_token = kToken;
    add_login_routes(router, config);
    router.get("/api/data").handled_by([](const Request&) { return empty_reply(); });
    router.get("/api/open").open_to_all().handled_by([](const Request&) { return empty_reply(); });
    router.get("/metrics").handled_by([](const Request&) { return empty_reply(); });
    router.set_fallback([](const Request&) { return reply_with(Response{}); });
  }
};

TEST_F(Door, KnowsTheNamesOfThisMachineOnly) {
  config.hosts = {"askdb.example.com"};
  auto client = start();
  for (const std::string host : {"localhost", "LOCALHOST:5001", "127.0.0.1", "127.0.0.2:80",
                                 "[::1]:5001", "app.localhost", "askdb.example.com:443"}) {
    EXPECT_EQ(client.get("/api/data", {{"Host", host}}).status, 200) << host;
  }
  for (const std::string host :
       {"evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "10.0.0.1", "evil.test:5001",
        "[::2]", "askdb.example.com.evil.test", "evillocalhost", "[::1"}) {
    const auto reply = client.get("/api/data", {{"Host", host}});
    EXPECT_EQ(reply.status, 403) << host;
    EXPECT_EQ(reply.code(), "forbidden_host") << host;
    EXPECT_EQ(client.get("/", {{"Host", host}}).status, 403) << host;
  }
}

TEST_F(Door, RefusesPagesOfOtherOrigins) {
  auto client = start();
  const std::string own = "http://127.0.0.1:" + std::to_string(port);
  EXPECT_EQ(client.post("/api/data", "{}", {{"Origin", own}}).status, 204);
  EXPECT_EQ(client.post("/api/data", "{}").status, 204);
  const std::vector<std::string> foreign{"http://evil.test",   "null",    "http://127.0.0.1",
                                         "http://127.0.0.1:1", "file://", own + "0"};
  for (const auto& origin : foreign) {
    const auto reply = client.post("/api/data", "{}", {{"Origin", origin}});
    EXPECT_EQ(reply.status, 403) << origin;
    EXPECT_EQ(reply.code(), "forbidden_origin") << origin;
    EXPECT_EQ(reply.header("access-control-allow-origin"), "") << origin;
    EXPECT_EQ(client.get("/api/data", {{"Origin", origin}}).status, 403) << origin;
  }
  const auto unnamed = client.post("/api/data", "{}", {{"Sec-Fetch-Site", "cross-site"}});
  EXPECT_EQ(unnamed.status, 403);
}

TEST_F(Door, LetsConfiguredOriginsIn) {
  config.allowed_origins = {"https://app.example.com"};
  auto client = start();
  const auto reply = client.post("/api/data", "{}", {{"Origin", "https://app.example.com"}});
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.header("access-control-allow-origin"), "https://app.example.com");
  const auto asked = client.request(
      "OPTIONS", "/api/data", "",
      {{"Origin", "https://app.example.com"}, {"Access-Control-Request-Method", "POST"}});
  EXPECT_EQ(asked.status, 204);
  EXPECT_THAT(asked.header("access-control-allow-methods"), HasSubstr("POST"));
  EXPECT_EQ(client.get("/api/data").header("access-control-allow-origin"), "");
  EXPECT_EQ(client.get("/api/data").header("vary"), "Origin");
}

TEST_F(Door, TakesOnlyJsonThatAFormCannotSend) {
  auto client = start();
  for (const std::string type : {"text/plain", "application/x-www-form-urlencoded",
                                 "multipart/form-data; boundary=x", "application/jsonp", ""}) {
    const auto reply = client.post("/api/data", "{}", {{"Content-Type", type}});
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_EQ(reply.code(), "unsupported_media_type") << type;
  }
  EXPECT_EQ(
      client.post("/api/data", "{}", {{"Content-Type", "application/json; charset=utf-8"}}).status,
      204);
  EXPECT_EQ(client.request("POST", "/api/data").status, 204);
}

TEST_F(Door, GivesPagesAPolicyWithoutForeignOrInlineScripts) {
  auto client = start();
  const auto policy = client.get("/").header("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy, HasSubstr("object-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("base-uri 'none'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe-eval")));
}

TEST_F(Door, NeedsNoTokenWhereNoneIsConfigured) {
  auto client = start();
  EXPECT_EQ(client.get("/api/data").body, R"({"caller":"local"})");
  EXPECT_EQ(client.post("/api/login", R"({"token":"any"})").status, 204);
}

TEST_F(LockedDoor, WantsTheToken) {
  auto client = start();
  const auto refused = client.get("/api/data");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.code(), "unauthorized");
  EXPECT_EQ(refused.header("www-authenticate"), "Bearer realm=\"askdb\"");
  auto with = [&](const std::string& name, const std::string& value) {
    return client.get("/api/data", {{name, value}}).status;
  };
  const std::string token(kToken);
  EXPECT_EQ(with("Authorization", "Bearer " + token), 204);
  EXPECT_EQ(with("Authorization", "bearer " + token), 204);
  EXPECT_EQ(with("Cookie", "a=b; askdb_token=" + token), 204);
  EXPECT_EQ(with("Authorization", "Bearer " + token + "x"), 401);
  EXPECT_EQ(with("Authorization", "Bearer "), 401);
  EXPECT_EQ(with("Authorization", "Basic " + token), 401);
  EXPECT_EQ(with("Cookie", "askdb_token=" + token.substr(1)), 401);
  EXPECT_EQ(with("Cookie", "xaskdb_token=" + token), 401);
  EXPECT_EQ(client.get("/metrics").status, 401);
  EXPECT_EQ(client.get("/api/nothing").status, 401) << "not even what there is";
  EXPECT_EQ(client.get("/api/open").status, 204);
  EXPECT_EQ(client.get("/").status, 200) << "the page shows the login";
}

TEST_F(LockedDoor, LogsABrowserIn) {
  auto client = start();
  const auto wrong = client.post("/api/login", R"({"token":"wrong"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.header("set-cookie"), "");
  const auto right = client.post("/api/login", std::string(R"({"token":")") + kToken + "\"}");
  EXPECT_EQ(right.status, 204);
  const auto cookie = right.header("set-cookie");
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly; SameSite=Strict"));
  EXPECT_EQ(client.get("/api/data", {{"Cookie", cookie.substr(0, cookie.find(';'))}}).status, 204);
  const auto out = client.request("POST", "/api/logout").header("set-cookie");
  EXPECT_THAT(out, HasSubstr("askdb_token=; "));
  EXPECT_THAT(out, HasSubstr("Max-Age=0"));
}

TEST(ServerSettings, RefuseAnAddressThatOthersReachWithoutAToken) {
  ServerConfig config;
  EXPECT_TRUE(checked_address(config));
  for (const std::string address : {"0.0.0.0", "::", "192.168.1.5"}) {
    config.address = address;
    config.access_token = "";
    const auto refused = checked_address(config);
    ASSERT_FALSE(refused) << address;
    EXPECT_EQ(refused.error().fault, Fault::kConfig);
    config.access_token = "tooshort";
    EXPECT_FALSE(checked_address(config)) << address;
    config.access_token = kToken;
    EXPECT_TRUE(checked_address(config)) << address;
  }
  config.access_token = "";
  for (const std::string address : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
    config.address = address;
    EXPECT_TRUE(checked_address(config)) << address;
  }
  for (const std::string address : {"askdb.example.com", "", "127.0.0.1:80", "1.2.3"}) {
    config.address = address;
    EXPECT_FALSE(checked_address(config)) << address;
  }
}

TEST(ServerSettings, RefuseOriginsAndHostsThatAreNone) {
  for (const std::string origin : {"*", "app.example.com", "https://a.example.com/path"}) {
    ServerConfig config;
    config.allowed_origins = {origin};
    EXPECT_FALSE(checked_address(config)) << origin;
  }
  ServerConfig config;
  config.hosts = {"http://a.example.com"};
  EXPECT_FALSE(checked_address(config));
}

TEST(Tokens, AreComparedInFull) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
  EXPECT_FALSE(equal_in_constant_time("", "a"));
}

}  // namespace
}  // namespace askdb::web
