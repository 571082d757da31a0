#include "datasource/clickhouse_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using testing::ClickhouseTest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::run_task;

class ClickhouseCatalogTest : public ClickhouseTest {
 protected:
  void SetUp() override {
    ClickhouseTest::SetUp();
    if (server_ == nullptr) return;
    sql("CREATE TABLE live.customers (customer_id UInt32, name String, "
        "status Enum8('active' = 1, 'closed' = 2) COMMENT 'whether they may order', "
        "city LowCardinality(Nullable(String)), joined Date) "
        "ENGINE = MergeTree ORDER BY customer_id;\n"
        "INSERT INTO live.customers SELECT number, concat('Customer ', toString(number)), "
        "if(number % 3 = 0, 'closed', 'active'), ['Berlin', 'Roma', 'Oslo'][number % 3 + 1], "
        "toDate('2024-01-01') + number FROM system.numbers LIMIT 300;\n"
        "CREATE TABLE live.orders (customer_id UInt32, day Date, total Nullable(Decimal(12, 2)) "
        "DEFAULT 0) ENGINE = MergeTree PARTITION BY toYYYYMM(day) ORDER BY (customer_id, day);\n"
        "INSERT INTO live.orders SELECT number % 10, toDate('2024-01-01'), 5 FROM system.numbers "
        "LIMIT 50;\n"
        "CREATE VIEW live.big AS SELECT * FROM live.orders WHERE total > 100");
  }
  Database introspected() { return run_task(source_->introspect(10s)).value(); }
};

TEST_F(ClickhouseCatalogTest, DescribesTablesColumnsAndKeys) {
  const auto database = introspected();
  EXPECT_EQ(database.dialect, Dialect::kClickhouse);
  EXPECT_EQ(database.default_schema, "live");
  ASSERT_EQ(database.tables.size(), 3U);
  const auto* customers = database.table("live", "customers");
  ASSERT_NE(customers, nullptr);
  EXPECT_EQ(customers->row_estimate, 300);
  EXPECT_GT(customers->size_bytes.value_or(0), 0);
  EXPECT_THAT(customers->primary_key, ElementsAre("customer_id"));
  ASSERT_EQ(customers->columns.size(), 5U);
  EXPECT_EQ(customers->columns[0].name, "customer_id");
  const auto& status = customers->columns[2];
  EXPECT_THAT(status.type, HasSubstr("Enum8("));
  EXPECT_EQ(status.kind, ValueKind::kText);
  EXPECT_EQ(status.comment, "whether they may order");
  EXPECT_THAT(status.samples, ElementsAre("active", "closed"));
  EXPECT_THAT(customers->columns[3].samples, ElementsAre("Berlin", "Oslo", "Roma"));
  EXPECT_TRUE(customers->columns[3].is_nullable);
  EXPECT_FALSE(customers->columns[1].is_nullable);
  EXPECT_THAT(customers->columns[1].samples, IsEmpty()) << "names are no categories";
  EXPECT_EQ(customers->columns[4].kind, ValueKind::kDate);
}

TEST_F(ClickhouseCatalogTest, ASortingKeyThatRepeatsIsNoPrimaryKey) {
  const auto database = introspected();
  const auto* orders = database.table("", "orders");
  ASSERT_NE(orders, nullptr);
  EXPECT_THAT(orders->primary_key, IsEmpty());
  ASSERT_EQ(orders->indexes.size(), 1U);
  EXPECT_THAT(orders->indexes[0].columns, ElementsAre("customer_id", "day"));
  EXPECT_FALSE(orders->indexes[0].is_unique);
  EXPECT_EQ(orders->columns[2].kind, ValueKind::kDecimal);
  EXPECT_TRUE(database.table("", "big")->is_view);
}

TEST_F(ClickhouseCatalogTest, ReadsTheDatabasesThatAreNamed) {
  server_->create_database("other");
  sql("CREATE TABLE other.t (x UInt8) ENGINE = Memory");
  auto config = config_of(server_->url("live"));
  config.schemas = {"other"};
  source_ = make_datasource(config, threads_).value();
  const auto database = introspected();
  ASSERT_EQ(database.tables.size(), 1U);
  EXPECT_EQ(database.tables[0].schema, "other");
}

TEST_F(ClickhouseCatalogTest, NoticesThatTheSchemaChanged) {
  const auto before = introspected().fingerprint;
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), before);
  sql("ALTER TABLE live.orders ADD COLUMN note String");
  EXPECT_NE(run_task(source_->schema_fingerprint()).value(), before);
}

TEST_F(ClickhouseCatalogTest, GivesDistinctValuesMostFrequentFirst) {
  const auto schema = std::make_shared<const Database>(introspected());
  const auto values = run_task(source_->distinct_values(schema, {.max_per_column = 10})).value();
  ASSERT_EQ(values.size(), 3U);
  EXPECT_EQ(values[0].column, "name");
  EXPECT_EQ(values[0].values.size(), 10U);
  EXPECT_FALSE(values[0].is_complete);
  EXPECT_EQ(values[1].column, "status");
  EXPECT_THAT(values[1].values, ElementsAre("active", "closed"));
  EXPECT_TRUE(values[1].is_complete);
}

TEST_F(ClickhouseCatalogTest, EstimatesByTheRowsItReads) {
  const testing::OpenGuard guard(Dialect::kClickhouse, {"live.customers", "live.orders"});
  const auto statement = *guard.check("SELECT 1 FROM customers, orders", {});
  const auto estimate = run_task(source_->estimate(statement, {})).value();
  EXPECT_EQ(estimate.rows, 350);
  EXPECT_GT(estimate.total_cost, 0);
  EXPECT_THAT(estimate.plan, HasSubstr("300 rows of live.customers"));
}

}  // namespace
}  // namespace askdb
