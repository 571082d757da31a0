#include <gmock/gmock.h>

#include "datasource/postgres/pg_plain_catalog.hpp"
#include "datasource/postgres/pg_plan.hpp"
#include "datasource/postgres_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::PostgresTest;
using testing::run_task;

class PostgresCatalogTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (server_ == nullptr) return;
    sql(R"(
      CREATE SCHEMA sales;
      CREATE TYPE mood AS ENUM ('sad', 'fine');
      CREATE TABLE cities (id serial PRIMARY KEY, name text NOT NULL);
      COMMENT ON TABLE cities IS 'Where people live';
      CREATE TABLE people (id int PRIMARY KEY, name varchar(40) NOT NULL DEFAULT 'nobody',
        city_id int REFERENCES cities, status text, feels mood, height numeric(4,2),
        UNIQUE (name, city_id));
      COMMENT ON COLUMN people.height IS 'in metres';
      CREATE VIEW tall AS SELECT id, name FROM people WHERE height > 1.8;
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
      CREATE TABLE sales.orders (id int, part int, day date, PRIMARY KEY (id, part))
        PARTITION BY RANGE (part);
      CREATE TABLE sales.orders_1 PARTITION OF sales.orders FOR VALUES FROM (0) TO (10);
      CREATE TABLE sales.lines (order_id int, part int, text text,
        FOREIGN KEY (order_id, part) REFERENCES sales.orders);
      CREATE INDEX lines_partial ON sales.lines (text) WHERE part > 1;
      CREATE INDEX lines_lower ON sales.lines (lower(text));
      INSERT INTO cities (name) VALUES ('Wien'), ('Zürich');
      INSERT INTO people SELECT i, 'person ' || i, i % 2 + 1,
        CASE WHEN i % 3 = 0 THEN 'closed' ELSE 'open' END, 'fine', 1.7 FROM generate_series(1, 300) i;
      INSERT INTO sales.orders SELECT i, i % 10, current_date FROM generate_series(1, 50) i;
      ANALYZE people; ANALYZE sales.orders_1)");
  }
  Database introspect() { return run_task(source_->introspect(10s)).value(); }
};

TEST_F(PostgresCatalogTest, DescribesTheSchema) {
  const auto database = introspect();
  EXPECT_EQ(database.name, "live_db");
  EXPECT_EQ(database.default_schema, "public");
  std::vector<std::string> names;
  for (const auto& table : database.tables) names.push_back(table.schema + "." + table.name);
  EXPECT_THAT(names, ElementsAre("public.cities", "public.counted", "public.people", "public.tall",
                                 "sales.lines", "sales.orders"));
  const Table* people = database.table("public", "people");
  EXPECT_THAT(people->primary_key, ElementsAre("id"));
  EXPECT_EQ(people->row_estimate, 300);
  EXPECT_GT(people->size_bytes.value_or(0), 0);
  ASSERT_EQ(people->foreign_keys.size(), 1U);
  EXPECT_THAT(people->foreign_keys[0].columns, ElementsAre("city_id"));
  EXPECT_EQ(people->foreign_keys[0].to_table, "cities");
  EXPECT_THAT(people->foreign_keys[0].to_columns, ElementsAre("id"));
  EXPECT_EQ(people->indexes.size(), 2U);
  const Column* name = people->column("name");
  EXPECT_EQ(name->type, "character varying(40)");
  EXPECT_EQ(name->kind, ValueKind::kText);
  EXPECT_FALSE(name->is_nullable);
  EXPECT_THAT(name->default_value, HasSubstr("'nobody'"));
  EXPECT_THAT(name->samples, IsEmpty());
  EXPECT_THAT(people->column("status")->samples, ElementsAre("open", "closed"));
  EXPECT_THAT(people->column("feels")->samples, ElementsAre("fine"));
  EXPECT_EQ(people->column("height")->comment, "in metres");
  EXPECT_EQ(people->column("height")->kind, ValueKind::kDecimal);
  const Table* cities = database.table("", "cities");
  EXPECT_EQ(cities->comment, "Where people live");
  EXPECT_THAT(cities->column("name")->samples, ElementsAre("Wien", "Zürich"));
  EXPECT_TRUE(database.table("public", "tall")->is_view);
  EXPECT_TRUE(database.table("public", "counted")->is_view);
  const Table* orders = database.table("sales", "orders");
  EXPECT_EQ(orders->row_estimate, 50);
  EXPECT_THAT(orders->primary_key, ElementsAre("id", "part"));
  const Table* lines = database.table("sales", "lines");
  EXPECT_THAT(lines->indexes, IsEmpty());
  ASSERT_EQ(lines->foreign_keys.size(), 1U);
  EXPECT_EQ(lines->foreign_keys[0].to_schema, "sales");
  EXPECT_THAT(lines->foreign_keys[0].to_columns, ElementsAre("id", "part"));
}

TEST_F(PostgresCatalogTest, KeepsToTheConfiguredSchemas) {
  config_.schemas = {"sales"};
  open();
  const auto database = introspect();
  EXPECT_EQ(database.default_schema, "sales");
  EXPECT_EQ(database.tables.size(), 2U);
  EXPECT_TRUE(run("SELECT id FROM orders"));
}

TEST_F(PostgresCatalogTest, ShowsOnlyWhatMayBeRead) {
  sql("DROP ROLE IF EXISTS narrow; CREATE ROLE narrow LOGIN; "
      "GRANT SELECT (id, name) ON people TO narrow; GRANT SELECT ON tall TO narrow");
  config_.connection = server_->url("live", "narrow");
  open();
  const auto database = introspect();
  ASSERT_EQ(database.tables.size(), 2U);
  EXPECT_EQ(database.table("", "people")->columns.size(), 2U);
  EXPECT_EQ(database.table("", "tall")->name, "tall");
}

TEST_F(PostgresCatalogTest, FingerprintChangesWithTheSchemaAndOnlyThen) {
  const auto before = introspect().fingerprint;
  EXPECT_FALSE(before.empty());
  sql("INSERT INTO cities (name) VALUES ('Graz'); ANALYZE");
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), before);
  sql("COMMENT ON COLUMN cities.name IS 'its name'");
  const auto commented = run_task(source_->schema_fingerprint()).value();
  EXPECT_NE(commented, before);
  sql("ALTER TABLE cities ADD COLUMN country text");
  EXPECT_NE(run_task(source_->schema_fingerprint()).value(), commented);
}

TEST_F(PostgresCatalogTest, ListsDistinctValuesWithinLimits) {
  const auto schema = std::make_shared<Database>(introspect());
  const auto values = run_task(source_->distinct_values(schema, {.max_per_column = 2})).value();
  std::map<std::string, std::pair<std::vector<std::string>, bool>> by_column;
  for (const auto& one : values) {
    by_column[one.table + "." + one.column] = {one.values, one.is_complete};
  }
  using Entry = std::pair<std::vector<std::string>, bool>;
  EXPECT_EQ(by_column["people.status"], Entry({"open", "closed"}, true));
  EXPECT_EQ(by_column["cities.name"], Entry({"Wien", "Zürich"}, true));
  EXPECT_FALSE(by_column["people.name"].second);
}

TEST_F(PostgresCatalogTest, ProvesThatItCannotWrite) {
  const auto health = run_task(source_->probe()).value();
  EXPECT_TRUE(health.is_read_only);
  EXPECT_THAT(health.version, HasSubstr("PostgreSQL 1"));
  EXPECT_GT(health.latency.count(), 0);
  EXPECT_THAT(health.read_only_note, HasSubstr("The role itself could write"));
  EXPECT_EQ(
      server_->ask("SELECT count(*) FROM pg_class WHERE relname = 'askdb_write_probe'", "live"),
      "0");
}

TEST_F(PostgresCatalogTest, EstimatesWithoutRunning) {
  const auto estimate = run_task(
      source_->estimate(checked("SELECT count(*) FROM people a JOIN people b USING (city_id) "
                                "JOIN people c USING (city_id) JOIN people d USING (city_id)"),
                        {}));
  ASSERT_TRUE(estimate) << estimate.error().message;
  EXPECT_GT(estimate->total_cost, 1e7);
  EXPECT_THAT(estimate->plan, HasSubstr("Seq Scan on people"));
}

TEST_F(PostgresCatalogTest, ReadsRelativesOfPostgresqlByTheStandardsCatalogue) {
  const auto pool = std::make_shared<postgres::PgPool>(
      postgres::PgPoolSettings{.connection = config_.connection, .place = "here"}, threads_);
  const auto sessions =
      std::make_shared<postgres::PgSessions>(pool, std::vector<std::string>{"public"});
  const auto plain = run_task(postgres::read_plain_catalog(sessions, "live_db", 10s)).value();
  const auto* people = plain.table("public", "people");
  ASSERT_NE(people, nullptr);
  EXPECT_THAT(people->primary_key, ElementsAre("id"));
  ASSERT_EQ(people->foreign_keys.size(), 1U);
  EXPECT_EQ(people->foreign_keys[0].to_table, "cities");
  EXPECT_THAT(people->foreign_keys[0].to_columns, ElementsAre("id"));
  EXPECT_EQ(people->column("height")->kind, ValueKind::kDecimal);
  EXPECT_FALSE(people->column("name")->is_nullable);
  EXPECT_TRUE(plain.table("public", "tall")->is_view);
  EXPECT_EQ(run_task(postgres::read_plain_fingerprint(sessions, 10s)).value(), plain.fingerprint);
  sql("ALTER TABLE people ADD COLUMN extra int");
  EXPECT_NE(run_task(postgres::read_plain_fingerprint(sessions, 10s)).value(), plain.fingerprint);
  EXPECT_TRUE(postgres::lacks_catalogue({.detail = "SQLSTATE 42703 at character 5"}));
  EXPECT_FALSE(postgres::lacks_catalogue({.detail = "SQLSTATE 42501"}));
}

TEST(PostgresPlan, IsReadInTheWordsOfRelatives) {
  const auto redshift = postgres::read_text_plan(
      "XN Limit  (cost=1000.00..1234.50 rows=10 width=4)\n  ->  XN Seq Scan on sales  "
      "(cost=0.00..99.00 rows=9900 width=4)\n");
  EXPECT_EQ(redshift.total_cost, 1234.5);
  EXPECT_EQ(redshift.rows, 10);
  const auto cockroach = postgres::read_text_plan(
      "distribution: full\n• scan\n  estimated row count: 1,000 (100% of the table)\n");
  EXPECT_EQ(cockroach.rows, 1'000);
  EXPECT_THAT(cockroach.plan, HasSubstr("scan"));
}

}  // namespace
}  // namespace askdb
