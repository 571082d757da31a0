#include <algorithm>

#include "world.hpp"

namespace askdb::demo {

namespace {

struct Policy {
  std::string id;
  std::string type;
  Date start;
  Date last_day;  ///< The last day something can happen to it: its end, or today.
  double coverage = 0;
  double premium = 0;
};

Table policies(const World& world, std::vector<Policy>& made) {
  Table table{"policies", "Insurance policies that customers bought."};
  table.columns = {
      col("policy_id", "VARCHAR(20)", "Unique identifier, e.g. POL000123"),
      col("customer_id", "VARCHAR(20)", "Who is insured")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the insured customer"),
      col("policy_type", "VARCHAR(20)", "What is insured").category(),
      col("annual_premium", "NUMERIC(10,2)", "Price per year in EUR"),
      col("coverage_amount", "NUMERIC(12,2)", "Most the insurance pays, in EUR"),
      col("deductible", "NUMERIC(8,2)", "What the customer bears of each claim, in EUR").nullable(),
      col("status", "VARCHAR(20)", "State of the policy").category(),
      col("start_date", "DATE", "First day of cover"),
      col("end_date", "DATE", "Last day of cover").ahead(),
      col("agent_id", "VARCHAR(10)", "Employee who sold it")
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"customer_id", "start_date"};
  struct Kind {
    std::string_view type;
    double premium, coverage;
    int years;
  };
  static const std::vector<Kind> kKinds = {{"home", 420, 260'000, 10},
                                           {"auto", 690, 90'000, 3},
                                           {"life", 880, 140'000, 20},
                                           {"health", 1'240, 500'000, 5},
                                           {"travel", 95, 30'000, 1}};
  Random random(world.seed, "insurance_db.policies");
  for (std::size_t number = 1; number <= 3'600; ++number) {
    const Customer& customer = world.any_customer(random);
    const Kind& kind = kKinds[random.weighted({28, 30, 16, 14, customer.is_company ? 2.0 : 12.0})];
    Policy policy;
    policy.id = numbered("POL", number, 6);
    policy.type = kind.type;
    policy.start = random.business_day(std::max(customer.since, years_before(world.today, 8)),
                                       world.today, 1.4);
    const Date end = policy.start + std::chrono::days(kind.years * 365 - 1);
    const double scale = std::clamp(customer.wealth, 0.6, 3.0);
    policy.premium = random.skewed(kind.premium, 0.25) * scale;
    policy.coverage = random.skewed(kind.coverage, 0.2) * scale;
    const bool is_over = end < world.today;
    const std::string status =
        is_over ? "expired" : one_of(random, {{"active", 90}, {"cancelled", 6}, {"lapsed", 4}});
    policy.last_day = is_over ? end : world.today;
    table.rows.push_back({policy.id, customer.id, customer.name, policy.type, money(policy.premium),
                          money(policy.coverage, 1'000),
                          policy.type == "life" ? Cell{} : Cell{money(policy.premium * 0.4, 50)},
                          status, policy.start, end,
                          world.someone(random, "Insurance", policy.start).id});
    made.push_back(std::move(policy));
  }
  return table;
}

std::string claim_type(Random& random, const std::string& policy_type) {
  if (policy_type == "auto") {
    return one_of(random, {{"collision", 50}, {"theft", 15}, {"glass damage", 25}, {"hail", 10}});
  }
  if (policy_type == "home") {
    return one_of(random, {{"water damage", 45}, {"theft", 20}, {"fire", 12}, {"storm", 23}});
  }
  if (policy_type == "health") return one_of(random, {{"hospital stay", 40}, {"treatment", 60}});
  if (policy_type == "travel") return one_of(random, {{"cancellation", 60}, {"lost luggage", 40}});
  return one_of(random, {{"death", 30}, {"disability", 70}});
}

Table claims(const World& world, const std::vector<Policy>& policies) {
  Table table{"claims", "Claims made under policies, and what was paid."};
  table.columns = {
      col("claim_id", "INTEGER", "Unique identifier"),
      col("policy_id", "VARCHAR(20)", "The policy").to("policies", "policy_id"),
      col("claim_type", "VARCHAR(30)", "What happened").category(),
      col("incident_date", "DATE", "The day it happened"),
      col("claim_date", "DATE", "The day it was reported"),
      col("claim_amount", "NUMERIC(12,2)", "What the customer asks for, in EUR"),
      col("approved_amount", "NUMERIC(12,2)", "What the bank grants, in EUR; empty until decided")
          .nullable(),
      col("status", "VARCHAR(20)", "Where it stands").category(),
      col("settled_date", "DATE", "The day it was paid or rejected; empty until then").nullable(),
  };
  table.indexed = {"claim_date", "status"};
  Random random(world.seed, "insurance_db.claims");
  for (std::int64_t id = 1; id <= 2'400;) {
    const Policy& policy = random.pick(policies);
    if (policy.type == "life" && !random.chance(0.05)) continue;
    const Date incident = random.business_day(policy.start, policy.last_day);
    const Date reported =
        std::min(world.today, incident + std::chrono::days(random.between(0, 14)));
    const double amount = std::min(policy.coverage, random.skewed(policy.premium * 3.2, 0.9) + 40);
    const auto took = static_cast<std::int64_t>(random.skewed(24, 0.7)) + 2;
    const bool is_decided = (world.today - reported).count() >= took;
    const std::string status = is_decided
                                   ? one_of(random, {{"paid", 80}, {"rejected", 20}})
                                   : one_of(random, {{"submitted", 45}, {"under review", 55}});
    const bool is_paid = status == "paid";
    table.rows.push_back({id++, policy.id, claim_type(random, policy.type), incident, reported,
                          money(amount),
                          is_paid ? Cell{money(amount * std::min(1.0, random.normal(0.88, 0.12)))}
                          : is_decided ? Cell{Money{0}}
                                       : Cell{},
                          status, is_decided ? Cell{reported + std::chrono::days(took)} : Cell{}});
  }
  number_by_date(table, "claim_date");
  return table;
}

Table premium_payments(const World& world, const std::vector<Policy>& policies) {
  Table table{"premium_payments", "Yearly premiums received for policies."};
  table.columns = {
      col("payment_id", "INTEGER", "Unique identifier"),
      col("policy_id", "VARCHAR(20)", "The policy").to("policies", "policy_id"),
      col("payment_date", "DATE", "The day it was received"),
      col("amount", "NUMERIC(10,2)", "In EUR"),
      col("method", "VARCHAR(20)", "How it was paid").category(),
  };
  table.indexed = {"payment_date"};
  Random random(world.seed, "insurance_db.premium_payments");
  std::int64_t id = 0;
  for (const auto& policy : policies) {
    for (Date due = policy.start; due <= policy.last_day; due += std::chrono::days(365)) {
      if (due < years_before(world.today, 4)) continue;
      const Date paid = std::min(world.today, due + std::chrono::days(random.between(0, 9)));
      table.rows.push_back({++id, policy.id, paid, money(policy.premium),
                            one_of(random, {{"direct debit", 70}, {"transfer", 22}, {"card", 8}})});
    }
  }
  number_by_date(table, "payment_date");
  return table;
}

Table beneficiaries(const World& world, const std::vector<Policy>& policies) {
  Table table{"beneficiaries", "Who receives the money of a life insurance."};
  table.columns = {
      col("beneficiary_id", "INTEGER", "Unique identifier"),
      col("policy_id", "VARCHAR(20)", "The policy").to("policies", "policy_id"),
      col("name", "VARCHAR(120)", "Name of the person"),
      col("relationship", "VARCHAR(20)", "To the insured").category(),
      col("share_percent", "INTEGER", "Part of the sum; the parts of a policy add up to 100"),
  };
  Random random(world.seed, "insurance_db.beneficiaries");
  std::int64_t id = 0;
  for (const auto& policy : policies) {
    if (policy.type != "life") continue;
    const auto count = random.between(1, 3);
    for (std::int64_t number = 0; number < count; ++number) {
      const std::int64_t share = 100 / count + (number == 0 ? 100 % count : 0);
      table.rows.push_back({++id, policy.id, person_in(random, random.pick(cities())).name,
                            number == 0
                                ? one_of(random, {{"spouse", 70}, {"partner", 20}, {"parent", 10}})
                                : one_of(random, {{"child", 85}, {"sibling", 15}}),
                            share});
    }
  }
  return table;
}

}  // namespace

Dataset make_insurance_db(const World& world) {
  Dataset dataset{
      "insurance_db", "Insurance", "shield",
      "Insurance policies, claims, premiums and beneficiaries",
      "Home, auto, life, health and travel policies with premium and coverage, the claims "
      "made under them and what was paid, premium payments received, and beneficiaries."};
  std::vector<Policy> made;
  dataset.tables.push_back(policies(world, made));
  dataset.tables.push_back(claims(world, made));
  dataset.tables.push_back(premium_payments(world, made));
  dataset.tables.push_back(beneficiaries(world, made));
  return dataset;
}

}  // namespace askdb::demo
