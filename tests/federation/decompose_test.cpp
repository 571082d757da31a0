#include "federation/decompose.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "federation/conversion.hpp"
#include "federation/fetch_plan.hpp"
#include "federation/merged.hpp"
#include "federation/source_sql.hpp"
#include "fixtures/case_file.hpp"

namespace askdb::federation {
namespace {

using testing::Case;

std::shared_ptr<const CatalogEntry> entry(Database database) {
  CatalogEntry made;
  made.database = std::make_shared<const Database>(std::move(database));
  return std::make_shared<const CatalogEntry>(std::move(made));
}

Table table(const std::string& schema, const std::string& name, std::vector<Column> columns,
            std::vector<std::string> key) {
  Table made;
  made.schema = schema;
  made.name = name;
  made.columns = std::move(columns);
  made.primary_key = std::move(key);
  return made;
}

Database crm() {
  Database database{.name = "crm", .dialect = Dialect::kSqlite, .default_schema = "main"};
  database.tables.push_back(table("main", "customers",
                                  {{"id", "INTEGER", ValueKind::kInteger},
                                   {"name", "TEXT", ValueKind::kText},
                                   {"city", "TEXT", ValueKind::kText},
                                   {"born", "DATE", ValueKind::kDate},
                                   {"seen_at", "DATETIME", ValueKind::kTimestamp},
                                   {"is_vip", "BOOLEAN", ValueKind::kBoolean},
                                   {"score", "REAL", ValueKind::kDecimal}},
                                  {"id"}));
  return database;
}

Database shop() {
  Database database{.name = "shop", .dialect = Dialect::kPostgresql, .default_schema = "public"};
  database.tables.push_back(
      table("public", "orders",
            {{"id", "integer", ValueKind::kInteger},
             {"customer_id", "integer", ValueKind::kInteger},
             {"amount", "numeric(12,2)", ValueKind::kDecimal},
             {"status", "character varying(20)", ValueKind::kText},
             {"ordered_at", "timestamp with time zone", ValueKind::kTimestamp},
             {"day", "date", ValueKind::kDate},
             {"is_paid", "boolean", ValueKind::kBoolean},
             {"note", "text", ValueKind::kText},
             {"rate", "real", ValueKind::kDecimal},
             {"mood", "mood", ValueKind::kText}},
            {"id"}));
  database.tables.push_back(table("public", "notes",
                                  {{"customer_id", "integer", ValueKind::kInteger},
                                   {"stars", "integer", ValueKind::kInteger},
                                   {"odd \"name", "text", ValueKind::kText}},
                                  {}));
  return database;
}

class Decompose : public ::testing::Test {
 protected:
  std::vector<std::shared_ptr<const CatalogEntry>> entries{entry(crm()), entry(shop())};
  Merged merged = merge(entries);

  const Table& original(std::size_t index) const {
    const auto& place = merged.places[index];
    return entries[place.entry]->database->tables[place.table];
  }

  std::string name(const Decomposition& parts, const NeedColumn& one) const {
    const auto& of = merged.database->tables[parts.needs[one.need].table];
    return of.schema + "." + of.name + "." + of.columns[one.column].name;
  }

  /// As the case files write it.
  std::string taken_apart(const std::string& sql) const {
    auto parts = decompose(sql, *merged.database);
    if (!parts) return one_line(parts.error());
    std::vector<std::size_t> order(parts->needs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return parts->needs[a].table < parts->needs[b].table;
    });
    std::vector<std::string> lines;
    for (const auto i : order) {
      const auto& need = parts->needs[i];
      const auto& place = merged.places[need.table];
      lines.push_back(
          entries[place.entry]->database->name + ": " +
          source_select(need, original(need.table), entries[place.entry]->database->dialect, ""));
    }
    std::vector<std::string> edges;
    for (const auto& one : parts->reductions) {
      edges.push_back(name(*parts, one.to) + " by " + name(*parts, one.from));
    }
    std::sort(edges.begin(), edges.end());
    lines.insert(lines.end(), edges.begin(), edges.end());
    return join(lines, "\n");
  }
};

TEST_F(Decompose, AsTheCasesSay) {
  const auto cases = testing::read_cases(ASKDB_SOURCE_DIR "/tests/cases/federation/decompose.case");
  ASSERT_GT(cases.size(), 20U);
  for (const auto& one : cases) {
    const auto cut = one.body.find("\n--\n");
    ASSERT_NE(cut, std::string::npos) << one.head;
    EXPECT_EQ(taken_apart(one.body.substr(0, cut)), one.body.substr(cut + 4))
        << one.head << " (line " << one.line << ")";
  }
}

TEST_F(Decompose, SmallTablesComeFirstAndTheirKeysNarrowTheLargeOnes) {
  const auto parts =
      decompose(std::string_view("SELECT c.name, o.amount FROM shop.orders o JOIN crm.customers c "
                                 "ON c.id = o.customer_id WHERE c.city = 'Graz'"),
                *merged.database)
          .value();
  const auto plan = plan_fetches(parts, *merged.database, {5'000'000, 40}, {});
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(merged.database->tables[parts.needs[plan[0].need].table].name, "customers");
  EXPECT_FALSE(plan[0].keys);
  ASSERT_TRUE(plan[1].keys);
  EXPECT_EQ(name(parts, plan[1].keys->from), "crm.customers.id");
  EXPECT_LT(plan[1].expected_rows, 100'000);
  EXPECT_FALSE(too_large(plan, parts, *merged.database, {}));
}

TEST_F(Decompose, FewKeysAreOfferedToALargeTableEvenIfNothingSaysWhatTheyBring) {
  const auto parts =
      decompose(std::string_view("SELECT c.name, o.amount FROM shop.orders o JOIN crm.customers c "
                                 "ON c.id = o.customer_id"),
                *merged.database)
          .value();
  const auto plan = plan_fetches(parts, *merged.database, {9'000'000, 9'000}, {});
  ASSERT_TRUE(plan[1].keys);
  EXPECT_TRUE(plan[1].is_asked_later);
  EXPECT_EQ(plan[1].expected_rows, 9'000'000);
  EXPECT_FALSE(too_large(plan, parts, *merged.database, {}));
  // A table that is soon moved does not wait.
  EXPECT_FALSE(plan_fetches(parts, *merged.database, {9'500, 9'000}, {})[1].keys);
}

TEST_F(Decompose, ATransferThatIsTooLargeIsRefusedAndSaysWhatToDo) {
  const auto parts =
      decompose(
          std::string_view("SELECT c.name, o.amount FROM crm.customers c LEFT JOIN shop.orders o "
                           "ON o.customer_id = c.id"),
          *merged.database)
          .value();
  const auto plan = plan_fetches(parts, *merged.database, {900'000, 5'000'000}, {});
  const auto error = too_large(plan, parts, *merged.database, {});
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("most of them from shop.orders"), std::string::npos);
  EXPECT_NE(error->next_step.find("Filter orders"), std::string::npos);
}

TEST_F(Decompose, KeysAreSplitSoThatEachListFitsAGuard) {
  std::vector<Constant> keys;
  for (int i = 0; i < 10'000; ++i) keys.push_back({Constant::Kind::kNumber, std::to_string(i)});
  const auto lists = key_lists(keys, 1, shop().tables[0], Dialect::kPostgresql);
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->size(), 4U);
  for (const auto& list : *lists) EXPECT_LT(list.size(), 30'000U);
  keys.push_back({Constant::Kind::kText, "x"});
  EXPECT_FALSE(key_lists(keys, 1, shop().tables[0], Dialect::kPostgresql));
}

TEST(Conversion, MomentsBecomeThoseOfUtc) {
  EXPECT_EQ(utc_moment("2024-03-01 00:30:00+02"), "2024-02-29 22:30:00");
  EXPECT_EQ(utc_moment("2024-02-29T23:30:05.25-01:30"), "2024-03-01 01:00:05.25");
  EXPECT_EQ(utc_moment("2024-03-01"), "2024-03-01 00:00:00");
  EXPECT_FALSE(utc_moment("yesterday"));
}

TEST(Conversion, WhatIsNotOfItsTypeIsNullAndCounted) {
  std::int64_t unreadable = 0;
  EXPECT_EQ(converted(std::int64_t{1}, {"x", "BOOLEAN"}, unreadable), Value(true));
  EXPECT_EQ(converted(std::string("12.50"), {"x", "DECIMAL(9,2)"}, unreadable),
            Value(std::string("12.50")));
  EXPECT_EQ(converted(std::string("AB  "), {"x", "VARCHAR", true}, unreadable),
            Value(std::string("AB")));
  EXPECT_EQ(unreadable, 0);
  EXPECT_TRUE(is_null(converted(std::string("0000-00-00"), {"x", "DATE"}, unreadable)));
  EXPECT_TRUE(is_null(converted(std::string("many"), {"x", "BIGINT"}, unreadable)));
  EXPECT_EQ(unreadable, 2);
}

}  // namespace
}  // namespace askdb::federation
