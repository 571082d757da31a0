#include "datasource/trino_fixture.hpp"

namespace askdb {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::run_task;
using testing::TrinoTest;

class TrinoCatalogTest : public TrinoTest {
 protected:
  Database introspected() { return run_task(source_->introspect(10s)).value(); }
};

TEST_F(TrinoCatalogTest, DescribesTablesColumnsAndComments) {
  const auto database = introspected();
  EXPECT_EQ(database.dialect, Dialect::kTrino);
  EXPECT_EQ(database.default_schema, "shop");
  ASSERT_EQ(database.tables.size(), 3U);
  const auto* customers = database.table("", "customers");
  ASSERT_NE(customers, nullptr);
  EXPECT_EQ(customers->comment, "who buys");
  EXPECT_EQ(customers->row_estimate, 300);
  ASSERT_EQ(customers->columns.size(), 4U);
  EXPECT_FALSE(customers->columns[0].is_nullable);
  EXPECT_EQ(customers->columns[1].type, "varchar(40)");
  EXPECT_EQ(customers->columns[2].comment, "where they live");
  EXPECT_THAT(customers->columns[2].samples, ElementsAre("Oslo", "Roma", "Wien"));
  EXPECT_THAT(customers->columns[1].samples, IsEmpty());
  EXPECT_EQ(customers->columns[3].kind, ValueKind::kDate);
  EXPECT_TRUE(database.table("", "big")->is_view);
}

TEST_F(TrinoCatalogTest, ReadsEverySchemaWhenNoneIsNamed) {
  server_.catalogue().fill("web", "CREATE TABLE hits (at timestamp(3))");
  open(server_.url(""));
  const auto database = introspected();
  EXPECT_EQ(database.tables.size(), 4U);
  EXPECT_NE(database.table("web", "hits"), nullptr);
}

TEST_F(TrinoCatalogTest, NoticesThatTheSchemaChanged) {
  const auto before = introspected().fingerprint;
  EXPECT_FALSE(before.empty());
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), before);
  server_.catalogue().fill("shop", "ALTER TABLE orders ADD COLUMN note varchar");
  EXPECT_NE(run_task(source_->schema_fingerprint()).value(), before);
}

TEST_F(TrinoCatalogTest, GivesDistinctValuesMostFrequentFirst) {
  const auto schema = std::make_shared<const Database>(introspected());
  const auto values = run_task(source_->distinct_values(schema, {.max_per_column = 10})).value();
  ASSERT_EQ(values.size(), 2U);
  EXPECT_EQ(values[0].values.size(), 10U);
  EXPECT_FALSE(values[0].is_complete);
  EXPECT_EQ(values[1].column, "city");
  EXPECT_THAT(values[1].values, ElementsAre("Oslo", "Roma", "Wien"));
  EXPECT_TRUE(values[1].is_complete);
}

TEST_F(TrinoCatalogTest, EstimatesByTheRowsItReads) {
  const auto estimate = run_task(source_->estimate(
      checked("SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id"), {}));
  ASSERT_TRUE(estimate) << estimate.error().message;
  EXPECT_EQ(estimate->rows, 600);
  EXPECT_EQ(estimate->total_cost, 6);
  EXPECT_THAT(estimate->plan, HasSubstr("300 rows of shop.customers"));
  const auto wrong = run_task(source_->estimate(checked("SELECT citi FROM customers"), {}));
  EXPECT_EQ(wrong.error().fault, Fault::kSchema);
}

}  // namespace
}  // namespace askdb
