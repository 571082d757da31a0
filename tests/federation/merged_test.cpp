#include "federation/merged.hpp"

#include <gmock/gmock.h>

namespace askdb::federation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Table table(std::string schema, std::string name, std::vector<Column> columns, std::string key) {
  Table made;
  made.schema = std::move(schema);
  made.name = std::move(name);
  made.columns = std::move(columns);
  made.primary_key = {std::move(key)};
  return made;
}

std::shared_ptr<const CatalogEntry> entry(std::string name, Dialect dialect,
                                          std::vector<Table> tables,
                                          std::vector<ColumnValues> values = {}) {
  auto database = std::make_shared<Database>();
  database->name = std::move(name);
  database->dialect = dialect;
  database->default_schema = dialect == Dialect::kSqlite ? "main" : "public";
  database->tables = std::move(tables);
  CatalogEntry made;
  made.database = database;
  made.values = std::move(values);
  return std::make_shared<const CatalogEntry>(std::move(made));
}

const Column kKey{.name = "customer_no", .type = "TEXT", .kind = ValueKind::kText};

std::vector<std::string> references(const std::vector<std::string>& own,
                                    const std::vector<std::string>& keys) {
  const auto crm =
      entry("crm", Dialect::kSqlite, {table("main", "customers", {kKey}, "customer_no")},
            {{"main", "customers", "customer_no", keys, true}});
  const auto shop =
      entry("shop", Dialect::kSqlite, {table("main", "orders", {{.name = "id"}, kKey}, "id")},
            {{"main", "orders", "customer_no", own, true}});
  std::vector<std::string> texts;
  for (const auto& one : references_between({crm, shop})) texts.push_back(reference_text(one));
  return texts;
}

TEST(References, AreInferredWhereNameKindAndValuesFit) {
  EXPECT_THAT(references({"A1", "A2", "A9"}, {"A1", "A2", "A3"}),
              ElementsAre("shop.orders.customer_no = crm.customers.customer_no"));
  EXPECT_THAT(references({"X1", "X2", "X3"}, {"A1", "A2", "A3"}), IsEmpty());
}

TEST(Merged, DatabasesAreSchemasAndTypesAreThoseOfTheWorkspace) {
  const auto ledger = entry(
      "ledger", Dialect::kPostgresql,
      {table("public", "entries",
             {{.name = "amount", .type = "numeric(14,2)", .kind = ValueKind::kDecimal},
              {.name = "rate", .type = "numeric", .kind = ValueKind::kDecimal},
              {.name = "at", .type = "timestamp with time zone", .kind = ValueKind::kTimestamp},
              {.name = "tags", .type = "text[]", .kind = ValueKind::kArray}},
             "amount"),
       table("old", "entries", {{.name = "amount", .type = "money"}}, "amount")});
  const auto files = entry(
      "files", Dialect::kSqlite,
      {table("main", "prices",
             {{.name = "price", .type = "NUMERIC(14,2)", .kind = ValueKind::kDecimal}}, "price")});
  const auto merged = merge({ledger, files});
  std::vector<std::string> names;
  std::vector<std::string> types;
  for (const auto& one : merged.database->tables) {
    names.push_back(one.schema + "." + one.name);
    for (const auto& column : one.columns) types.push_back(column.type);
  }
  EXPECT_THAT(names, ElementsAre("ledger.entries", "ledger.old_entries", "files.prices"));
  EXPECT_THAT(types,
              ElementsAre("DECIMAL(14,2)", "DOUBLE", "TIMESTAMP", "VARCHAR", "VARCHAR", "DOUBLE"));
}

}  // namespace
}  // namespace askdb::federation
