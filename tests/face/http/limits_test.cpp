#include "greeting_server.hpp"

namespace askdb::web {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

/// The same server, in a hurry or in need.
class BusyServer : public HttpServer {};

TEST_F(BusyServer, RefusesTooMuch) {
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

TEST_F(BusyServer, TakesABodyOfAMegabyte) {
  auto client = start();
  const auto name = std::string(1'000'000, 'a');
  const auto reply = client.post("/api/greetings", R"({"name":")" + name + "\"}");
  EXPECT_TRUE(reply.json().at("name").as_string() == name);
}

TEST_F(BusyServer, AsksForABodyThatWaits) {
  auto client = start();
  client.send(
      "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send(R"({"name":"Ann"})");
  EXPECT_EQ(client.read_reply().status, 201);
}

TEST_F(BusyServer, DropsAClientThatSendsItsHeadersTooSlowly) {
  limits.header_time = milliseconds(200);
  auto slow = start();
  slow.send("GET /api/hello HTT");
  auto other = client();
  EXPECT_EQ(other.get("/api/hello").status, 200);
  EXPECT_TRUE(slow.is_closed_within());
}

TEST_F(BusyServer, DropsAClientThatSendsItsBodyTooSlowly) {
  limits.body_time = milliseconds(200);
  auto slow = start();
  slow.send(
      "POST /api/greetings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 14\r\n\r\n{");
  EXPECT_TRUE(slow.is_closed_within());
}

TEST_F(BusyServer, DropsAnIdleConnection) {
  limits.idle_time = milliseconds(200);
  auto idle = start();
  EXPECT_EQ(idle.get("/api/hello").status, 200);
  EXPECT_TRUE(idle.is_closed_within());
}

TEST_F(BusyServer, LetsFurtherClientsWaitUntilOneLeaves) {
  limits.max_connections = 1;
  auto first = start();
  EXPECT_EQ(first.get("/api/hello").status, 200);
  auto second = client();
  second.send(second.request_text("GET", "/api/hello"));
  EXPECT_FALSE(second.is_closed_within(milliseconds(100)));
  first.close();
  EXPECT_EQ(second.read_reply().status, 200);
}

TEST_F(BusyServer, PacksLongRepliesForClientsThatTakeIt) {
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

TEST_F(BusyServer, EndsAHandlerWhoseClientGoesAway) {
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

TEST_F(BusyServer, LetsAReplyEndBeforeItStops) {
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

TEST_F(BusyServer, StopsAHandlerThatTakesTooLongToEnd) {
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

TEST_F(BusyServer, SaysThatAPortIsTaken) {
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
