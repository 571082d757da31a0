#include "datasource/sqlite/sqlite_datasource.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::run_task;
using testing::SqliteFile;

constexpr const char* kSqliteSchema = R"(
CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'nobody',
  city_id INTEGER REFERENCES Cities, born TEXT, seen TEXT, is_active BOOLEAN, height REAL,
  status TEXT, photo BLOB, note TEXT);
CREATE UNIQUE INDEX people_name ON people (name, born);
CREATE VIEW tall AS SELECT id, name FROM people WHERE height > 1.8;
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
INSERT INTO people VALUES
 (1, 'Ann', 1, '1990-02-03', '2024-01-01 10:00:00', 1, 1.75, 'open', x'00ff', NULL),
 (2, 'Bob', 2, '1985-12-31', '2024-01-02 11:30:00', 0, 1.9, 'open', NULL, 'x'),
 (3, 'Zoë', 2, '2001-07-15', NULL, 1, 1.6, 'closed', NULL, NULL);
)";

class SqliteDatasourceTest : public ::testing::Test {
 protected:
  SqliteFile file_{kSqliteSchema};
  BlockingPool threads_{2};
  SqliteDatasource source_{"people_db", file_.path(), 4, threads_};

  CheckedSql checked(const std::string& sql, std::size_t max_rows = 200) {
    const auto guard = source_.make_guard(nullptr).value();
    auto verdict = guard->check(sql, {.max_rows = max_rows});
    if (!verdict) throw std::runtime_error(verdict.error().message);
    return *verdict;
  }
  Result<Rows> run(const std::string& sql, RunLimits limits = {}, std::size_t max_rows = 200) {
    return run_task(source_.run(checked(sql, max_rows), limits));
  }
};

TEST_F(SqliteDatasourceTest, ReturnsTypedValues) {
  const auto rows = run("SELECT id, name, born, seen, is_active, height, photo, note, 1 + 1 AS two "
                        "FROM people ORDER BY id")
                        .value();
  ASSERT_EQ(rows.rows.size(), 3U);
  EXPECT_THAT(rows.rows[0],
              ElementsAre(Value(std::int64_t{1}), Value(std::string("Ann")),
                          Value(std::string("1990-02-03")),
                          Value(std::string("2024-01-01 10:00:00")), Value(true), Value(1.75),
                          Value(std::string("\\x00ff")), Value(), Value(std::int64_t{2})));
  std::vector<ValueKind> kinds;
  std::vector<std::string> names;
  for (const auto& column : rows.columns) {
    kinds.push_back(column.kind);
    names.push_back(column.name);
  }
  EXPECT_THAT(kinds, ElementsAre(ValueKind::kInteger, ValueKind::kText, ValueKind::kDate,
                                 ValueKind::kTimestamp, ValueKind::kBoolean, ValueKind::kDecimal,
                                 ValueKind::kBytes, ValueKind::kText, ValueKind::kInteger));
  EXPECT_THAT(names, ElementsAre("id", "name", "born", "seen", "is_active", "height", "photo",
                                 "note", "two"));
  EXPECT_FALSE(rows.is_truncated);
}

TEST_F(SqliteDatasourceTest, SaysWhenThereAreMoreRows) {
  EXPECT_FALSE(run("SELECT id FROM people", {}, 3)->is_truncated);
  const auto rows = run("SELECT id FROM people ORDER BY id", {}, 2).value();
  EXPECT_EQ(rows.rows.size(), 2U);
  EXPECT_TRUE(rows.is_truncated);
}

TEST_F(SqliteDatasourceTest, KeepsTheHeadOfAnEmptyResult) {
  const auto rows = run("SELECT id, name AS who FROM people WHERE id > 99").value();
  ASSERT_EQ(rows.columns.size(), 2U);
  EXPECT_EQ(rows.columns[1].name, "who");
  EXPECT_EQ(rows.columns[0].kind, ValueKind::kInteger);
}

TEST_F(SqliteDatasourceTest, CutsAResultThatIsTooLarge) {
  file_.execute(
      "CREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM n WHERE i < 1000) SELECT i, hex(zeroblob(1000)) AS t FROM n");
  const auto rows = run("SELECT t FROM big", {.max_bytes = 10'000}, 1'000).value();
  EXPECT_TRUE(rows.is_truncated);
  EXPECT_LT(rows.rows.size(), 10U);
}

TEST_F(SqliteDatasourceTest, HandsRowsOverInBatchesAndStopsWhenTold) {
  file_.execute(
      "CREATE TABLE many AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM n WHERE i < 5000) SELECT i FROM n");
  std::size_t heads = 0;
  std::vector<std::size_t> batches;
  RowSink sink{.on_columns = [&](const auto&) { ++heads; },
               .on_batch =
                   [&](std::vector<Row> batch) {
                     batches.push_back(batch.size());
                     return batches.size() < 2;
                   }};
  const auto truncated =
      run_task(source_.stream(checked("SELECT i FROM many", 5'000), {}, std::move(sink)));
  EXPECT_TRUE(truncated.value());
  EXPECT_EQ(heads, 1U);
  EXPECT_THAT(batches, ElementsAre(64, 1'024));
}

/// Takes minutes, though each of its tables is small.
constexpr const char* kSqliteSlow =
    "WITH a AS (SELECT 1 FROM many LIMIT 500) SELECT sum(length(x.i || y.i || z.i)) "
    "FROM many x, many y, many z WHERE x.i < 500 AND y.i + z.i > 7";

class SlowSqliteTest : public SqliteDatasourceTest {
 protected:
  /// Checked while the tables are small, run when they have grown.
  CheckedSql slow_statement() {
    file_.execute("CREATE TABLE many (i INTEGER)");
    auto sql = checked(kSqliteSlow);
    file_.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < 3000) INSERT INTO many SELECT i FROM n");
    return sql;
  }
};

TEST_F(SlowSqliteTest, StopsAtTheDeadline) {
  const auto start = std::chrono::steady_clock::now();
  const auto rows = run_task(source_.run(slow_statement(), {.timeout = 50ms}));
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().fault, Fault::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST_F(SlowSqliteTest, StopsWhenTheTaskIsCancelled) {
  auto operation = source_.run(slow_statement(), {.timeout = 60s});
  const auto rows = run_task(with_deadline(std::move(operation), 50ms));
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().fault, Fault::kTimeout);
  // The handle is good for the next statement.
  EXPECT_EQ(run("SELECT count(*) FROM people")->rows[0][0], Value(std::int64_t{3}));
}

TEST_F(SqliteDatasourceTest, ReadsWriteAheadLogsWhileSomebodyWrites) {
  file_.execute("PRAGMA journal_mode=WAL");
  sqlite3* writer = nullptr;
  sqlite3_open(file_.path().c_str(), &writer);
  sqlite3_exec(writer,
               "INSERT INTO cities VALUES (3, 'Graz'); BEGIN IMMEDIATE; "
               "INSERT INTO cities VALUES (4, 'Linz')",
               nullptr, nullptr, nullptr);
  EXPECT_EQ(run("SELECT count(*) FROM cities")->rows[0][0], Value(std::int64_t{3}));
  sqlite3_close(writer);
}

TEST_F(SqliteDatasourceTest, SaysWhenTheFileIsLocked) {
  auto sql = checked("SELECT 1 FROM cities");
  sqlite3* writer = nullptr;
  sqlite3_open(file_.path().c_str(), &writer);
  sqlite3_exec(writer, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
  const auto rows = run_task(source_.run(std::move(sql), {}));
  sqlite3_close(writer);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().fault, Fault::kConnection);
  EXPECT_THAT(rows.error().message, HasSubstr("is locked by another program"));
}

TEST_F(SqliteDatasourceTest, ReadsAFileThatReplacedTheFirst) {
  EXPECT_EQ(run("SELECT count(*) FROM cities")->rows[0][0], Value(std::int64_t{2}));
  const SqliteFile other("CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  std::filesystem::rename(other.path(), file_.path());
  EXPECT_EQ(run("SELECT count(*) FROM cities")->rows[0][0], Value(std::int64_t{0}));
}

TEST_F(SqliteDatasourceTest, DescribesTheSchema) {
  const auto database = run_task(source_.introspect(10s)).value();
  EXPECT_EQ(database.name, "people_db");
  EXPECT_EQ(database.default_schema, "main");
  ASSERT_EQ(database.tables.size(), 3U);
  const Table* people = database.table("", "people");
  ASSERT_NE(people, nullptr);
  EXPECT_THAT(people->primary_key, ElementsAre("id"));
  ASSERT_EQ(people->foreign_keys.size(), 1U);
  EXPECT_EQ(people->foreign_keys[0].to_table, "cities");
  EXPECT_THAT(people->foreign_keys[0].columns, ElementsAre("city_id"));
  EXPECT_THAT(people->foreign_keys[0].to_columns, ElementsAre("id"));
  ASSERT_EQ(people->indexes.size(), 1U);
  EXPECT_TRUE(people->indexes[0].is_unique);
  EXPECT_THAT(people->indexes[0].columns, ElementsAre("name", "born"));
  EXPECT_EQ(people->row_estimate, 3);
  EXPECT_EQ(people->column("name")->type, "VARCHAR(40)");
  EXPECT_FALSE(people->column("name")->is_nullable);
  EXPECT_EQ(people->column("name")->default_value, "'nobody'");
  EXPECT_EQ(people->column("born")->kind, ValueKind::kDate);
  EXPECT_EQ(people->column("seen")->kind, ValueKind::kTimestamp);
  EXPECT_EQ(people->column("is_active")->kind, ValueKind::kBoolean);
  EXPECT_THAT(people->column("status")->samples, ElementsAre("open", "closed"));
  EXPECT_THAT(people->column("born")->samples, IsEmpty());
  const Table* tall = database.table("main", "tall");
  EXPECT_TRUE(tall->is_view);
  EXPECT_EQ(tall->columns.size(), 2U);
}

TEST_F(SqliteDatasourceTest, FingerprintChangesWithTheSchemaAndOnlyThen) {
  const auto before = run_task(source_.schema_fingerprint()).value();
  EXPECT_EQ(run_task(source_.introspect(10s))->fingerprint, before);
  file_.execute("INSERT INTO cities VALUES (9, 'Graz')");
  EXPECT_EQ(run_task(source_.schema_fingerprint()).value(), before);
  file_.execute("ALTER TABLE cities ADD COLUMN country TEXT");
  EXPECT_NE(run_task(source_.schema_fingerprint()).value(), before);
}

TEST_F(SqliteDatasourceTest, ListsDistinctValuesWithinLimits) {
  const auto schema = std::make_shared<Database>(run_task(source_.introspect(10s)).value());
  const auto values = run_task(source_.distinct_values(schema, {.max_per_column = 2})).value();
  std::map<std::string, std::pair<std::vector<std::string>, bool>> by_column;
  for (const auto& one : values) {
    by_column[one.table + "." + one.column] = {one.values, one.is_complete};
  }
  using Entry = std::pair<std::vector<std::string>, bool>;
  EXPECT_EQ(by_column["people.status"], Entry({"open", "closed"}, true));
  EXPECT_EQ(by_column["people.name"], Entry({"Ann", "Bob"}, false));
  EXPECT_EQ(by_column["cities.name"], Entry({"Wien", "Zürich"}, true));
  EXPECT_EQ(by_column.count("people.born"), 0U);
}

TEST_F(SqliteDatasourceTest, ProvesThatItCannotWrite) {
  const auto health = run_task(source_.probe()).value();
  EXPECT_TRUE(health.is_read_only);
  EXPECT_THAT(health.version, HasSubstr("SQLite 3."));
}

TEST_F(SqliteDatasourceTest, ExplainsThePlan) {
  const auto estimate =
      run_task(source_.estimate(checked("SELECT name FROM people WHERE id = 2"), {})).value();
  EXPECT_THAT(estimate.plan, HasSubstr("SEARCH people USING INTEGER PRIMARY KEY"));
}

}  // namespace
}  // namespace askdb
