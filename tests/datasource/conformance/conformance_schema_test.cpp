#include <algorithm>

#include "datasource/conformance/conformance.hpp"

namespace askdb::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST_P(Conformance, FindsTablesAndTheirColumns) {
  EXPECT_EQ(schema_->name, subject_->config().name);
  EXPECT_EQ(schema_->dialect, source_->dialect());
  EXPECT_FALSE(schema_->default_schema.empty());
  std::vector<std::string> tables;
  for (const auto& table : schema_->tables) tables.push_back(table.name);
  EXPECT_THAT(tables, UnorderedElementsAre("cities", "people", "wien", "numbers", "kinds"));
  const Table* people = schema_->table("", "people");
  ASSERT_NE(people, nullptr);
  EXPECT_FALSE(people->is_view);
  std::vector<std::string> columns;
  for (const auto& column : people->columns) columns.push_back(column.name);
  EXPECT_THAT(columns, ElementsAre("id", "name", "city_id", "status", "height"));
  EXPECT_EQ(people->column("id")->kind, ValueKind::kInteger);
  EXPECT_EQ(people->column("name")->kind, ValueKind::kText);
  EXPECT_FALSE(people->column("name")->type.empty());
  EXPECT_TRUE(people->column("height")->is_nullable);
  EXPECT_EQ(people->column("height")->kind, ValueKind::kDecimal);
  const Table* view = schema_->table("", "wien");
  ASSERT_NE(view, nullptr);
  EXPECT_TRUE(view->is_view);
  EXPECT_EQ(view->columns.size(), 2U);
}

TEST_P(Conformance, FindsKeys) {
  if (!subject_->abilities().has_keys) GTEST_SKIP() << "the engine has no keys";
  const Table* people = schema_->table("", "people");
  EXPECT_THAT(people->primary_key, ElementsAre("id"));
  ASSERT_EQ(people->foreign_keys.size(), 1U);
  EXPECT_THAT(people->foreign_keys[0].columns, ElementsAre("city_id"));
  EXPECT_EQ(schema_->table(people->foreign_keys[0].to_schema, people->foreign_keys[0].to_table),
            schema_->table("", "cities"));
  EXPECT_THAT(people->foreign_keys[0].to_columns, ElementsAre("id"));
  EXPECT_FALSE(people->column("name")->is_nullable);
}

TEST_P(Conformance, FindsComments) {
  if (!subject_->abilities().has_comments) GTEST_SKIP() << "the engine has no comments";
  EXPECT_EQ(schema_->table("", "cities")->comment, "Where people live");
  EXPECT_EQ(schema_->table("", "people")->column("height")->comment, "in metres");
}

TEST_P(Conformance, EstimatesRowsOfTables) {
  if (!subject_->abilities().has_row_estimates) GTEST_SKIP() << "the engine does not count rows";
  const auto rows = schema_->table("", "numbers")->row_estimate;
  ASSERT_TRUE(rows);
  EXPECT_GT(*rows, 2'500);
  EXPECT_LT(*rows, 10'000);
}

TEST_P(Conformance, SamplesColumnsWithFewValues) {
  if (!subject_->abilities().has_samples) GTEST_SKIP() << "the engine takes no samples";
  const Table* people = schema_->table("", "people");
  EXPECT_THAT(people->column("status")->samples, UnorderedElementsAre("open", "closed"));
  EXPECT_THAT(people->column("name")->samples, IsEmpty());
}

TEST_P(Conformance, ListsDistinctValuesWithinLimits) {
  const auto values = run_task(source_->distinct_values(schema_, {.max_per_column = 2})).value();
  auto of = [&](const std::string& table, const std::string& column) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const ColumnValues& one) {
      return one.table == table && one.column == column;
    });
    return found == values.end() ? ColumnValues{} : *found;
  };
  EXPECT_THAT(of("people", "status").values, UnorderedElementsAre("open", "closed"));
  EXPECT_TRUE(of("people", "status").is_complete);
  EXPECT_THAT(of("cities", "name").values, UnorderedElementsAre("Wien", "Zürich"));
  EXPECT_EQ(of("people", "name").values.size(), 2U);
  EXPECT_FALSE(of("people", "name").is_complete);
  const auto few = run_task(source_->distinct_values(schema_, {.max_total = 3})).value();
  std::size_t total = 0;
  for (const auto& one : few) total += one.values.size();
  EXPECT_LE(total, 3U);
}

TEST_P(Conformance, FingerprintChangesWithTheSchemaAndOnlyThen) {
  EXPECT_FALSE(schema_->fingerprint.empty());
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), schema_->fingerprint);
  if (!subject_->abilities().can_change_schema) GTEST_SKIP() << "its schema cannot be changed here";
  subject_->execute(subject_->write());
  EXPECT_EQ(run_task(source_->schema_fingerprint()).value(), schema_->fingerprint);
  subject_->execute(subject_->change());
  const auto changed = run_task(source_->schema_fingerprint()).value();
  EXPECT_NE(changed, schema_->fingerprint);
  const auto again = run_task(source_->introspect(kPatience)).value();
  EXPECT_EQ(again.fingerprint, changed);
  EXPECT_NE(again.table("", "cities")->column("country"), nullptr);
}

TEST_P(Conformance, ProvesThatItCannotWrite) {
  const auto health = run_task(source_->probe());
  ASSERT_TRUE(health) << health.error().message;
  EXPECT_TRUE(health->is_read_only) << health->read_only_note;
  EXPECT_FALSE(health->read_only_note.empty());
  EXPECT_THAT(health->version, ::testing::ContainsRegex("[0-9]"));
  EXPECT_GT(health->latency.count(), 0);
  const auto after = run_task(source_->introspect(kPatience)).value();
  EXPECT_EQ(after.tables.size(), schema_->tables.size());
}

TEST_P(Conformance, ItsIdentityNamesThePlaceAndHoldsNoSecret) {
  EXPECT_EQ(source_->name(), subject_->config().name);
  EXPECT_FALSE(source_->identity().empty());
  EXPECT_THAT(source_->identity(), Not(HasSubstr("s3cret-word")));
}

}  // namespace
}  // namespace askdb::testing
