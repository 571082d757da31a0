#include "api_fixture.hpp"

namespace askdb::web {
namespace {

class ApiStreamTest : public ApiTest {
 protected:
  ApiStreamTest() : thread_(new_thread()) {}

  /// Asks with a stream; the head of the reply is read.
  WebClient asking(const std::string& question, const std::string& approval = "off") {
    auto asking = client();
    asking.send(asking.request_text(
        "POST", "/api/threads/" + thread_ + "/messages",
        json::serialize(json::object{{"content", question}, {"approval", approval}}),
        {{"Accept", "text/event-stream"}}));
    const auto head = asking.read_head();
    EXPECT_EQ(head.status, 200U);
    EXPECT_THAT(head.header("content-type"), StartsWith("text/event-stream"));
    return asking;
  }
  /// The id of the answer that a stream's beginning names.
  static std::string answer_of(const std::string& stream) {
    const auto from = stream.find("\"server_message\":{\"id\":\"") + 24;
    return stream.substr(from, 36);
  }
  static std::vector<std::string> names(const std::string& stream) {
    std::vector<std::string> list;
    std::istringstream lines(stream);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("event: ")) list.push_back(line.substr(7));
    }
    return list;
  }
  /// All up to the end of the finished message.
  static std::string to_the_end(WebClient& listener) {
    auto stream = listener.read_until("event: message\n");
    return stream + listener.read_until("\n\n");
  }
  std::string all_events(const std::string& id, const std::string& last = "0") {
    auto listener = client();
    listener.send(listener.request_text("GET", "/api/messages/" + id + "/events", {},
                                        {{"Last-Event-ID", last}}));
    listener.read_head();
    return to_the_end(listener);
  }

  std::string thread_;
};

TEST_F(ApiStreamTest, TellsWhatHappensAsItHappens) {
  auto asked = asking("How many customers are there?");
  const auto stream = to_the_end(asked);
  EXPECT_THAT(names(stream), ::testing::IsSupersetOf({"accepted", "stage_started", "plan_made",
                                                      "sql_written", "step_finished", "message"}));
  EXPECT_THAT(stream, HasSubstr("id: 1\nevent: accepted\ndata: {\"user_message\""));
}

TEST_F(ApiStreamTest, GoesOnAfterTheLastEventSeen) {
  const auto id = text(ask(thread_, "How many customers are there?"), "id");
  const auto all = names(all_events(id));
  const auto rest = names(all_events(id, "3"));
  ASSERT_GT(all.size(), 4U);
  EXPECT_EQ(rest, std::vector<std::string>(all.begin() + 3, all.end()));
  EXPECT_EQ(rest.back(), "message");
}

TEST_F(ApiStreamTest, TwoClientsFollowOneQuestionAndOneAnswersForBoth) {
  auto first = asking("How many customers are there?", "on");
  const auto beginning = first.read_until("event: approval_request");
  const auto id = answer_of(beginning);
  auto second = client();
  second.send(second.request_text("GET", "/api/messages/" + id + "/events"));
  second.read_head();
  second.read_until("event: approval_request");
  EXPECT_EQ(post("/api/messages/" + id + "/approval", {{"action", "approve"}}).status, 202U);
  for (auto* one : {&first, &second}) {
    const auto rest = to_the_end(*one);
    EXPECT_THAT(rest, HasSubstr("event: approval_answered"));
    EXPECT_THAT(rest, HasSubstr("\"status\":\"done\""));
  }
}

TEST_F(ApiStreamTest, AQuestionThatWaitsIsStopped) {
  auto asked = asking("How many customers are there?", "on");
  const auto id = answer_of(asked.read_until("event: approval_request"));
  EXPECT_EQ(post("/api/messages/" + id + "/stop").status, 202U);
  EXPECT_THAT(to_the_end(asked), HasSubstr("\"status\":\"stopped\""));
}

TEST_F(ApiStreamTest, AReaderThatReadsNothingHoldsNobodyUp) {
  auto slow = asking("List all customers");
  EXPECT_EQ(text(ask(new_thread(), "How many customers are there?"), "status"), "done");
  EXPECT_THAT(slow.read_until("event: message"), HasSubstr("event: step_finished"));
}

TEST_F(ApiStreamTest, WaitsForApprovalWithoutAStreamToo) {
  const auto message = ask(thread_, "How many customers are there?", "on");
  EXPECT_EQ(message.at("status"), "waiting");
  const auto approval = "/api/messages/" + text(message, "id") + "/approval";
  EXPECT_EQ(post(approval, {{"action", "edit"}}).code(), "invalid_body");
  const auto refused = post(approval, {{"action", "edit"}, {"sql", "DROP TABLE customers"}});
  EXPECT_EQ(refused.status, 422U);
  EXPECT_EQ(refused.code(), "refused");
  EXPECT_FALSE(text(refused.json(), "rule").empty());
  EXPECT_EQ(post(approval, {{"action", "edit"},
                            {"sql", "SELECT count(*) FROM customers WHERE city = 'Wien'"}})
                .status,
            202U);
  const auto stream = all_events(text(message, "id"));
  EXPECT_THAT(stream, HasSubstr("\"rows\":[[2]]"));
  EXPECT_EQ(post(approval, {{"action", "approve"}}).code(), "conflict");
}

TEST_F(ApiStreamTest, AnApprovalOutlivesTheProgram) {
  const auto id = text(ask(thread_, "How many customers are there?", "on"), "id");
  stop();
  start();
  EXPECT_EQ(get("/api/messages/" + id).json().at("status"), "waiting");
  EXPECT_EQ(post("/api/messages/" + id + "/approval", {{"action", "approve"}}).status, 202U);
  EXPECT_THAT(all_events(id), HasSubstr("\"status\":\"done\""));
}

}  // namespace
}  // namespace askdb::web
