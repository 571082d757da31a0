#include "app/joined_starters.hpp"

#include <gmock/gmock.h>

namespace askdb {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Entry = std::shared_ptr<const CatalogEntry>;

Column column(std::string name, ValueKind kind) {
  Column made;
  made.name = std::move(name);
  made.kind = kind;
  made.type = kind == ValueKind::kText      ? "TEXT"
              : kind == ValueKind::kDecimal ? "NUMERIC(12,2)"
                                            : "INTEGER";
  return made;
}

Entry entry(std::string name, std::string table, std::vector<Column> columns,
            std::vector<ColumnValues> values = {}) {
  auto database = std::make_shared<Database>();
  database->name = std::move(name);
  database->dialect = Dialect::kSqlite;
  database->default_schema = "main";
  Table made;
  made.schema = "main";
  made.name = std::move(table);
  made.primary_key = {columns.front().name};
  made.columns = std::move(columns);
  database->tables = {std::move(made)};
  CatalogEntry found;
  found.database = database;
  found.values = std::move(values);
  return std::make_shared<const CatalogEntry>(std::move(found));
}

const std::vector<std::string> kKeys{"M1", "M2", "M3"};

Entry members(const std::string& category) {
  return entry("club", "members",
               {column("member_no", ValueKind::kText), column("name", ValueKind::kText),
                column(category, ValueKind::kText)},
               {{"main", "members", "member_no", kKeys, true},
                {"main", "members", category, {"junior", "senior"}, true}});
}

Entry payments() {
  return entry("cash", "payments",
               {column("payment_id", ValueKind::kInteger), column("member_no", ValueKind::kText),
                column("amount", ValueKind::kDecimal)},
               {{"main", "payments", "member_no", kKeys, true}});
}

Entry bookings() {
  return entry("courts", "bookings",
               {column("booking_id", ValueKind::kInteger), column("member_no", ValueKind::kText)},
               {{"main", "bookings", "member_no", kKeys, true}});
}

std::vector<std::string> questions(const std::vector<Entry>& entries) {
  std::vector<std::string> texts;
  for (const auto& one : joined_starters(entries, 10)) texts.push_back(one.question);
  return texts;
}

TEST(JoinedStarters, AskWhatTheSharedKeysAnswer) {
  const auto texts = questions({members("level"), payments(), bookings()});
  EXPECT_THAT(texts, Contains("Total payment amount per member level"));
  EXPECT_THAT(texts, Contains("Which members have both payments and bookings?"));
}

TEST(JoinedStarters, SayOnceWhoseTheCategoryIs) {
  EXPECT_THAT(questions({members("member_type"), payments()}),
              Contains("Total payment amount per member type"));
}

TEST(JoinedStarters, NameTheDatabasesThatTheyRead) {
  const auto starters = joined_starters({members("level"), payments()}, 1);
  ASSERT_EQ(starters.size(), 1U);
  EXPECT_THAT(starters[0].databases, ElementsAre("club", "cash"));
}

TEST(JoinedStarters, AreNoneWithoutSharedKeys) {
  const auto weather = entry("weather", "days", {column("day_id", ValueKind::kInteger)});
  EXPECT_THAT(questions({members("level"), weather}), IsEmpty());
  EXPECT_THAT(questions({members("level")}), IsEmpty());
  EXPECT_THAT(joined_starters({members("level"), payments()}, 0), IsEmpty());
}

}  // namespace
}  // namespace askdb
