#include <atomic>
#include <boost/asio/detached.hpp>
#include <boost/asio/strand.hpp>
#include <thread>

#include "http_fixture.hpp"
#include "net/io_thread.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::HttpFixture;
using testing::ModelServer;
using ::testing::Not;
using testing::OtherServer;
using testing::run_task;
using testing::ServerReply;

using Http = HttpFixture;

TEST_F(Http, PostsAndKeepsTheConnection) {
  ModelServer server;
  server.script({ServerReply::sends("one"), ServerReply::sends("two")});
  EXPECT_EQ(send(post(server.url(), R"({"a":1})"))->body, "one");
  EXPECT_EQ(send(post(server.url()))->body, "two");
  EXPECT_EQ(server.connections(), 1U);
  const auto first = server.requests().at(0);
  EXPECT_EQ(first.method, "POST");
  EXPECT_EQ(first.body, R"({"a":1})");
  EXPECT_EQ(first.headers.at("x-api-key"), "sk-secret-key");
  EXPECT_EQ(first.headers.at("host"), "127.0.0.1:" + std::to_string(server.port()));
}

TEST_F(Http, ReportsStatusAndHeadersOfARefusal) {
  ModelServer server;
  server.script({ServerReply::fails(429, "slow down").with_header("Retry-After", "7")});
  const auto reply = send(post(server.url()));
  EXPECT_EQ(reply->status, 429U);
  EXPECT_EQ(reply->headers.at("retry-after"), "7");
  EXPECT_THAT(reply->body, HasSubstr("slow down"));
}

TEST_F(Http, DoesNotFollowRedirects) {
  ModelServer server;
  server.script({ServerReply::fails(302, "").with_header("Location", "http://127.0.0.1:1/")});
  EXPECT_EQ(send(post(server.url()))->status, 302U);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(Http, ReplacesAKeptConnectionThatTheServerClosed) {
  ModelServer server;
  auto closing = ServerReply::sends("one");
  closing.closes_after = true;
  server.script({closing, ServerReply::sends("two")});
  EXPECT_EQ(send(post(server.url()))->body, "one");
  EXPECT_EQ(send(post(server.url()))->body, "two");
  EXPECT_EQ(server.connections(), 2U);
}

TEST_F(Http, ReplacesAKeptConnectionThatClosesWithoutAnswering) {
  ModelServer server;
  ServerReply silent;
  silent.is_silent = true;
  server.script({ServerReply::sends("one"), silent, ServerReply::sends("two")});
  EXPECT_EQ(send(post(server.url()))->body, "one");
  EXPECT_EQ(send(post(server.url()))->body, "two");
}

TEST_F(Http, FailsWhenAFreshConnectionClosesWithoutAnswering) {
  ModelServer server;
  ServerReply silent;
  silent.is_silent = true;
  server.script({silent});
  const auto reply = send(post(server.url()));
  EXPECT_EQ(reply.error().fault, Fault::kConnection);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(Http, FailsWhenTheBodyIsCutOff) {
  ModelServer server;
  auto cut = ServerReply::sends("0123456789");
  cut.body_bytes = 4;
  server.script({cut});
  EXPECT_EQ(send(post(server.url())).error().fault, Fault::kConnection);
}

TEST_F(Http, HandsABodyOnInPiecesOnlyWhenItIsAnAnswer) {
  ModelServer server;
  server.script({ServerReply::sends("event"), ServerReply::fails(500, "broken")});
  std::string pieces;
  auto request = post(server.url());
  request.on_body = [&](std::string_view piece) {
    pieces += piece;
    return true;
  };
  EXPECT_EQ(send(request)->body, "");
  EXPECT_THAT(send(request)->body, HasSubstr("broken"));
  EXPECT_EQ(pieces, "event");
}

TEST_F(Http, StopsReadingWhenNoMoreIsWantedAndClosesTheConnection) {
  ModelServer server;
  server.script({ServerReply::sends(std::string(1'000'000, 'x')), ServerReply::sends("two")});
  auto request = post(server.url());
  std::size_t taken = 0;
  request.on_body = [&](std::string_view piece) {
    taken += piece.size();
    return false;
  };
  ASSERT_TRUE(send(request));
  EXPECT_LT(taken, 100'000U);
  EXPECT_EQ(send(post(server.url()))->body, "two");
  EXPECT_EQ(server.connections(), 2U);
}

TEST_F(Http, SendsOtherMethods) {
  ModelServer server;
  auto request = post(server.url(), "");
  request.method = "DELETE";
  ASSERT_TRUE(send(request));
  EXPECT_EQ(server.requests().at(0).method, "DELETE");
}

TEST_F(Http, ServesTasksOfAnyLoopOnAThreadOfItsOwn) {
  ModelServer server;
  server.otherwise([](const auto& asked) { return ServerReply::sends(asked.body); });
  const auto thread = IoThread::shared();
  EXPECT_EQ(IoThread::shared(), thread);
  auto client = HttpClient::make(thread->executor(), {}).value();
  for (const char* body : {"one", "two", "three"}) {
    asio::io_context gone_afterwards;
    const auto reply = run_task(gone_afterwards, client->send(post(server.url(), body)));
    EXPECT_EQ(reply->body, body);
  }
  EXPECT_EQ(server.connections(), 1U) << "kept, though each loop that used it is gone";
}

TEST_F(Http, RefusesABodyThatIsTooBig) {
  limits_.max_body_bytes = 1000;
  ModelServer server;
  server.otherwise([](const auto&) { return ServerReply::sends(std::string(1001, 'x')); });
  EXPECT_EQ(send(post(server.url())).error().fault, Fault::kOther);
  auto streamed = post(server.url(), R"({"stream": true})");
  EXPECT_EQ(send(streamed).error().fault, Fault::kOther) << "chunked, so without a length";
}

TEST_F(Http, TimesOutAndClosesTheConnection) {
  ModelServer server;
  auto slow = ServerReply::sends("late");
  slow.delay = 30s;
  server.script({slow});
  auto request = post(server.url());
  request.timeout = 50ms;
  const auto reply = send(request);
  EXPECT_EQ(reply.error().fault, Fault::kTimeout);
  EXPECT_THAT(reply.error().message, HasSubstr("50 ms"));
  EXPECT_TRUE(server.wait_for_closed(1));
}

TEST_F(Http, SaysWhichServerCannotBeReached) {
  const auto refused = send(post("http://127.0.0.1:1"));
  EXPECT_EQ(refused.error().fault, Fault::kConnection);
  EXPECT_THAT(refused.error().message, HasSubstr("127.0.0.1:1"));
  const auto unknown = send(post("http://no-such-host.invalid"));
  EXPECT_EQ(unknown.error().fault, Fault::kConnection);
  EXPECT_THAT(unknown.error().message, HasSubstr("no-such-host.invalid"));
}

TEST_F(Http, SaysThatAReplyIsNotHttp) {
  const OtherServer other;
  const auto reply = send(post("http://127.0.0.1:" + other.port()));
  client_.reset();
  EXPECT_EQ(reply.error().fault, Fault::kOther);
  EXPECT_THAT(reply.error().message, HasSubstr("not HTTP"));
}

Task<void> ask_often(HttpClient& client, HttpRequest request, int times, std::atomic<int>& good) {
  for (int i = 0; i < times; ++i) {
    const auto reply = co_await client.send(request);
    if (reply && reply->body == request.body) ++good;
  }
}

TEST_F(Http, ServesManyAtOnceFromManyThreads) {
  limits_.max_idle = 16;
  ModelServer server;
  server.otherwise([](const auto& asked) { return ServerReply::sends(asked.body); });
  std::atomic<int> good = 0;
  for (int i = 0; i < 16; ++i) {
    auto asking = ask_often(client(), post(server.url(), std::to_string(i)), 20, good);
    asio::co_spawn(asio::make_strand(io_), std::move(asking), asio::detached);
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([this] { io_.run(); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 16 * 20);
  EXPECT_LE(server.connections(), 16U) << "connections are kept";
}

TEST_F(Http, SendsPlainRequestsToAProxyWhole) {
  ModelServer proxy;
  environment_["http_proxy"] = "127.0.0.1:" + std::to_string(proxy.port());
  EXPECT_EQ(send(post("http://models.test:8080"))->status, 200U);
  EXPECT_EQ(proxy.requests().at(0).path, "http://models.test:8080/v1/messages");
}

TEST_F(Http, RefusesSettingsThatCannotBeUsed) {
  auto error = [&](const std::string& name, const std::string& value) {
    return HttpClient::make(io_.get_executor(), {{name, value}}).error();
  };
  EXPECT_EQ(error("SSL_CERT_FILE", "/no/such/file").fault, Fault::kConfig);
  EXPECT_THAT(error("SSL_CERT_FILE", "/no/such/file").message, HasSubstr("/no/such/file"));
  EXPECT_THAT(error("HTTPS_PROXY", "socks5://h:1").message, HasSubstr("HTTPS_PROXY"));
  EXPECT_THAT(error("HTTPS_PROXY", "https://u:hush@h:1").message, Not(HasSubstr("hush")));
}

}  // namespace
}  // namespace askdb
