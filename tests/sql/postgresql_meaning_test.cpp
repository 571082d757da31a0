#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "fixtures/case_file.hpp"
#include "fixtures/postgres_server.hpp"
#include "sql/guard.hpp"

// The meaning oracle: an accepted statement returns, as it runs, the columns and the first rows of
// the statement as it was written.

namespace askdb {
namespace {

constexpr std::size_t kMaxRows = 50;
const std::string kCases = std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard/";

struct Answer {
  std::vector<std::string> columns;
  std::vector<std::string> rows;
  std::string error;
};

class Connection {
 public:
  explicit Connection(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    ask("SET TIME ZONE 'UTC'");
    ask("SET search_path = pg_catalog, public, report");
    ask("SET default_transaction_read_only = on");
  }
  ~Connection() { PQfinish(connection_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Answer ask(const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexecParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0), &PQclear);
    Answer answer;
    if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR) {
      answer.error = PQresultErrorMessage(result.get());
    }
    for (int i = 0; i < PQnfields(result.get()); ++i) {
      answer.columns.emplace_back(PQfname(result.get(), i));
    }
    for (int row = 0; row < PQntuples(result.get()); ++row) {
      std::string line;
      for (int i = 0; i < PQnfields(result.get()); ++i) {
        const bool is_null = PQgetisnull(result.get(), row, i) != 0;
        line += (is_null ? "\\N" : PQgetvalue(result.get(), row, i)) + std::string("\x1f");
      }
      answer.rows.push_back(std::move(line));
    }
    return answer;
  }

 private:
  PGconn* connection_;
};

/// Results that differ from run to run.
bool is_volatile(const std::string& sql) {
  for (const char* word : {"random", "TABLESAMPLE", "clock_timestamp", "gen_random_uuid"}) {
    if (sql.find(word) != std::string::npos) return true;
  }
  return false;
}

TEST(Meaning, StaysTheSameUnderTheLimit) {
  auto* server = testing::PostgresServer::shared();
  if (server == nullptr) GTEST_SKIP() << testing::PostgresServer::why_not();
  server->load("guard_meaning", kCases + "shop.sql");
  Connection connection(server->url("guard_meaning"));
  const auto guard = make_postgresql_guard(nullptr);
  const GuardPolicy policy{.allow = {"public.*", "report.*"}, .deny = {}, .max_rows = kMaxRows};
  std::size_t compared = 0;
  for (const auto* file : {"benign_queries.case", "benign_functions.case"}) {
    for (const auto& example : testing::read_cases(kCases + file)) {
      const auto verdict = guard->check(example.body, policy);
      ASSERT_TRUE(verdict) << example.body;
      auto written = connection.ask(example.body);
      const auto run = connection.ask(verdict->runnable());
      EXPECT_EQ(run.error, "") << example.body;
      EXPECT_EQ(written.error, "") << example.body;
      EXPECT_EQ(run.columns, written.columns) << example.body;
      if (is_volatile(example.body)) continue;
      if (written.rows.size() > kMaxRows + 1) written.rows.resize(kMaxRows + 1);
      EXPECT_EQ(run.rows, written.rows) << example.body;
      ++compared;
    }
  }
  EXPECT_GT(compared, 230U);
}

}  // namespace
}  // namespace askdb
