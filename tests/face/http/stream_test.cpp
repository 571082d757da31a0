#include <fstream>

#include "server_fixture.hpp"

namespace askdb::web {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

class Streams : public ServerTest {
 protected:
  ~Streams() override { stop(); }

  /// A stream that `run` sends.
  void stream(const std::string& path, std::function<Task<void>(EventWriter&)> run) {
    router.get(path).returns_events("Events.").handled_by(
        [run](const Request&) { return EventStream{.run = run}; });
  }

  void stream_that_waits() {
    stream("/api/events", [this](EventWriter& writer) -> Task<void> {
      const auto sent = co_await writer.send(1, "first", "{}");
      if (!sent) co_return;
      try {
        co_await pause_for(std::chrono::hours(1));
      } catch (const boost::system::system_error&) {
        ended.set_value();
        throw;
      }
    });
  }
  bool has_ended() {
    return ended.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready;
  }

  std::promise<void> ended;
};

TEST_F(Streams, SendsEventsAndEnds) {
  stream("/api/events", [](EventWriter& writer) -> Task<void> {
    const auto first = co_await writer.send(1, "accepted", R"({"a":1})");
    const auto second = co_await writer.send(0, "", "two\nlines\r\nand three");
    EXPECT_TRUE(first && second);
  });
  auto client = start();
  const auto reply = client.get("/api/events");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(reply.header("cache-control"), "no-store");
  EXPECT_EQ(reply.body,
            "id: 1\nevent: accepted\ndata: {\"a\":1}\n\n"
            "data: two\ndata: lines\ndata: and three\n\n");
  EXPECT_EQ(client.get("/api/events").status, 200) << "the connection is used again";
}

TEST_F(Streams, SendsTheFirstEventAtOnce) {
  stream_that_waits();
  auto client = start();
  client.send(client.request_text("GET", "/api/events"));
  EXPECT_THAT(client.read_until("data: {}\n\n"), HasSubstr("event: first\n"));
}

TEST_F(Streams, KeepsASilentStreamAlive) {
  limits.heartbeat = milliseconds(20);
  stream_that_waits();
  auto client = start();
  client.send(client.request_text("GET", "/api/events"));
  EXPECT_THAT(client.read_until(": keep-alive\n\n"), HasSubstr("event: first\n"));
  EXPECT_THAT(client.read_until(": keep-alive\n\n"), HasSubstr(": keep-alive\n\n"));
}

TEST_F(Streams, NoticesThatTheClientIsGone) {
  stream_that_waits();
  auto client = start();
  client.send(client.request_text("GET", "/api/events"));
  client.read_until("data: {}\n\n");
  client.close();
  EXPECT_TRUE(has_ended());
}

TEST_F(Streams, EndWhenTheServerStops) {
  stream_that_waits();
  auto client = start();
  client.send(client.request_text("GET", "/api/events"));
  client.read_until("data: {}\n\n");
  stop(std::chrono::hours(1));
  EXPECT_TRUE(has_ended());
  EXPECT_THAT(client.read_until("0\r\n\r\n"), Not(HasSubstr("0\r\n\r\n")));
  EXPECT_TRUE(client.is_closed_within());
}

TEST_F(Streams, AskAfterTheLastEventSeen) {
  router.get("/api/events").returns_events("Events.").handled_by([](const Request& request) {
    return json_reply(json::value{{"last", request.last_event_id()}});
  });
  auto client = start();
  EXPECT_EQ(client.get("/api/events").body, R"({"last":0})");
  EXPECT_EQ(client.get("/api/events?last_event_id=7").body, R"({"last":7})");
  EXPECT_EQ(client.get("/api/events?last_event_id=7", {{"Last-Event-ID", "9"}}).body,
            R"({"last":9})");
  EXPECT_EQ(client.get("/api/events", {{"Last-Event-ID", "none"}}).body, R"({"last":0})");
  EXPECT_EQ(client.get("/api/events?last_event_id=x").status, 400);
}

TEST_F(Streams, KnowsWhoWantsEvents) {
  router.get("/api/events").handled_by([](const Request& request) {
    return json_reply(json::value(request.wants_events()));
  });
  auto client = start();
  EXPECT_EQ(client.get("/api/events").body, "false");
  EXPECT_EQ(client.get("/api/events", {{"Accept", "*/*"}}).body, "false");
  EXPECT_EQ(client.get("/api/events", {{"Accept", "text/html, Text/Event-Stream;q=1"}}).body,
            "true");
}

TEST_F(Streams, MakeTheSenderWaitForASlowReader) {
  limits.max_unsent_bytes = 10'000;
  std::atomic<int> sent = 0;
  stream("/api/events", [&](EventWriter& writer) -> Task<void> {
    const std::string data(1'000, 'x');
    for (int i = 1; i <= 2'000; ++i) {
      const auto done = co_await writer.send(static_cast<std::uint64_t>(i), "e", data);
      if (!done) co_return;
      sent = i;
    }
  });
  start();
  auto slow = WebClient::with_small_buffers(port);
  slow.send(slow.request_text("GET", "/api/events"));
  slow.read_until("id: 100\n");
  // All that can wait is what the system's buffers and the bound hold, far from 2 MB.
  EXPECT_LT(sent, 1'000);
  EXPECT_TRUE(slow.read_until("id: 2000\n").ends_with("id: 2000\n"));
}

TEST_F(Streams, DropAReaderThatDoesNotRead) {
  limits.max_unsent_bytes = 10'000;
  limits.write_time = milliseconds(200);
  stream("/api/events", [&](EventWriter& writer) -> Task<void> {
    const std::string data(10'000, 'x');
    try {
      while (true) {
        const auto done = co_await writer.send(1, "e", data);
        if (!done) break;
      }
    } catch (const boost::system::system_error&) {
      ended.set_value();
      throw;
    }
    ended.set_value();
  });
  start();
  auto slow = WebClient::with_small_buffers(port);
  slow.send(slow.request_text("GET", "/api/events"));
  EXPECT_TRUE(has_ended());
}

TEST_F(Streams, BreakOffVisiblyWhenTheirHandlerFails) {
  router.get("/api/file").handled_by([](const Request&) {
    return BodyStream{.content_type = "text/csv",
                      .run = [](BodyWriter& writer) -> Task<void> {
                        const auto written = co_await writer.write("a,b\n");
                        EXPECT_TRUE(written);
                        throw std::runtime_error("the disk is gone");
                      },
                      .headers = {disposition("a b.csv")}};
  });
  auto client = start();
  client.send(client.request_text("GET", "/api/file"));
  EXPECT_THAT(client.read_until("0\r\n\r\n"), Not(HasSubstr("0\r\n\r\n")));
  EXPECT_TRUE(client.is_closed_within());
}

TEST_F(Streams, SendBigBodiesInPieces) {
  router.get("/api/file").handled_by([](const Request&) {
    return BodyStream{.content_type = "text/csv",
                      .run = [](BodyWriter& writer) -> Task<void> {
                        const std::string line(99, 'x');
                        for (int i = 0; i < 30'000; ++i) {
                          const auto written = co_await writer.write(line + "\n");
                          if (!written) co_return;
                        }
                      },
                      .headers = {disposition("Umsätze \"2026\".csv")}};
  });
  auto client = start();
  const auto reply = client.get("/api/file");
  EXPECT_EQ(reply.body.size(), 3'000'000);
  EXPECT_EQ(reply.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(reply.header("content-disposition"),
            "attachment; filename=\"Ums__tze _2026_.csv\"; "
            "filename*=UTF-8''Ums%C3%A4tze%20%222026%22.csv");
  EXPECT_EQ(client.request("HEAD", "/api/file").status, 200);
}

long resident_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  }
  return 0;
}

TEST_F(Streams, TwoThousandWaitWithoutThreads) {
  limits.heartbeat = std::chrono::seconds(60);
  stream("/api/events", [](EventWriter& writer) -> Task<void> {
    const auto sent = co_await writer.send(1, "first", "{}");
    if (sent) co_await pause_for(std::chrono::hours(1));
  });
  start();
  const auto before = resident_kilobytes();
  std::vector<WebClient> clients;
  for (int i = 0; i < 2'000; ++i) {
    auto& one = clients.emplace_back(port);
    one.send(one.request_text("GET", "/api/events"));
    ASSERT_THAT(one.read_until("data: {}\n\n"), HasSubstr("event: first\n")) << i;
  }
  EXPECT_THAT(metrics.text(), HasSubstr("askdb_http_event_streams 2000\n"));
  RecordProperty("kilobytes_per_stream", std::to_string((resident_kilobytes() - before) / 2'000));
  // A sanitizer's own memory counts too; a thread's stack would be 8 MB each.
  EXPECT_LT(resident_kilobytes() - before, 400'000);
  clients.clear();
  auto client = this->client();
  client.send(client.request_text("GET", "/api/events"));
  EXPECT_THAT(client.read_until("data: {}\n\n"), HasSubstr("event: first\n"));
}

}  // namespace
}  // namespace askdb::web
