#include "greeting_server.hpp"

namespace askdb::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(HttpServer, AnswersJson) {
  auto client = start();
  const auto reply = client.get("/api/hello");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"hello":"world"})");
  EXPECT_EQ(reply.header("content-type"), "application/json");
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(reply.header("access-control-allow-origin"), "");
  EXPECT_THAT(reply.header("content-security-policy"), HasSubstr("default-src 'none'"));
}

TEST_F(HttpServer, KeepsAConnectionForFurtherRequests) {
  auto client = start();
  EXPECT_EQ(client.get("/api/hello").status, 200);
  EXPECT_EQ(client.post("/api/greetings", R"({"name":"Ann"})").status, 201);
  EXPECT_EQ(client.get("/api/nothing").status, 404);
  EXPECT_EQ(client.get("/api/hello").status, 200);
}

TEST_F(HttpServer, AnswersRequestsSentAheadInTheirOrder) {
  auto client = start();
  std::string all;
  for (int i = 0; i < 20; ++i) {
    const auto body = R"({"name":"n)" + std::to_string(i) + R"("})";
    all += client.request_text("POST", "/api/greetings", body);
  }
  client.send(all);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(client.read_reply().body, R"({"name":"n)" + std::to_string(i) + R"("})");
  }
}

TEST_F(HttpServer, ClosesWhenTheClientAsksForIt) {
  auto client = start();
  const auto reply = client.get("/api/hello", {{"Connection", "close"}});
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(client.is_closed_within());
}

TEST_F(HttpServer, SpeaksHttp10) {
  auto client = start();
  client.send("GET /api/hello HTTP/1.0\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_reply().body, R"({"hello":"world"})");
  EXPECT_TRUE(client.is_closed_within());
}

TEST_F(HttpServer, AnswersHeadWithoutABody) {
  auto client = start();
  const auto reply = client.request("HEAD", "/api/hello");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-length"), "17");
  EXPECT_EQ(client.get("/api/hello").status, 200) << "nothing of a body was left behind";
}

TEST_F(HttpServer, NamesTheMethodsOfAPath) {
  auto client = start();
  const auto options = client.request("OPTIONS", "/api/hello");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("allow"), "GET, HEAD, OPTIONS");
  const auto wrong = client.post("/api/hello", "{}");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.code(), "method_not_allowed");
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.request("DELETE", things("")).status, 204);
}

TEST_F(HttpServer, SaysWhatIsNotThere) {
  auto client = start();
  const auto reply = client.get("/api/nothing");
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.header("content-type"), "application/problem+json");
  EXPECT_EQ(reply.json(), json::parse(R"({"type":"about:blank","title":"Not found","status":404,
      "code":"not_found","detail":"There is nothing at /api/nothing.",
      "next_step":"/api/docs lists what there is."})"));
  EXPECT_EQ(client.get("/").status, 404) << "there is no page in this test";
}

TEST_F(HttpServer, ChecksParameters) {
  auto client = start();
  EXPECT_EQ(client.get(things("/parts/3?q=a%20b+c")).body, R"({"step":3,"limit":50,"q":"a b c"})");
  for (const std::string& target :
       {things("/parts/x"), things("/parts/100"), things("/parts/-1"),
        std::string("/api/things/5/parts/1"), things("/parts/1?limit=0"),
        things("/parts/1?limit=201"), things("/parts/1?limit="), things("/parts/1?limt=5"),
        things("/parts/1?q=1&q=2"), things("/parts/1?q=%zz"), things("/parts/1?q=%00"),
        things("/parts/1?q=%ff"), things("/parts/1?q=123456789012345678901")}) {
    const auto reply = client.get(target);
    EXPECT_EQ(reply.status, 400) << target;
    EXPECT_EQ(reply.code(), "invalid_parameter") << target;
  }
  EXPECT_THAT(client.get(things("/parts/1?limt=5")).body, HasSubstr("did you mean limit"));
}

TEST_F(HttpServer, ChecksBodies) {
  auto client = start();
  auto code = [&](const std::string& body) { return client.post("/api/greetings", body).code(); };
  EXPECT_EQ(code("{"), "invalid_body");
  EXPECT_EQ(code(R"({"name":"A"} x)"), "invalid_body");
  EXPECT_EQ(code("\xff"), "invalid_body");
  EXPECT_EQ(code("[]"), "invalid_body");
  EXPECT_EQ(code(R"({"name":5})"), "invalid_body");
  EXPECT_EQ(code(R"({"times":5})"), "invalid_body");
  EXPECT_EQ(code(R"({"name":"A","other":1})"), "unknown_field");
  EXPECT_EQ(code(std::string(10'000, '[')), "invalid_body");
  EXPECT_EQ(client.request("POST", "/api/greetings").code(), "invalid_body");
  EXPECT_EQ(client.post("/api/greetings", R"({"name":"A","times":2})").status, 201);
}

TEST_F(HttpServer, ReadsALenientBodyAsWellAsItCan) {
  auto client = start();
  for (const auto* body : {"", "{", "[1]", R"({"name":5})"}) {
    EXPECT_EQ(client.post("/api/lenient", body).body, R"({"name":""})") << body;
  }
  EXPECT_EQ(client.post("/api/lenient", R"({"name":"A","x":1})").body, R"({"name":"A"})");
}

TEST_F(HttpServer, HidesWhatWentWrongInside) {
  auto client = start();
  const auto reply = client.get("/api/broken");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.code(), "internal");
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
  EXPECT_EQ(client.get("/api/hello").status, 200);
}

TEST_F(HttpServer, TellsAFailureAsAProblem) {
  auto client = start();
  const auto reply = client.get("/api/failed");
  EXPECT_EQ(reply.status, 504);
  EXPECT_EQ(reply.json(), json::parse(R"({"type":"about:blank","title":"Timeout","status":504,
      "code":"timeout","detail":"It took too long.","next_step":"Ask for less.",
      "fault":"timeout"})"));
}

TEST_F(HttpServer, RefusesWhatIsNotHttp) {
  start();
  for (const std::string bytes :
       {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /api/hello HTTP/1.1\r\n\r\n",
        "GET /api/hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n"}) {
    auto one = client();
    one.send(bytes);
    EXPECT_EQ(one.read_reply().status, 400) << bytes;
  }
  EXPECT_EQ(client().get("/api/hello").status, 200);
}

}  // namespace
}  // namespace askdb::web
