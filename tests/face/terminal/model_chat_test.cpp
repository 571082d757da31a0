/// The chat with a scripted model: two calls per question, and what they cost.

#include <gmock/gmock.h>

#include "fixtures/model_server.hpp"
#include "shop.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::ServerReply;

constexpr const char* kAnswer = "There are 2 customers in Vienna, and 1 of them has **2 orders**.";

class ModelChat : public testing::Shop {
 protected:
  ModelChat() {
    environment_["OPENAI_BASE_URL"] = server_.url() + "/v1";
    environment_["OPENAI_MODEL"] = "scripted";
    environment_["ASKDB_PROFILE"] = "fused";
    const json::object step{{"description", "The customers in Vienna with their orders."},
                            {"database", "shop"},
                            {"sql",
                             "SELECT c.name, count(o.id) AS orders FROM customers c "
                             "JOIN orders o ON o.customer_id = c.id "
                             "WHERE c.city = 'Vienna' GROUP BY c.name"},
                            {"depends_on", json::array()}};
    server_.script({ServerReply::gives(json::object{{"action", "create_plan"},
                                                    {"message", nullptr},
                                                    {"steps", {step}},
                                                    {"assumptions", json::array()},
                                                    {"confidence", "high"},
                                                    {"more_tables", json::array()}}),
                    ServerReply::gives(json::object{
                        {"answer", kAnswer}, {"next_step", nullptr}, {"confidence", "high"}})});
  }

  testing::ModelServer server_;
};

TEST_F(ModelChat, CountsTheTokensOfAPipedSession) {
  const auto done =
      run({"chat", "-d", "shop.db"}, "How many orders have customers in Vienna?\n/tokens\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("There are 2 customers in Vienna, and 1 of them has 2 orders."));
  EXPECT_THAT(done.out, HasSubstr("2 rows · shop"));
  EXPECT_THAT(done.out, HasSubstr("high confidence · llm · 240 tokens"));
  EXPECT_THAT(done.out, HasSubstr("stage"));
  EXPECT_THAT(done.out, HasSubstr("planning"));
  EXPECT_THAT(done.out, HasSubstr("summary"));
  // A server on this machine costs nothing.
  EXPECT_THAT(done.out, HasSubstr("200 tokens in, 0 cached, 40 out in 2 calls: $0.0000"));
  EXPECT_THAT(done.out, Not(HasSubstr("Not found in the data")));
  const auto asked = server_.requests();
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].shape, "understanding");
  EXPECT_EQ(asked[1].shape, "conclusion");
}

TEST_F(ModelChat, ShowsTheAnswerOnceWhileItIsWritten) {
  if (!testing::Terminal::can_open()) GTEST_SKIP() << "There are no pseudo-terminals here.";
  testing::Terminal chat(command({"chat", "-d", "shop.db"}), environment_, folder_);
  ASSERT_TRUE(chat.sees("> ")) << chat.everything();
  chat.send("/debug off\r");
  ASSERT_TRUE(chat.sees("Debug mode: off"));
  chat.send("How many orders have customers in Vienna?\r");
  ASSERT_TRUE(chat.sees("There are 2 customers")) << chat.everything();
  ASSERT_TRUE(chat.sees("confidence")) << chat.everything();
  EXPECT_THAT(chat.before(), Not(HasSubstr("There are 2 customers")));
  EXPECT_TRUE(server_.requests().at(1).is_stream);
}

}  // namespace
}  // namespace askdb
