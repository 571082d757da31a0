#include "server_fixture.hpp"

namespace askdb::web {

struct Greeting {
  std::string name;
  std::optional<int> times;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (name, times))

namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto* kId = "0b6e1d2c-3f4a-4b5c-8d6e-7f8091a2b3c4";

class HttpServer : public ServerTest {
 protected:
  HttpServer() {
    router.get("/api/hello").handled_by([](const Request&) {
      return json_reply(json::value{{"hello", "world"}});
    });
    router.post("/api/greetings").handled_by<Greeting>([](const Request&, Greeting body) {
      return json_reply(body, 201);
    });
    router.post("/api/lenient")
        .handled_by<Greeting>([](const Request&, Greeting body) { return json_reply(body, 201); },
                              BodyRule::kLenient);
    router.get("/api/things/{id}/parts/{step}")
        .in_path({.name = "step", .kind = ParameterKind::kInteger, .maximum = 99})
        .query(limit_parameter())
        .query({.name = "q", .maximum = 20})
        .handled_by([](const Request& request) {
          return json_reply(json::value{{"step", request.number_in_path("step")},
                                        {"limit", *request.number("limit")},
                                        {"q", request.query("q").value_or("none")}});
        });
    router.remove("/api/things/{id}").handled_by([](const Request&) { return empty_reply(); });
    router.get("/api/broken").handled_by([](const Request&) -> Task<Reply> {
      throw std::runtime_error("the secret of the machine");
      co_return empty_reply();
    });
    router.get("/api/failed").handled_by([](const Request&) -> Reply {
      return Error{.fault = Fault::kTimeout,
                   .message = "It took too long.",
                   .next_step = "Ask for less.",
                   .detail = "driver text"};
    });
  }

  std::string things(const std::string& more) const {
    return std::string("/api/things/") + kId + more;
  }
};

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

TEST_F(HttpServer, RefusesTooMuch) {
  config.max_body_bytes = 1'000;
  auto one = start();
  const auto headers = one.get("/api/hello", {{"X-Long", std::string(20'000, 'x')}});
  EXPECT_EQ(headers.status, 431);
  EXPECT_EQ(headers.code(), "too_large");
  auto two = client();
  const auto body = two.post("/api/greetings", std::string(1'001, ' '));
  EXPECT_EQ(body.status, 413);
  EXPECT_EQ(body.code(), "too_large");
  auto three = client();
  three.send(
      "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n400\r\n" +
      std::string(1'024, ' ') + "\r\n0\r\n\r\n");
  EXPECT_EQ(three.read_reply().status, 413);
}

TEST_F(HttpServer, TakesABodyOfAMegabyte) {
  auto client = start();
  const auto name = std::string(1'000'000, 'a');
  const auto reply = client.post("/api/greetings", R"({"name":")" + name + "\"}");
  EXPECT_TRUE(reply.json().at("name").as_string() == name);
}

TEST_F(HttpServer, AsksForABodyThatWaits) {
  auto client = start();
  client.send(
      "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(R"({"name":"Ann"})");
  EXPECT_EQ(client.read_reply().status, 201);
}

TEST_F(HttpServer, DropsAClientThatSendsItsHeadersTooSlowly) {
  limits.header_time = milliseconds(200);
  auto slow = start();
  slow.send("GET /api/hello HTT");
  auto other = client();
  EXPECT_EQ(other.get("/api/hello").status, 200);
  EXPECT_TRUE(slow.is_closed_within());
}

TEST_F(HttpServer, DropsAClientThatSendsItsBodyTooSlowly) {
  limits.body_time = milliseconds(200);
  auto slow = start();
  slow.send(
      "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 14\r\n\r\n{");
  EXPECT_TRUE(slow.is_closed_within());
}

TEST_F(HttpServer, DropsAnIdleConnection) {
  limits.idle_time = milliseconds(200);
  auto idle = start();
  EXPECT_EQ(idle.get("/api/hello").status, 200);
  EXPECT_TRUE(idle.is_closed_within());
}

TEST_F(HttpServer, LetsFurtherClientsWaitUntilOneLeaves) {
  limits.max_connections = 1;
  auto first = start();
  EXPECT_EQ(first.get("/api/hello").status, 200);
  auto second = client();
  second.send(second.request_text("GET", "/api/hello"));
  EXPECT_FALSE(second.is_closed_within(milliseconds(100)));
  first.close();
  EXPECT_EQ(second.read_reply().status, 200);
}

TEST_F(HttpServer, PacksLongRepliesForClientsThatTakeIt) {
  router.get("/api/long").handled_by([](const Request&) {
    return json_reply(std::vector<std::string>(1'000, "the same"));
  });
  auto client = start();
  const auto plain = client.get("/api/long");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  EXPECT_EQ(plain.body.size(), 11'001);
  const auto packed = client.get("/api/long", {{"Accept-Encoding", "br, gzip;q=0.5"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 500);
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(client.get("/api/long", {{"Accept-Encoding", "gzip;q=0"}}).body, plain.body);
  EXPECT_EQ(client.get("/api/hello", {{"Accept-Encoding", "gzip"}}).header("content-encoding"), "");
}

TEST_F(HttpServer, EndsAHandlerWhoseClientGoesAway) {
  std::promise<void> started;
  std::promise<void> cancelled;
  router.get("/api/slow").handled_by([&](const Request&) -> Task<Reply> {
    started.set_value();
    try {
      co_await pause_for(std::chrono::hours(1));
    } catch (const boost::system::system_error&) {
      cancelled.set_value();
      throw;
    }
    co_return empty_reply();
  });
  auto client = start();
  client.send(client.request_text("GET", "/api/slow"));
  started.get_future().wait();
  client.close();
  EXPECT_EQ(cancelled.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST_F(HttpServer, LetsAReplyEndBeforeItStops) {
  std::promise<void> started;
  router.get("/api/slow").handled_by([&](const Request&) -> Task<Reply> {
    started.set_value();
    co_await pause_for(milliseconds(200));
    co_return json_reply(json::value{{"done", true}});
  });
  auto client = start();
  auto idle = this->client();
  EXPECT_EQ(idle.get("/api/hello").status, 200);
  client.send(client.request_text("GET", "/api/slow"));
  started.get_future().wait();
  stop(std::chrono::seconds(10));
  const auto reply = client.read_reply();
  EXPECT_EQ(reply.body, R"({"done":true})");
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(idle.is_closed_within());
  EXPECT_THROW(this->client(), std::runtime_error);
}

TEST_F(HttpServer, StopsAHandlerThatTakesTooLongToEnd) {
  std::promise<void> started;
  router.get("/api/slow").handled_by([&](const Request&) -> Task<Reply> {
    started.set_value();
    co_await pause_for(std::chrono::hours(1));
    co_return empty_reply();
  });
  auto client = start();
  client.send(client.request_text("GET", "/api/slow"));
  started.get_future().wait();
  stop(milliseconds(50));
  EXPECT_EQ(client.read_reply().status, 0);
}

TEST_F(HttpServer, SaysThatAPortIsTaken) {
  start();
  ServerConfig same = config;
  same.port = port;
  Server second(io, router, same, metrics);
  const auto bound = second.listen();
  ASSERT_FALSE(bound);
  EXPECT_THAT(bound.error().message, HasSubstr("in use"));
}

}  // namespace
}  // namespace askdb::web
