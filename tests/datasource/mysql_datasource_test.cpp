#include "datasource/mysql_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::MysqlTest;
using testing::run_task;

class MysqlDatasourceTest : public MysqlTest {};

TEST_F(MysqlDatasourceTest, SessionsReadSqlAsTheGuardDoes) {
  server_->execute("SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'");
  EXPECT_EQ(first("SELECT \"a\\'b\" AS x"), "a'b");
  EXPECT_EQ(first("SELECT 'x' || 'y' AS x"), "0");
  server_->execute("SET GLOBAL sql_mode = DEFAULT");
}

TEST_F(MysqlDatasourceTest, ReadsTimesAsUtc) {
  sql("CREATE TABLE t (moment timestamp); SET time_zone = '+05:00';"
      "INSERT INTO t VALUES ('2024-02-29 12:30:00')");
  EXPECT_EQ(first("SELECT moment FROM t"), "2024-02-29 07:30:00");
}

TEST_F(MysqlDatasourceTest, NothingOfOneStatementReachesTheNext) {
  config_.max_connections = 1;
  open();
  EXPECT_TRUE(run("SELECT @found := 7 AS x"));
  EXPECT_EQ(first("SELECT @found IS NULL AS x"), "1");
  EXPECT_FALSE(run("SET SESSION sql_mode = 'ANSI_QUOTES'").value().is_truncated);
  EXPECT_EQ(first("SELECT \"a\" AS x"), "a");
}

TEST_F(MysqlDatasourceTest, SeveralStatementsInOneAreASyntaxError) {
  EXPECT_EQ(failure("SELECT 1; SELECT 2").fault, Fault::kSyntax);
}

TEST_F(MysqlDatasourceTest, DefinitionsDoNotEndTheReadOnlyTransaction) {
  sql("CREATE TABLE t (i int)");
  server_->execute("GRANT ALL ON live.* TO reader");
  for (const char* text :
       {"CREATE TABLE other (i int)", "DROP TABLE t", "TRUNCATE t", "ALTER TABLE t ADD j int",
        "CREATE VIEW v AS SELECT 1", "CREATE INDEX k ON t (i)", "INSERT INTO t VALUES (1)",
        "REPLACE INTO t VALUES (1)", "CREATE TEMPORARY TABLE other (i int)"}) {
    const auto refused = failure(text);
    EXPECT_EQ(refused.fault, Fault::kPermission) << text << ": " << refused.message;
    EXPECT_THAT(refused.message, HasSubstr("READ ONLY transaction"));
  }
  server_->execute("REVOKE ALL ON live.* FROM reader");
  EXPECT_EQ(server_->ask("SELECT count(*) FROM t", "live"), "0");
}

TEST_F(MysqlDatasourceTest, SaysWhatMayNotBeRead) {
  sql("CREATE TABLE secrets (x int, y int); CREATE OR REPLACE USER narrow;"
      "GRANT SELECT (x) ON live.secrets TO narrow");
  use("mysql://narrow@127.0.0.1:" + std::to_string(server_->port()) + "/live");
  EXPECT_TRUE(run("SELECT x FROM secrets"));
  const auto column = failure("SELECT y FROM secrets");
  EXPECT_EQ(column.fault, Fault::kPermission);
  EXPECT_THAT(column.message, HasSubstr("'y'"));
  const auto table = failure("SELECT * FROM mysql.user");
  EXPECT_EQ(table.fault, Fault::kPermission);
  const auto schema = run_task(source_->introspect(10s)).value();
  ASSERT_EQ(schema.tables.size(), 1U);
  EXPECT_EQ(schema.tables[0].columns.size(), 1U);
}

TEST_F(MysqlDatasourceTest, NamesTheFaultOfAStatement) {
  sql("CREATE TABLE accounts (id int, balance decimal(9, 2), name text);"
      "INSERT INTO accounts VALUES (1, 5, 'a'), (2, 6, 'b')");
  EXPECT_EQ(failure("SELECT (SELECT id FROM accounts) AS x").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT cast(-1 AS unsigned) + 1 AS x").fault, Fault::kData);
  EXPECT_EQ(failure("SELECT name, count(*) FROM accounts").fault, Fault::kSyntax);
  EXPECT_EQ(failure("SELECT id FROM accounts a JOIN accounts b ON a.id = b.id").fault,
            Fault::kSchema);
  EXPECT_EQ(failure("SELECT no_such_function(id) FROM accounts").fault, Fault::kSchema);
  EXPECT_EQ(failure("SELECT 1 FROM (SELECT 1)").fault, Fault::kSyntax);
}

TEST_F(MysqlDatasourceTest, NamesTheNearestTableAndColumn) {
  sql("CREATE TABLE accounts (id int, balance int)");
  ASSERT_TRUE(run_task(source_->introspect(10s)));
  EXPECT_THAT(failure("SELECT a.balanc FROM accounts a").next_step, HasSubstr("`balance`"));
  EXPECT_THAT(failure("SELECT id FROM acounts").next_step, HasSubstr("`accounts`"));
}

TEST_F(MysqlDatasourceTest, SaysWhatTheUserCouldWrite) {
  const auto reader = run_task(source_->probe()).value();
  EXPECT_TRUE(reader.is_read_only);
  EXPECT_THAT(reader.version, HasSubstr("MariaDB 1"));
  EXPECT_THAT(reader.read_only_note, HasSubstr("The user may only read."));
  server_->execute("GRANT INSERT, FILE ON *.* TO reader");
  const auto writer = run_task(source_->probe()).value();
  server_->execute("REVOKE INSERT, FILE ON *.* FROM reader");
  EXPECT_TRUE(writer.is_read_only);
  EXPECT_THAT(writer.read_only_note, HasSubstr("INSERT on *.*, FILE on *.*"));
}

TEST_F(MysqlDatasourceTest, ReadsSeveralDatabases) {
  sql("CREATE TABLE customers (id int PRIMARY KEY)");
  server_->create_database("stock");
  server_->execute(
      "CREATE TABLE items (id int PRIMARY KEY, customer_id int,"
      "FOREIGN KEY (customer_id) REFERENCES live.customers (id)); INSERT INTO items VALUES (7, "
      "NULL)",
      "stock");
  config_.schemas = {"stock", "live"};
  open();
  const auto schema = run_task(source_->introspect(10s)).value();
  EXPECT_EQ(schema.default_schema, "stock");
  EXPECT_EQ(schema.tables.size(), 2U);
  ASSERT_EQ(schema.table("stock", "items")->foreign_keys.size(), 1U);
  EXPECT_EQ(schema.table("stock", "items")->foreign_keys[0].to_schema, "live");
  EXPECT_EQ(first("SELECT id FROM items"), "7");
  server_->execute("DROP DATABASE stock");
}

TEST_F(MysqlDatasourceTest, FindsIndexesAndRoutines) {
  sql("CREATE TABLE t (a int, b varchar(99), UNIQUE KEY ab (a, b), KEY part (b(5)));"
      "CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN 2 * x");
  server_->execute("GRANT EXECUTE ON live.* TO reader");
  const auto schema = run_task(source_->introspect(10s)).value();
  server_->execute("REVOKE EXECUTE ON live.* FROM reader");
  const Table* table = schema.table("", "t");
  ASSERT_EQ(table->indexes.size(), 1U);
  EXPECT_TRUE(table->indexes[0].is_unique);
  EXPECT_EQ(table->indexes[0].columns.size(), 2U);
  ASSERT_EQ(schema.routines.size(), 1U);
  EXPECT_EQ(schema.routines[0].name, "twice");
}

}  // namespace
}  // namespace askdb
