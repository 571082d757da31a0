#include "agent/scope.hpp"

#include <gtest/gtest.h>

namespace askdb {
namespace {

const std::vector<std::string> kDatabases{"shop_db", "loans", "crm2"};
const std::vector<std::string> kAreas{"billing", "human resources"};

Scope scope(const std::string& question, const std::vector<Turn>& history = {}) {
  return scope_of(question, history, kDatabases, kAreas);
}

TEST(Scope, FindsADatabaseThatIsNamedByItsMadeUpName) {
  const auto found = scope("How many orders are there in shop_db?");
  EXPECT_EQ(found.database, "shop_db");
  EXPECT_EQ(found.question, "How many orders are there?");
  EXPECT_EQ(scope("From the CRM2 database, count the contacts").database, "crm2");
  EXPECT_EQ(scope("From the CRM2 database, count the contacts").question, "count the contacts");
  EXPECT_EQ(scope("Wie viele Kunden gibt es in der Datenbank shop_db?").question,
            "Wie viele Kunden gibt es?");
}

TEST(Scope, TakesAPlainWordForADatabaseOnlyBesideTheWord) {
  EXPECT_EQ(scope("How much money is in loans?").database, "");
  EXPECT_EQ(scope("How much money is in loans?").question, "How much money is in loans?");
  EXPECT_EQ(scope("How many customers are in the loans database?").database, "loans");
}

TEST(Scope, ANameAloneAnswersWhichDatabaseWasMeant) {
  const std::vector<Turn> history{{.question = "How many orders are there?",
                                   .answer = "Which database do you mean: shop_db or crm2?",
                                   .sql = {},
                                   .understood_as = {},
                                   .databases = {}}};
  for (const char* reply : {"shop_db", "Shop_DB!", "in shop_db", "the shop_db database, please"}) {
    const auto found = scope(reply, history);
    EXPECT_EQ(found.database, "shop_db") << reply;
    EXPECT_EQ(found.question, "How many orders are there?") << reply;
  }
  EXPECT_EQ(scope("shop_db").question, "shop_db");
}

TEST(Scope, FindsASubjectArea) {
  EXPECT_EQ(scope("Open invoices by month (area: billing)").area, "billing");
  EXPECT_EQ(scope("Open invoices by month (area: billing)").question, "Open invoices by month");
  EXPECT_EQ(scope("In the human resources area, who left?").area, "human resources");
  EXPECT_EQ(scope("What did billing cost?").area, "");
}

TEST(Scope, WhatAClarificationOffersIsUnderstood) {
  for (const auto& name : kDatabases) {
    const auto found = scope(asked_of("How many orders are there?", name));
    EXPECT_EQ(found.database, name);
    EXPECT_EQ(found.question, "How many orders are there?");
  }
}

}  // namespace
}  // namespace askdb
