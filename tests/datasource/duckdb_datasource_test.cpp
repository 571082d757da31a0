/// DuckDB database files, as questions meet them.

#include "datasource/duckdb/duckdb_datasource.hpp"

#include <gmock/gmock.h>

#include <boost/asio/steady_timer.hpp>
#include <filesystem>

#include "duckdb/session.hpp"
#include "fixtures/run_task.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::run_task;

constexpr const char* kDuckdbSchema = R"(
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE MACRO twice(x) AS x * 2;
CREATE TABLE cities (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
CREATE TABLE people (id BIGINT PRIMARY KEY, name VARCHAR NOT NULL DEFAULT 'nobody',
  city_id INTEGER REFERENCES cities (id), born DATE, seen TIMESTAMP, is_active BOOLEAN,
  debt DECIMAL(12,2), height DOUBLE, feels mood, tags VARCHAR[], info JSON);
COMMENT ON TABLE people IS 'Who lives where';
COMMENT ON COLUMN people.debt IS 'in euros';
CREATE INDEX people_name ON people (name);
CREATE VIEW tall AS SELECT id, name FROM people WHERE height > 1.8;
INSERT INTO cities VALUES (1, 'Wien'), (2, 'Zürich');
INSERT INTO people VALUES
 (1, 'Ann', 1, '1990-02-03', '2024-01-01 10:00:00', true, 12.50, 1.75, 'good', ['a','b'], '{"x":1}'),
 (2, 'Bob', 2, '1985-12-31', '2024-01-02 11:30:00', false, -3.10, 1.9, 'bad', NULL, NULL),
 (3, 'Zoë', 2, '2001-07-15', NULL, true, NULL, 1.6, NULL, [], NULL);
)";

/// A database file in a folder of its own.
class DuckdbDatasourceTest : public ::testing::Test {
 protected:
  DuckdbDatasourceTest() {
    auto instance = duckdb::Instance::open(path(), {}).value();
    const auto made = instance->connect().value()->execute(kDuckdbSchema);
    EXPECT_TRUE(made) << (made ? "" : made.error().detail);
    source_ = std::make_unique<DuckdbDatasource>("people_db", path(), threads_);
  }
  ~DuckdbDatasourceTest() override {
    source_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string path() const { return folder_ + "/people.duckdb"; }
  Database schema() { return run_task(source_->introspect(10s)).value(); }
  CheckedSql checked(const std::string& sql, std::size_t max_rows = 200) {
    const auto guard = source_->make_guard(std::make_shared<const Database>(schema())).value();
    auto verdict = guard->check(sql, {.max_rows = max_rows});
    if (!verdict) throw std::runtime_error(verdict.error().message);
    return *verdict;
  }
  Result<Rows> run(const std::string& sql, RunLimits limits = {}, std::size_t max_rows = 200) {
    return run_task(source_->run(checked(sql, max_rows), limits));
  }

  const std::string folder_ = [] {
    std::string pattern = std::filesystem::temp_directory_path() / "askdb-duck-XXXXXX";
    return std::string(mkdtemp(pattern.data()));
  }();
  BlockingPool threads_{2};
  std::unique_ptr<DuckdbDatasource> source_;
};

/// Takes many seconds, and the guard has nothing against it.
constexpr const char* kDuckdbSlow =
    "SELECT count(*) FROM range(1000000) a JOIN range(1000000) b ON hash(a.range) % 1000 = "
    "hash(b.range) % 1000 WHERE hash(a.range + b.range) = 1";

TEST_F(DuckdbDatasourceTest, ReturnsTypedValues) {
  const auto rows =
      run("SELECT id, name, born, seen, is_active, debt, height, feels, tags, info FROM people "
          "ORDER BY id")
          .value();
  ASSERT_EQ(rows.rows.size(), 3U);
  EXPECT_EQ(rows.rows[0], (Row{std::int64_t{1}, "Ann", "1990-02-03", "2024-01-01 10:00:00", true,
                               "12.50", 1.75, "good", "[\"a\", \"b\"]", "{\"x\":1}"}));
  std::vector<ValueKind> kinds;
  for (const auto& column : rows.columns) kinds.push_back(column.kind);
  EXPECT_THAT(kinds, ElementsAre(ValueKind::kInteger, ValueKind::kText, ValueKind::kDate,
                                 ValueKind::kTimestamp, ValueKind::kBoolean, ValueKind::kDecimal,
                                 ValueKind::kDecimal, ValueKind::kText, ValueKind::kArray,
                                 ValueKind::kJson));
}

TEST_F(DuckdbDatasourceTest, DescribesTheDatabase) {
  const auto database = schema();
  EXPECT_EQ(database.dialect, Dialect::kDuckdb);
  const Table* people = database.table("", "people");
  ASSERT_NE(people, nullptr);
  EXPECT_EQ(people->comment, "Who lives where");
  EXPECT_EQ(people->column("debt")->comment, "in euros");
  EXPECT_EQ(people->column("debt")->type, "DECIMAL(12,2)");
  EXPECT_FALSE(people->column("name")->is_nullable);
  EXPECT_THAT(people->primary_key, ElementsAre("id"));
  ASSERT_EQ(people->foreign_keys.size(), 1U);
  EXPECT_EQ(people->foreign_keys[0].to_table, "cities");
  EXPECT_THAT(people->foreign_keys[0].to_columns, ElementsAre("id"));
  EXPECT_EQ(people->row_estimate, 3);
  EXPECT_THAT(people->column("feels")->samples, ElementsAre("bad", "good"));
  ASSERT_EQ(people->indexes.size(), 1U);
  EXPECT_THAT(people->indexes[0].columns, ElementsAre("name"));
  EXPECT_TRUE(database.table("", "tall")->is_view);
  ASSERT_EQ(database.routines.size(), 1U);
  EXPECT_EQ(database.routines[0].name, "twice");
  ASSERT_EQ(database.types.size(), 1U);
  EXPECT_EQ(database.types[0].kind, "enum");
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), database.fingerprint);
}

TEST_F(DuckdbDatasourceTest, NoticesThatTheFileHasChanged) {
  const auto before = schema().fingerprint;
  {
    auto instance = duckdb::Instance::open(path(), {}).value();
    ASSERT_TRUE(instance->connect().value()->execute("CREATE TABLE more AS SELECT 1 AS x"));
  }
  EXPECT_NE(run_task(source_->schema_fingerprint()).value(), before);
  EXPECT_NE(schema().table("", "more"), nullptr);
}

TEST_F(DuckdbDatasourceTest, SaysWhenThereAreMoreRows) {
  EXPECT_FALSE(run("SELECT id FROM people", {}, 3)->is_truncated);
  const auto rows = run("SELECT id FROM people ORDER BY id", {}, 2).value();
  EXPECT_EQ(rows.rows.size(), 2U);
  EXPECT_TRUE(rows.is_truncated);
  RunLimits narrow;
  narrow.max_bytes = 10;
  EXPECT_TRUE(run("SELECT name FROM people", narrow)->is_truncated);
}

TEST_F(DuckdbDatasourceTest, StopsAtTheTimeLimit) {
  RunLimits limits;
  limits.timeout = 300ms;
  const auto start = std::chrono::steady_clock::now();
  const auto rows = run(kDuckdbSlow, limits);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().fault, Fault::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 20s);
}

TEST_F(DuckdbDatasourceTest, StopsWhenTheTaskIsCancelled) {
  auto statement = checked(kDuckdbSlow);
  RunLimits limits;
  limits.timeout = 60s;
  asio::io_context io;
  asio::cancellation_signal cancel;
  bool has_ended = false;
  asio::co_spawn(io, source_->run(std::move(statement), limits),
                 asio::bind_cancellation_slot(
                     cancel.slot(), [&](const std::exception_ptr& thrown, const auto& rows) {
                       EXPECT_TRUE(thrown != nullptr || !rows);
                       has_ended = true;
                     }));
  asio::steady_timer timer(io, 200ms);
  timer.async_wait([&](auto) { cancel.emit(asio::cancellation_type::all); });
  const auto start = std::chrono::steady_clock::now();
  io.run();
  EXPECT_TRUE(has_ended);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 20s);
}

TEST_F(DuckdbDatasourceTest, EstimatesWithoutRunning) {
  const auto plan =
      run_task(
          source_->estimate(checked("SELECT * FROM people p JOIN cities c ON c.id = p.city_id"),
                            RunLimits{}))
          .value();
  EXPECT_GT(plan.total_cost, 0);
  EXPECT_THAT(plan.plan, HasSubstr("people"));
  const auto slow = run_task(source_->estimate(checked(kDuckdbSlow), RunLimits{})).value();
  EXPECT_GT(slow.total_cost, 1e6);
}

TEST_F(DuckdbDatasourceTest, FindsDistinctValues) {
  const auto schema_now = std::make_shared<const Database>(schema());
  const auto values = run_task(source_->distinct_values(schema_now, {})).value();
  bool is_found = false;
  for (const auto& column : values) {
    if (column.table != "cities" || column.column != "name") continue;
    is_found = true;
    EXPECT_THAT(column.values, ElementsAre("Wien", "Zürich"));
    EXPECT_TRUE(column.is_complete);
  }
  EXPECT_TRUE(is_found);
}

TEST_F(DuckdbDatasourceTest, IsReadOnlyWhateverRuns) {
  const auto health = run_task(source_->probe()).value();
  EXPECT_TRUE(health.is_read_only) << health.read_only_note;
  EXPECT_THAT(health.version, HasSubstr("DuckDB v1."));
  EXPECT_THAT(health.notes, IsEmpty());
}

TEST_F(DuckdbDatasourceTest, FailuresHaveTheirKind) {
  EXPECT_EQ(run("SELECT name::integer FROM people").error().fault, Fault::kData);
  std::filesystem::remove(path());
  const auto gone = run_task(source_->introspect(10s));
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().fault, Fault::kConnection);
}

TEST_F(DuckdbDatasourceTest, LetsOthersWriteBetweenQuestions) {
  EXPECT_TRUE(run("SELECT 1"));
  auto instance = duckdb::Instance::open(path(), {});
  EXPECT_TRUE(instance) << (instance ? "" : instance.error().detail);
}

}  // namespace
}  // namespace askdb
