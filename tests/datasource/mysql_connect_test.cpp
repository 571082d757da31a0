#include <thread>

#include "datasource/mysql_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::MysqlTest;
using ::testing::Not;
using testing::run_task;

class MysqlConnectTest : public MysqlTest {
 protected:
  std::string place() const { return "127.0.0.1:" + std::to_string(server_->port()); }
  Error connect_failure(const std::string& url) {
    use(url);
    return failure("SELECT 1 AS x");
  }
};

TEST_F(MysqlConnectTest, NamesWhyItCannotConnect) {
  const auto wrong = connect_failure("mysql://reader:wr0ng@" + place() + "/live");
  EXPECT_EQ(wrong.fault, Fault::kPermission);
  EXPECT_THAT(wrong.message, HasSubstr("the user or the password is wrong"));
  EXPECT_THAT(wrong.message + wrong.detail, Not(HasSubstr("wr0ng")));
  const auto none = connect_failure("mysql://reader@" + place() + "/live");
  EXPECT_EQ(none.fault, Fault::kPermission);
  EXPECT_THAT(none.message, HasSubstr("asks for a password"));
  const auto database = connect_failure(server_->url("nowhere"));
  EXPECT_EQ(database.fault, Fault::kConnection);
  EXPECT_THAT(database.message, HasSubstr("no such database"));
  const auto host = connect_failure("mysql://reader@no-such-host.invalid/live");
  EXPECT_EQ(host.fault, Fault::kConnection);
  EXPECT_THAT(host.message, HasSubstr("host name is unknown"));
  const auto refused = connect_failure("mysql://reader@127.0.0.1:1/live");
  EXPECT_EQ(refused.fault, Fault::kConnection);
  EXPECT_THAT(refused.message, HasSubstr("nothing answers there"));
  const auto socket = connect_failure("mysql://reader@localhost/live?socket=/nowhere/socket");
  EXPECT_EQ(socket.fault, Fault::kConnection);
  EXPECT_THAT(socket.message, HasSubstr("no server socket"));
}

TEST_F(MysqlConnectTest, ChecksTheCertificateWhenAsked) {
  const std::string at = "mysql://reader:s3cret-word@";
  const std::string port = ":" + std::to_string(server_->port()) + "/live?";
  const std::string verified = "ssl-mode=verify&ssl-ca=" + server_->authority();
  constexpr const char* kCipher = "SHOW STATUS LIKE 'Ssl_cipher'";
  auto cipher = [&](const std::string& url) {
    use(url);
    const auto rows = run(kCipher);
    return rows ? to_text(rows->rows[0][1]) : rows.error().message;
  };
  EXPECT_THAT(cipher(at + "localhost" + port + verified), HasSubstr("TLS_"));
  EXPECT_THAT(cipher(at + "127.0.0.1" + port + "ssl-mode=required"), HasSubstr("TLS_"));
  EXPECT_EQ(cipher(at + "127.0.0.1" + port + "ssl-mode=disabled"), "");
  const auto host = connect_failure(at + "127.0.0.1" + port + verified);
  EXPECT_EQ(host.fault, Fault::kConnection);
  EXPECT_THAT(host.message, HasSubstr("certificate could not be verified")) << host.detail;
  const auto unknown = connect_failure(at + "localhost" + port + "ssl=true");
  EXPECT_THAT(unknown.message, HasSubstr("certificate could not be verified")) << unknown.detail;
}

TEST_F(MysqlConnectTest, RefusesOptionsThatItDoesNotKnow) {
  auto config = datasource_from_url(server_->url("live") + "?sslmod=true").value();
  const auto made = make_datasource(config, threads_);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().fault, Fault::kConfig);
  EXPECT_THAT(made.error().next_step, HasSubstr("sslmode"));
}

TEST_F(MysqlConnectTest, ConnectsThroughASocket) {
  use("mysql://reader:s3cret-word@localhost/live?socket=" + server_->socket());
  EXPECT_EQ(first("SELECT 1 AS x"), "1");
}

TEST_F(MysqlConnectTest, GivesUpOnAHostThatDoesNotAnswer) {
  // Of the addresses for documents, which nobody has.
  use("mysql://reader@192.0.2.1/live");
  config_.connect_timeout = 1s;
  open();
  const auto start = std::chrono::steady_clock::now();
  const auto error = failure("SELECT 1 AS x");
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
  EXPECT_TRUE(error.fault == Fault::kTimeout || error.fault == Fault::kConnection) << error.message;
}

TEST_F(MysqlConnectTest, SurvivesARestartOfTheServer) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_->stop();
  const auto error = failure("SELECT 1 AS x");
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_EQ(error.message,
            "Cannot connect to mysql://reader@" + place() + "/live: nothing answers there.");
  server_->start();
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(MysqlConnectTest, SaysThatTheConnectionWasLost) {
  std::thread killer([&] {
    for (int tries = 0; tries < 200; ++tries) {
      const auto id = server_->ask(
          "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'reader' "
          "AND INFO LIKE '%sleep(20)%'");
      if (!id.empty()) return server_->execute("KILL " + id);
      std::this_thread::sleep_for(20ms);
    }
  });
  const auto error = failure("SELECT sleep(20) AS x", {.timeout = 30s});
  killer.join();
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(MysqlConnectTest, AnIdleConnectionThatBrokeIsReplacedUnnoticed) {
  ASSERT_TRUE(run("SELECT 1 AS x"));
  server_->execute("KILL USER reader");
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(MysqlConnectTest, DoesNotWaitLongForALock) {
  sql("CREATE TABLE t (i int)");
  std::thread locker([&] { sql("LOCK TABLE t WRITE; SELECT sleep(5); UNLOCK TABLES"); });
  while (server_->ask("SELECT count(*) FROM information_schema.PROCESSLIST "
                      "WHERE INFO LIKE 'SELECT sleep%'") == "0") {
  }
  const auto error = failure("SELECT i FROM t", {.timeout = 20s});
  locker.join();
  EXPECT_EQ(error.fault, Fault::kTimeout);
  EXPECT_THAT(error.message, HasSubstr("Lock wait timeout"));
}

TEST_F(MysqlConnectTest, AStatementWaitsForAConnectionAndSharesItsDeadline) {
  config_.max_connections = 1;
  open();
  ASSERT_TRUE(run("SELECT 1 AS x"));
  asio::io_context io;
  const auto sleepy = *testing::UncheckedGuard(Dialect::kMysql).check("SELECT sleep(9) AS x", {});
  std::optional<Result<Rows>> slow;
  std::optional<Result<Rows>> second;
  auto keep = [](std::optional<Result<Rows>>& into) {
    return [&into](const std::exception_ptr&, Result<Rows> rows) { into.emplace(std::move(rows)); };
  };
  asio::co_spawn(io, source_->run(sleepy, {.timeout = 700ms}), keep(slow));
  asio::co_spawn(io, source_->run(sleepy, {.timeout = 100ms}), keep(second));
  io.run();
  EXPECT_EQ(second->error().fault, Fault::kTimeout);
  EXPECT_THAT(second->error().message, HasSubstr("stayed busy"));
}

}  // namespace
}  // namespace askdb
