#include <gmock/gmock.h>

#include "catalog/link.hpp"
#include "schema_text.hpp"

namespace askdb {
namespace {

const std::vector<std::shared_ptr<const CatalogEntry>>& bank() {
  static const auto kBank = [] {
    std::vector<std::shared_ptr<const CatalogEntry>> entries;
    for (auto& database : demo_databases()) {
      auto entry = std::make_shared<CatalogEntry>();
      entry->database = std::make_shared<const Database>(std::move(database));
      entry->links = std::make_shared<const LinkIndex>(entry->database, entry->values);
      entries.push_back(std::move(entry));
    }
    return entries;
  }();
  return kBank;
}

struct Wanted {
  std::string question;
  std::string database;
  std::string table;
};

TEST(RankDatabases, FindsTheDatabaseAndTableOfEachQuestionToTheBank) {
  const std::vector<Wanted> wanted = {
      {"How many customers do we have?", "customer_db", "customers"},
      {"Top 5 customers by account balance", "accounts_db", "accounts"},
      {"What is the average loan amount per loan type?", "loans_db", "loans"},
      {"Which branches opened the most accounts last year?", "accounts_db", "accounts"},
      {"How many complaints are still open, by category?", "customer_db", "complaints"},
      {"How many claims were rejected this year?", "insurance_db", "claims"},
      {"What is the average salary per department?", "employees_db", "employees"},
      {"Which loan payments are overdue?", "loans_db", "loan_payments"},
      {"transactions by month", "accounts_db", "transactions"},
      {"How many KYC checks failed?", "compliance_db", "kyc_checks"},
      {"customers in Vienna", "customer_db", "customers"},
      {"open AML alerts by severity", "compliance_db", "aml_alerts"},
      {"total premium of active life policies", "insurance_db", "policies"},
      {"Who has the best performance review rating?", "employees_db", "performance_reviews"},
      {"audit findings with high severity", "compliance_db", "audit_findings"},
      {"how many credit cards are blocked", "accounts_db", "cards"},
      {"rejected loan applications by reason", "loans_db", "loan_applications"},
      {"sick leave days per employee", "employees_db", "leave_requests"},
      {"avrage blance of savings acounts", "accounts_db", "accounts"},
      {"Wie viele Kunden haben wir?", "customer_db", "customers"},
      {"Durchschnittliches Gehalt pro Abteilung", "employees_db", "employees"},
      {"estimated value of collateral", "loans_db", "collateral"},
      {"beneficiaries of each policy", "insurance_db", "beneficiaries"},
      {"late regulatory reports", "compliance_db", "regulatory_reports"},
  };
  for (const auto& one : wanted) {
    const auto ranked = rank_databases(one.question, bank());
    const auto& best = ranked.front();
    EXPECT_EQ(best.entry->database->name, one.database) << one.question;
    ASSERT_FALSE(best.linking.tables.empty()) << one.question;
    EXPECT_EQ(best.entry->database->tables[best.linking.tables.front().table].name, one.table)
        << one.question;
    EXPECT_GT(best.linking.coverage, 0.49) << one.question;
  }
}

TEST(RankDatabases, AQuestionAboutSomethingElseScoresNothingAnywhere) {
  for (const auto* question : {"What is the weather tomorrow?", "Tell me a joke", "", "🦊🦊"}) {
    const auto ranked = rank_databases(question, bank());
    EXPECT_LT(ranked.front().linking.coverage, 0.4) << question;
  }
}

TEST(RenderDatabases, SaysWhatEachHoldsWithinTheBudget) {
  const std::string text = render_databases(bank(), 300);
  EXPECT_LE(text.size(), 1'200U);
  EXPECT_THAT(text, ::testing::HasSubstr("customer_db: Who the bank's customers are"));
  EXPECT_THAT(text, ::testing::HasSubstr("Tables: departments, employees, salary_changes"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
}

TEST(RenderSchema, TheBankFitsATightBudget) {
  const auto ranked = rank_databases("Top 5 customers by account balance", bank());
  const std::string text = render_schema(ranked.front().linking, 700);
  EXPECT_LE(text.size(), 2'800U);
  for (const auto* part : {"accounts(account_id text PK", "customer_name text", "balance decimal",
                           "branches(", "Joins: ", "accounts.branch_id = branches.branch_id"}) {
    EXPECT_THAT(text, ::testing::HasSubstr(part));
  }
}

}  // namespace
}  // namespace askdb
