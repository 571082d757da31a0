#include "fixtures/postgres_server.hpp"

#include <gtest/gtest.h>

namespace askdb::testing {
namespace {

TEST(PostgresServer, AnswersAgainAfterARestart) {
  PostgresServer* server = PostgresServer::shared();
  if (server == nullptr) GTEST_SKIP() << PostgresServer::why_not();
  server->create_database("first");
  server->execute("CREATE TABLE t AS SELECT 7 AS x", "first");
  server->stop();
  EXPECT_THROW(server->ask("SELECT 1"), std::runtime_error);
  server->start();
  EXPECT_EQ(server->ask("SELECT x FROM t", "first"), "7");
}

}  // namespace
}  // namespace askdb::testing
