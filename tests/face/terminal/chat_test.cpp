/// The chat on a pseudo-terminal, as a person meets it.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.hpp"
#include "shop.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCtrlC = "\x03";
constexpr const char* kCtrlD = "\x04";
constexpr const char* kCtrlU = "\x15";

class Chat : public testing::Shop {
 protected:
  void SetUp() override {
    if (!testing::Terminal::can_open()) GTEST_SKIP() << "There are no pseudo-terminals here.";
  }

  /// A session in which the prompt has been seen.
  std::unique_ptr<testing::Terminal> session(int columns = 80) {
    auto terminal = std::make_unique<testing::Terminal>(command({"chat", "-d", "shop.db"}),
                                                        environment_, folder_, columns);
    EXPECT_TRUE(terminal->sees("> ")) << terminal->everything();
    return terminal;
  }
};

/// A server that takes connections and never answers.
class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(socket_, 8);
    socklen_t length = sizeof address;
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
  }
  ~SilentServer() { close(socket_); }
  void wait_for_a_connection() { accepted_ = accept(socket_, nullptr, nullptr); }
  bool was_left() {
    char byte = 0;
    while (recv(accepted_, &byte, 1, 0) == 1) {
    }
    close(accepted_);
    return true;
  }
  int port() const { return port_; }

 private:
  int socket_;
  int accepted_ = -1;
  int port_ = 0;
};

TEST_F(Chat, GreetsWithWhatIsConnectedAndHowItRuns) {
  auto chat = session();
  const auto screen = chat->before();
  EXPECT_THAT(screen, HasSubstr("shop"));
  EXPECT_THAT(screen, HasSubstr("SQLite, 2 tables"));
  EXPECT_THAT(screen, HasSubstr("offline, no model"));
  EXPECT_THAT(screen, HasSubstr("smart, threshold 95 %"));
}

TEST_F(Chat, OpensWithoutACommand) {
  testing::Terminal terminal(command({"-d", "shop.db"}), environment_, folder_);
  EXPECT_TRUE(terminal.sees("> ")) << terminal.everything();
}

TEST_F(Chat, AnswersAQuestion) {
  auto chat = session();
  chat->send("/debug off\r");
  ASSERT_TRUE(chat->sees("Debug mode: off"));
  chat->send("How many customers are there?\r");
  ASSERT_TRUE(chat->sees("confidence")) << chat->everything();
  EXPECT_THAT(chat->before(), HasSubstr("3"));
  chat->send("/sql\r");
  EXPECT_TRUE(chat->sees("count(")) << chat->everything();
}

TEST_F(Chat, CyclesTheDebugModeAsTheSeedDoes) {
  auto chat = session();
  for (const auto* mode : {"on", "off", "smart"}) {
    chat->send("/debug\r");
    EXPECT_TRUE(chat->sees("Debug mode: " + std::string(mode))) << chat->everything();
  }
  chat->send("/debug true\r");
  EXPECT_TRUE(chat->sees("Debug mode: on"));
  chat->send("/debug maybe\r");
  EXPECT_TRUE(chat->sees("Debug mode is on. Usage: /debug [on|off|smart]"));
}

TEST_F(Chat, AsksBeforeItRunsAndTakesANo) {
  auto chat = session();
  chat->send("/debug on\r");
  ASSERT_TRUE(chat->sees("Debug mode: on"));
  chat->send("How many orders are there?\r");
  ASSERT_TRUE(chat->sees("Execute this query? (y/n/edit)")) << chat->everything();
  EXPECT_THAT(chat->before(), HasSubstr("orders"));
  chat->send("what\r");
  ASSERT_TRUE(chat->sees("Please type y (run it), n (do not), or edit."));
  ASSERT_TRUE(chat->sees("Execute this query? (y/n/edit)"));
  chat->send("n\r");
  ASSERT_TRUE(chat->sees("\n> ")) << chat->everything();
  EXPECT_THAT(chat->before(), Not(HasSubstr("4 orders")));
}

TEST_F(Chat, RunsWhatWasApproved) {
  auto chat = session();
  chat->send("/debug on\r");
  ASSERT_TRUE(chat->sees("Debug mode: on"));
  chat->send("How many orders are there?\r");
  ASSERT_TRUE(chat->sees("Execute this query? (y/n/edit)")) << chat->everything();
  chat->send("y\r");
  ASSERT_TRUE(chat->sees("1 row")) << chat->everything();
  EXPECT_THAT(chat->before(), HasSubstr("4"));
}

TEST_F(Chat, RunsWhatWasEditedAndChecksItAgain) {
  auto chat = session();
  chat->send("/debug on\r");
  ASSERT_TRUE(chat->sees("Debug mode: on"));
  chat->send("How many orders are there?\r");
  ASSERT_TRUE(chat->sees("Execute this query? (y/n/edit)")) << chat->everything();
  chat->send("edit\r");
  ASSERT_TRUE(chat->sees("SQL> ")) << chat->everything();
  // What is typed before the statement stands there would end up inside it.
  ASSERT_TRUE(chat->sees("FROM orders")) << chat->everything();
  chat->send(std::string(kCtrlU) + "SELECT 6 * 7 AS answer\r");
  ASSERT_TRUE(chat->sees("1 row")) << chat->everything();
  EXPECT_THAT(chat->before(), HasSubstr("42"));
}

TEST_F(Chat, CtrlCStopsTheQuestionAndNotTheProgram) {
  SilentServer server;
  environment_["OPENAI_BASE_URL"] = "http://127.0.0.1:" + std::to_string(server.port()) + "/v1";
  environment_["OPENAI_MODEL"] = "silent";
  auto chat = session();
  chat->send("How many customers are there?\r");
  server.wait_for_a_connection();
  chat->send(kCtrlC);
  ASSERT_TRUE(chat->sees("Stopped.")) << chat->everything();
  EXPECT_TRUE(server.was_left());
  ASSERT_TRUE(chat->sees("> "));
  chat->send("/tokens\r");
  EXPECT_TRUE(chat->sees("no tokens were used")) << chat->everything();
}

TEST_F(Chat, CtrlCAtThePromptClearsTheLine) {
  auto chat = session();
  chat->send("nonsense");
  ASSERT_TRUE(chat->sees("nonsense"));
  chat->send(kCtrlC);
  ASSERT_TRUE(chat->sees("Ctrl-D or /exit leaves.")) << chat->everything();
  ASSERT_TRUE(chat->sees("> "));
  chat->send("/exit\r");
  EXPECT_EQ(chat->exit_code(), 0);
}

TEST_F(Chat, LeavesOnCtrlDAndOnSigterm) {
  auto chat = session();
  chat->send(kCtrlD);
  EXPECT_EQ(chat->exit_code(), 0);
  auto other = session();
  other->signal(SIGTERM);
  EXPECT_EQ(other->exit_code(), 143);
}

TEST_F(Chat, CompletesCommandsTablesAndColumns) {
  auto chat = session();
  chat->send("/show-\t");
  ASSERT_TRUE(chat->sees("schema ")) << chat->everything();
  chat->send("cust\t");
  ASSERT_TRUE(chat->sees("omers ")) << chat->everything();
  chat->send("\r");
  ASSERT_TRUE(chat->sees("primary key")) << chat->everything();
}

TEST_F(Chat, RemembersQuestionsBetweenSessions) {
  {
    auto chat = session();
    chat->send("/databases\r");
    ASSERT_TRUE(chat->sees("address"));
    chat->send("/exit\r");
    EXPECT_EQ(chat->exit_code(), 0);
  }
  auto chat = session();
  chat->send("\x1b[A\x1b[A");
  EXPECT_TRUE(chat->sees("/databases")) << chat->everything();
}

TEST_F(Chat, SuggestsTheNearestCommandAndTable) {
  auto chat = session();
  chat->send("/tokns\r");
  EXPECT_TRUE(chat->sees("There is no command /tokns. Did you mean /tokens?"));
  chat->send("/show-schema custmers\r");
  EXPECT_TRUE(chat->sees("Table \"custmers\" not found. Did you mean \"customers\"?"));
  chat->send("/explore customers\r");
  EXPECT_TRUE(chat->sees("Control database not configured. Set CONTROL_DB_URL to use"));
}

TEST_F(Chat, FitsTheWindowAndStripsControlCharactersFromData) {
  auto chat = session();
  chat->send("/debug off\r");
  ASSERT_TRUE(chat->sees("Debug mode: off"));
  chat->send("Show the name and city of all customers\r");
  ASSERT_TRUE(chat->sees("3 rows · shop")) << chat->everything();
  EXPECT_THAT(chat->everything(), HasSubstr("[2Jgone"));
  EXPECT_THAT(chat->everything(), Not(HasSubstr("\x1b[2J")));
  ASSERT_TRUE(chat->sees("> "));
  chat->resize(30, 24);
  chat->send("/databases\r");
  ASSERT_TRUE(chat->sees("\n> ")) << chat->everything();
  for (const auto line : split(chat->before(), '\n')) {
    const auto text = line.substr(0, line.find_last_not_of('\r') + 1);
    if (text.find('\x1b') != std::string_view::npos) continue;
    EXPECT_LE(display_width(text), 30U) << text;
  }
}

TEST_F(Chat, ExportsTheLastResult) {
  auto chat = session();
  chat->send("/export out.csv\r");
  EXPECT_TRUE(chat->sees("There is no result to save."));
  chat->send("/debug off\r");
  ASSERT_TRUE(chat->sees("Debug mode: off"));
  chat->send("How many orders are there?\r");
  ASSERT_TRUE(chat->sees("1 row")) << chat->everything();
  chat->send("/export out.csv\r");
  ASSERT_TRUE(chat->sees("Saved 1 row in out.csv.")) << chat->everything();
  std::ifstream in(folder_ + "/out.csv");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(text, HasSubstr("\n4\n"));
}

}  // namespace
}  // namespace askdb
