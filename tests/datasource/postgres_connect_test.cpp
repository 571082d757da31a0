#include <gmock/gmock.h>

#include "datasource/postgres_fixture.hpp"

namespace askdb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PostgresTest;

class PostgresConnectTest : public PostgresTest {
 protected:
  Error connect_failure(const std::string& connection) {
    config_.connection = connection;
    config_.connect_timeout = std::chrono::seconds(1);
    open();
    return failure("SELECT 1 AS x");
  }
};

TEST_F(PostgresConnectTest, NamesWhyItCannotConnect) {
  server_->execute(
      "DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right' "
      "IN ROLE needs_password");
  const std::string port = std::to_string(server_->port());
  const auto wrong = connect_failure("postgresql://guarded:wr0ng@127.0.0.1:" + port + "/live");
  EXPECT_EQ(wrong.fault, Fault::kPermission);
  EXPECT_THAT(wrong.message, HasSubstr("the user or the password is wrong"));
  EXPECT_THAT(wrong.message + wrong.detail, Not(HasSubstr("wr0ng")));
  const auto none = connect_failure("postgresql://guarded@127.0.0.1:" + port + "/live");
  EXPECT_THAT(none.message, HasSubstr("asks for a password"));
  const auto database = connect_failure(server_->url("nowhere"));
  EXPECT_THAT(database.message, HasSubstr("has no such database"));
  const auto user = connect_failure(server_->url("live", "nobody_here"));
  EXPECT_THAT(user.message, HasSubstr("does not know this user"));
  const auto host = connect_failure("postgresql://postgres@no-such-host.invalid/live");
  EXPECT_EQ(host.fault, Fault::kConnection);
  EXPECT_THAT(host.message, HasSubstr("host name is unknown"));
  const auto refused = connect_failure("postgresql://postgres@127.0.0.1:1/live");
  EXPECT_THAT(refused.message, HasSubstr("nothing answers there"));
  const auto socket = connect_failure("host=/nowhere dbname=live");
  EXPECT_THAT(socket.message, HasSubstr("no server socket"));
  const auto tls = connect_failure(server_->url("live") + "?sslmode=require");
  EXPECT_EQ(tls.fault, Fault::kConnection);
  EXPECT_THAT(tls.message, HasSubstr("encrypted"));
  const auto broken = connect_failure("postgresql://postgres@127.0.0.1/live?no_such_option=1");
  EXPECT_EQ(broken.fault, Fault::kConfig);
}

TEST_F(PostgresConnectTest, ConnectsWithAPassword) {
  server_->execute(
      "DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right' "
      "IN ROLE needs_password");
  config_.connection =
      "postgresql://guarded:right@127.0.0.1:" + std::to_string(server_->port()) + "/live";
  open();
  EXPECT_TRUE(run("SELECT 1 AS x"));
}

TEST_F(PostgresConnectTest, SaysWhenTheServerHasNoConnectionLeft) {
  server_->execute("DROP ROLE IF EXISTS lonely; CREATE ROLE lonely LOGIN CONNECTION LIMIT 0");
  const auto error = connect_failure(server_->url("live", "lonely"));
  EXPECT_EQ(error.fault, Fault::kConnection);
  EXPECT_THAT(error.message, HasSubstr("no connection left"));
}

}  // namespace
}  // namespace askdb
