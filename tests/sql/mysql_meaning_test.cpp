#include <gtest/gtest.h>
#include <mysql.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "fixtures/mariadb_server.hpp"
#include "sql/strict_shops.hpp"

// The meaning oracle on a real MariaDB: an accepted statement returns, as it runs, the columns and
// the first rows of the statement as it was written; and no attack that reads is a typing error.

namespace askdb {
namespace {

constexpr std::size_t kMaxRows = 10;

struct Answer {
  std::vector<std::string> columns;
  std::vector<std::string> rows;
  std::string error;
};

class Connection {
 public:
  explicit Connection(const std::string& socket) : connection_(mysql_init(nullptr), &mysql_close) {
    mysql_optionsv(connection_.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (mysql_real_connect(connection_.get(), nullptr, "root", nullptr, "shop", 0, socket.c_str(),
                           0) == nullptr) {
      throw std::runtime_error(mysql_error(connection_.get()));
    }
    // As askdb's own sessions are.
    ask("SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,"
        "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'");
    ask("SET SESSION tx_read_only = 1");
  }

  Answer ask(const std::string& sql) {
    Answer answer;
    mysql_real_query(connection_.get(), sql.data(), sql.size());
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(
        mysql_store_result(connection_.get()), &mysql_free_result);
    answer.error = mysql_error(connection_.get());
    if (result == nullptr) return answer;
    const unsigned count = mysql_num_fields(result.get());
    for (unsigned i = 0; i < count; ++i) {
      answer.columns.emplace_back(mysql_fetch_field_direct(result.get(), i)->name);
    }
    while (const MYSQL_ROW row = mysql_fetch_row(result.get())) {
      const unsigned long* sizes = mysql_fetch_lengths(result.get());
      std::string line;
      for (unsigned i = 0; i < count; ++i) {
        line += (row[i] == nullptr ? "\\N" : std::string(row[i], sizes[i])) + "\x1f";
      }
      answer.rows.push_back(std::move(line));
    }
    return answer;
  }

 private:
  std::unique_ptr<MYSQL, decltype(&mysql_close)> connection_;
};

class MysqlMeaning : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = testing::MariadbServer::shared();
    if (server_ == nullptr) GTEST_SKIP() << testing::MariadbServer::why_not();
    std::ifstream file(testing::folder(dialect()) + "shop.sql");
    std::stringstream text;
    text << file.rdbuf();
    server_->create_database("shop");
    server_->execute(text.str(), "shop");
  }

  static const testing::StrictDialect& dialect() { return testing::strict_dialects()[0]; }

  testing::MariadbServer* server_ = nullptr;
};

TEST_F(MysqlMeaning, OfWhatIsAcceptedIsKeptByTheLimit) {
  Connection connection(server_->socket());
  const auto guard = dialect().make(testing::shop_of(dialect()));
  std::size_t compared = 0;
  for (const auto& file : testing::strict_files()) {
    if (testing::is_attack_file(file)) continue;
    for (const auto& example : testing::strict_cases(dialect(), file)) {
      if (example.head != "accept") continue;
      const auto verdict = guard->check(example.body, testing::shop_policy(kMaxRows));
      ASSERT_TRUE(verdict) << example.body;
      auto written = connection.ask(verdict->original());
      const auto limited = connection.ask(verdict->runnable());
      ASSERT_EQ(written.error, "") << example.body;
      ASSERT_EQ(limited.error, "") << verdict->runnable();
      if (written.rows.size() > kMaxRows + 1) written.rows.resize(kMaxRows + 1);
      EXPECT_EQ(limited.columns, written.columns) << verdict->runnable();
      EXPECT_EQ(limited.rows, written.rows) << verdict->runnable();
      ++compared;
    }
  }
  EXPECT_GT(compared, 120U);
}

TEST_F(MysqlMeaning, OfABlankBeforeABracketIsWhatTheGuardSays) {
  // A user's function that has a built-in's name is called by `sum (1)`, not by `sum(1)`.
  server_->execute("CREATE FUNCTION `sum` (a INT) RETURNS INT DETERMINISTIC RETURN 77", "shop");
  Connection connection(server_->socket());
  EXPECT_EQ(connection.ask("SELECT sum (1)").rows, std::vector<std::string>{"77\x1f"});
  const auto guard = dialect().make(nullptr);
  EXPECT_EQ(testing::outcome(*guard, "SELECT sum (1)", testing::open_policy()), "refuse ambiguous");
}

TEST_F(MysqlMeaning, OfACommentThatRunsIsWhatTheGuardSays) {
  Connection connection(server_->socket());
  EXPECT_EQ(connection.ask("SELECT 1 /*M! + 1 */").rows, std::vector<std::string>{"2\x1f"});
  EXPECT_EQ(connection.ask("SELECT 1 --1").rows, std::vector<std::string>{"2\x1f"});
}

}  // namespace
}  // namespace askdb
