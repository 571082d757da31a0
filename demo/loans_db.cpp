#include <algorithm>

#include "world.hpp"

namespace askdb::demo {

namespace {

struct Kind {
  std::string_view type;
  double weight, median, spread, rate;
  int months;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {{"mortgage", 30, 185'000, 0.4, 3.4, 300},
                                           {"personal", 34, 9'500, 0.5, 7.2, 60},
                                           {"auto", 20, 19'000, 0.4, 5.1, 72},
                                           {"student", 8, 12'500, 0.4, 2.8, 120},
                                           {"business", 8, 42'000, 0.6, 5.6, 96}};
  return kKinds;
}

struct Loan {
  std::string id;
  const Kind* kind = nullptr;
  Date start;
  double instalment = 0;
  std::string status;
  Date last_due;
};

Table applications(const World& world, std::vector<Loan>& made, Table& loans) {
  Table table{"loan_applications", "Requests for loans and the bank's decision on each."};
  table.columns = {
      col("application_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "Who asked")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the customer who asked"),
      col("loan_type", "VARCHAR(20)", "Kind of loan asked for").category(),
      col("requested_amount", "NUMERIC(12,2)", "In EUR"),
      col("application_date", "DATE", "The day of the request"),
      col("decision", "VARCHAR(20)", "What the bank decided; pending until it did").category(),
      col("decision_date", "DATE", "Empty while pending or withdrawn").nullable(),
      col("rejection_reason", "VARCHAR(60)", "Only for rejected requests").nullable().category(),
      col("loan_id", "VARCHAR(20)", "The loan that came of it; empty unless approved")
          .nullable()
          .to("loans", "loan_id"),
  };
  table.indexed = {"application_date"};
  Random random(world.seed, "loans_db.applications");
  std::vector<double> weights;
  for (const auto& kind : kinds()) {
    weights.push_back(kind.weight);
  }
  std::vector<std::pair<Date, const Customer*>> requests;
  for (int number = 0; number < 2'700; ++number) {
    const Customer& customer = world.any_customer(random);
    const Date from = std::max(customer.since, years_before(world.today, 7));
    requests.emplace_back(random.business_day(from, world.today, 1.5), &customer);
  }
  std::stable_sort(requests.begin(), requests.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::int64_t id = 0;
  for (const auto& [asked, who] : requests) {
    const Kind& kind =
        who->is_company ? kinds().back() : kinds()[random.weighted({30, 34, 20, 8, 0})];
    const double scale = std::clamp(who->is_company ? who->wealth / 4 : who->wealth, 0.4, 5.0);
    const Money amount = money(random.skewed(kind.median, kind.spread) * scale, 500);
    const Date decided = asked + std::chrono::days(random.between(2, 24));
    std::string decision = one_of(random, {{"approved", 68}, {"rejected", 24}, {"withdrawn", 8}});
    if (decided > world.today) {
      decision = "pending";
    }
    Cell loan_id;
    const Date start = decided + std::chrono::days(random.between(3, 20));
    if (decision == "approved" && start <= world.today) {
      Loan loan;
      loan.id = numbered("LN", made.size() + 1, 6);
      loan.kind = &kind;
      loan.start = start;
      const double rate = std::max(0.9, random.normal(kind.rate, 0.7));
      const int months = kind.months;
      const double monthly = rate / 1'200;
      const double principal = static_cast<double>(amount.cents) / 100;
      loan.instalment = principal * monthly / (1 - std::pow(1 + monthly, -months));
      const Date end = start + std::chrono::days(static_cast<int>(months * 30.44));
      const double passed = std::clamp((world.today - start).count() / (months * 30.44), 0.0, 1.0);
      loan.status = end <= world.today ? "paid off" : random.chance(0.02) ? "defaulted" : "active";
      const bool is_early = loan.status == "active" && passed > 0.3 && random.chance(0.08);
      loan.status = is_early ? "paid off" : loan.status;
      loan.last_due = is_early ? start + (world.today - start) * 3 / 4 : std::min(end, world.today);
      const double grown = std::pow(1 + monthly, months),
                   now = std::pow(1 + monthly, months * passed);
      const double rest = principal * (grown - now) / (grown - 1);
      loans.rows.push_back(
          {loan.id, who->id, who->name, std::string(kind.type), amount, money(rate),
           std::int64_t{months}, loan.status == "paid off" ? Money{0} : money(rest), loan.status,
           start, end, world.branches[who->branch].id, world.someone(random, "Lending", start).id});
      loan_id = loan.id;
      made.push_back(std::move(loan));
    }
    const bool is_decided = decision == "approved" || decision == "rejected";
    table.rows.push_back({++id, who->id, who->name, std::string(kind.type), amount, asked, decision,
                          is_decided ? Cell{decided} : Cell{},
                          decision == "rejected" ? Cell{one_of(random, {{"income too low", 35},
                                                                        {"credit score", 30},
                                                                        {"existing debt", 20},
                                                                        {"missing documents", 15}})}
                                                 : Cell{},
                          loan_id});
  }
  return table;
}

Table loans_table() {
  Table table{"loans", "Loans that were paid out, with what is still owed."};
  table.columns = {
      col("loan_id", "VARCHAR(20)", "Unique identifier, e.g. LN000123"),
      col("customer_id", "VARCHAR(20)", "The borrower")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the customer who borrows"),
      col("loan_type", "VARCHAR(20)", "Kind of loan").category(),
      col("loan_amount", "NUMERIC(12,2)", "Amount paid out, in EUR"),
      col("interest_rate", "NUMERIC(5,2)", "Percent a year"),
      col("term_months", "INTEGER", "Agreed duration in months"),
      col("outstanding_balance", "NUMERIC(12,2)", "What is still owed, in EUR"),
      col("status", "VARCHAR(20)", "State of the loan").category(),
      col("start_date", "DATE", "The day it was paid out"),
      col("end_date", "DATE", "The day of the last instalment as agreed").ahead(),
      col("branch_id", "VARCHAR(10)", "Branch that granted it")
          .across("accounts_db", "branches", "branch_id"),
      col("loan_officer_id", "VARCHAR(10)", "Employee who granted it")
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"customer_id", "status"};
  return table;
}

Table payments(const World& world, const std::vector<Loan>& loans) {
  Table table{"loan_payments", "Instalments of loans that fell due during the last twelve months."};
  table.columns = {
      col("payment_id", "INTEGER", "Unique identifier"),
      col("loan_id", "VARCHAR(20)", "The loan").to("loans", "loan_id"),
      col("due_date", "DATE", "The day it was due"),
      col("payment_date", "DATE", "The day it was paid; empty while overdue").nullable(),
      col("amount_due", "NUMERIC(10,2)", "In EUR"),
      col("amount_paid", "NUMERIC(10,2)", "In EUR; 0 while overdue"),
      col("late_fee", "NUMERIC(8,2)", "In EUR; empty when paid in time").nullable(),
      col("status", "VARCHAR(10)", "paid, paid late, or overdue (not paid yet)").category(),
  };
  table.indexed = {"due_date", "status"};
  Random random(world.seed, "loans_db.payments");
  std::int64_t id = 0;
  for (const auto& loan : loans) {
    const double careless = random.chance(0.12) ? 0.4 : 0.03;
    for (Date due = loan.start + std::chrono::days(30); due <= loan.last_due;
         due += std::chrono::days(30)) {
      if (due < years_before(world.today, 1)) continue;
      const auto age = (world.today - due).count();
      const bool is_late = random.chance(careless);
      const auto delay =
          is_late ? random.between(4, 45) : -random.between(0, std::min<std::int64_t>(2, age));
      const bool is_overdue = loan.status == "defaulted" ? age < 150 : delay > age;
      const Money amount = money(loan.instalment);
      table.rows.push_back(
          {++id, loan.id, due,
           is_overdue ? Cell{} : Cell{due + std::chrono::days(std::min(delay, age))}, amount,
           is_overdue ? Money{0} : amount,
           is_late || is_overdue ? Cell{money(loan.instalment * 0.02 + 5)} : Cell{},
           std::string(is_overdue ? "overdue"
                       : is_late  ? "late"
                                  : "paid")});
    }
  }
  number_by_date(table, "due_date");
  return table;
}

Table collateral(const World& world, const std::vector<Loan>& loans) {
  Table table{"collateral", "What secures mortgages, car loans and business loans."};
  table.columns = {
      col("collateral_id", "INTEGER", "Unique identifier"),
      col("loan_id", "VARCHAR(20)", "The loan").to("loans", "loan_id"),
      col("collateral_type", "VARCHAR(20)", "Kind of security").category(),
      col("estimated_value", "NUMERIC(12,2)", "In EUR"),
      col("valuation_date", "DATE", "The day of the estimate"),
  };
  Random random(world.seed, "loans_db.collateral");
  std::int64_t id = 0;
  for (const auto& loan : loans) {
    const std::string type = loan.kind->type == "mortgage"
                                 ? one_of(random, {{"apartment", 60}, {"house", 35}, {"land", 5}})
                             : loan.kind->type == "auto"
                                 ? std::string("vehicle")
                                 : one_of(random, {{"machinery", 1}, {"inventory", 1}});
    if (loan.kind->type == "personal" || loan.kind->type == "student") continue;
    const double loaned = loan.instalment * loan.kind->months * 0.7;
    table.rows.push_back({++id, loan.id, type, money(loaned * random.normal(1.35, 0.12), 500),
                          loan.start - std::chrono::days(random.between(5, 40))});
  }
  return table;
}

}  // namespace

Dataset make_loans_db(const World& world) {
  Dataset dataset{
      "loans_db", "Loans", "landmark", "Loans, loan applications, instalments and collateral",
      "Mortgages, personal, auto, student and business loans with amount, rate and what is "
      "still owed; the applications and decisions before them; instalments paid, late or "
      "overdue; and collateral."};
  std::vector<Loan> made;
  Table loans = loans_table();
  Table requested = applications(world, made, loans);
  dataset.tables.push_back(std::move(loans));
  dataset.tables.push_back(std::move(requested));
  dataset.tables.push_back(payments(world, made));
  dataset.tables.push_back(collateral(world, made));
  return dataset;
}

}  // namespace askdb::demo
