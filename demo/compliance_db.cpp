#include <algorithm>

#include "world.hpp"

namespace askdb::demo {

namespace {

Table kyc_checks(const World& world) {
  Table table{"kyc_checks", "Know-your-customer checks: identity, address, source of funds."};
  table.columns = {
      col("check_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "Who was checked")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the customer who was checked"),
      col("check_type", "VARCHAR(30)", "What was checked").category(),
      col("check_date", "DATE", "The day of the check"),
      col("result", "VARCHAR(20)", "Outcome; pending until there is one").category(),
      col("risk_level", "VARCHAR(10)", "Rating given; empty while pending").nullable().category(),
      col("next_review_date", "DATE", "When to check again; empty when never").nullable().ahead(),
      col("reviewer_id", "VARCHAR(10)", "Employee who checked")
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"customer_id", "check_date"};
  Random random(world.seed, "compliance_db.kyc_checks");
  std::int64_t id = 0;
  for (const auto& customer : world.customers) {
    const auto add = [&](const std::string& type, Date day) {
      const bool is_fresh = world.today - day < std::chrono::days(10);
      const std::string result = is_fresh && random.chance(0.5)
                                     ? "pending"
                                     : one_of(random, {{"passed", 93}, {"failed", 7}});
      const std::string risk =
          one_of(random, {{"low", 74}, {"medium", 21}, {"high", customer.wealth > 4 ? 18.0 : 5.0}});
      const int again = risk == "high" ? 365 : risk == "medium" ? 730 : 1'095;
      const bool is_pending = result == "pending";
      table.rows.push_back(
          {++id, customer.id, customer.name, type, day, result, is_pending ? Cell{} : Cell{risk},
           is_pending || customer.has_left ? Cell{} : Cell{day + std::chrono::days(again)},
           world.someone(random, "Compliance", day).id});
    };
    add("identity", customer.since);
    if (customer.wealth > 2.2) {
      add("source of funds", random.business_day(customer.since, world.today));
    }
    if (random.chance(0.2)) {
      add(random.chance(0.5) ? "periodic review" : "address",
          random.business_day(customer.since, world.today));
    }
  }
  number_by_date(table, "check_date");
  return table;
}

Table alerts(const World& world) {
  Table table{"aml_alerts", "Anti-money-laundering alerts on customers' transactions."};
  table.columns = {
      col("alert_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "Whom it concerns")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the customer concerned"),
      col("alert_type", "VARCHAR(40)", "What the system noticed").category(),
      col("severity", "VARCHAR(10)", "How serious it is").category(),
      col("alert_date", "DATE", "The day it was raised"),
      col("amount", "NUMERIC(12,2)", "Money involved, in EUR"),
      col("status", "VARCHAR(20)", "Where it stands").category(),
      col("closed_date", "DATE", "Empty until it is closed or reported").nullable(),
      col("assigned_to", "VARCHAR(10)", "Employee who looks into it; empty until someone does")
          .nullable()
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"alert_date", "status"};
  Random random(world.seed, "compliance_db.aml_alerts");
  for (std::int64_t id = 1; id <= 1'400; ++id) {
    const Customer& customer = world.any_customer(random);
    const Date raised = random.business_day(std::max(customer.since, years_before(world.today, 3)),
                                            world.today, 1.4);
    const auto took = static_cast<std::int64_t>(random.skewed(30, 0.8)) + 1;
    const bool is_done = (world.today - raised).count() >= took;
    const std::string status = is_done ? one_of(random, {{"closed", 88}, {"reported", 12}})
                                       : one_of(random, {{"open", 55}, {"investigating", 45}});
    table.rows.push_back(
        {id, customer.id, customer.name,
         one_of(random, {{"structuring", 30},
                         {"unusual amount", 28},
                         {"high-risk country", 18},
                         {"rapid movement", 16},
                         {"sanctions match", 5}}),
         one_of(random, {{"low", 45}, {"medium", 38}, {"high", 17}}), raised,
         money(random.skewed(9'200, 0.8) * std::clamp(customer.wealth, 0.7, 8.0)), status,
         is_done ? Cell{raised + std::chrono::days(took)} : Cell{},
         status == "open" ? Cell{} : Cell{world.someone(random, "Compliance", raised).id}});
  }
  number_by_date(table, "alert_date");
  return table;
}

struct Audit {
  std::int64_t id = 0;
  Date start;
  bool is_done = false;
};

Table audits(const World& world, std::vector<Audit>& made) {
  Table table{"audits", "Internal audits of the bank's departments."};
  table.columns = {
      col("audit_id", "INTEGER", "Unique identifier"),
      col("audit_type", "VARCHAR(30)", "What was looked at").category(),
      col("department", "VARCHAR(40)", "Department that was audited").category(),
      col("start_date", "DATE", "First day"),
      col("end_date", "DATE", "Last day; empty while under way").nullable(),
      col("status", "VARCHAR(20)", "State of the audit").category(),
      col("rating", "VARCHAR(20)", "Overall result; empty while under way").nullable().category(),
      col("lead_auditor_id", "VARCHAR(10)", "Employee who led it")
          .across("employees_db", "employees", "employee_id"),
  };
  Random random(world.seed, "compliance_db.audits");
  for (std::int64_t id = 1; id <= 180; ++id) {
    const Date start = random.business_day(years_before(world.today, 5), world.today);
    const Date end = start + std::chrono::days(random.between(10, 70));
    const bool is_done = end <= world.today;
    table.rows.push_back(
        {id,
         one_of(random, {{"operational", 35},
                         {"financial", 25},
                         {"information security", 20},
                         {"regulatory", 20}}),
         std::string(random.pick(department_names())), start, is_done ? Cell{end} : Cell{},
         std::string(is_done ? "completed" : "in progress"),
         is_done ? Cell{one_of(random, {{"good", 50}, {"satisfactory", 36}, {"poor", 14}})}
                 : Cell{},
         world.someone(random, "Internal Audit", start).id});
    made.push_back({id, start, is_done});
  }
  return table;
}

Table findings(const World& world, const std::vector<Audit>& audits) {
  Table table{"audit_findings", "Shortcomings that audits found, and their remedy."};
  table.columns = {
      col("finding_id", "INTEGER", "Unique identifier"),
      col("audit_id", "INTEGER", "The audit").to("audits", "audit_id"),
      col("title", "VARCHAR(80)", "The shortcoming in a few words").category(),
      col("severity", "VARCHAR(10)", "How serious it is").category(),
      col("status", "VARCHAR(20)", "Whether it was remedied").category(),
      col("found_date", "DATE", "The day it was found"),
      col("due_date", "DATE", "Until when it must be remedied").ahead(),
      col("resolved_date", "DATE", "Empty until remedied").nullable(),
  };
  Random random(world.seed, "compliance_db.audit_findings");
  std::int64_t id = 0;
  for (const auto& audit : audits) {
    const auto count = random.between(0, 8);
    for (std::int64_t number = 0; number < count; ++number) {
      const Date found =
          std::min(world.today, audit.start + std::chrono::days(random.between(1, 10)));
      const Date due = found + std::chrono::days(90);
      const auto took = static_cast<std::int64_t>(random.skewed(60, 0.6)) + 3;
      const bool is_done = (world.today - found).count() >= took && random.chance(0.93);
      table.rows.push_back({++id, audit.id,
                            one_of(random, {{"Missing approval", 20},
                                            {"Outdated procedure", 20},
                                            {"Access rights too wide", 18},
                                            {"Late reporting", 14},
                                            {"Incomplete customer file", 18},
                                            {"Untested recovery plan", 10}}),
                            one_of(random, {{"low", 40}, {"medium", 42}, {"high", 18}}),
                            std::string(is_done ? "resolved" : "open"), found, due,
                            is_done ? Cell{found + std::chrono::days(took)} : Cell{}});
    }
  }
  return table;
}

Table reports(const World& world) {
  Table table{"regulatory_reports", "Reports to the supervisory authorities."};
  table.columns = {
      col("report_id", "INTEGER", "Unique identifier"),
      col("report_type", "VARCHAR(40)", "Subject of the report").category(),
      col("authority", "VARCHAR(40)", "Who receives it").category(),
      col("due_date", "DATE", "When it was due"),
      col("submitted_date", "DATE", "When it was handed in; empty while it was not").nullable(),
      col("status", "VARCHAR(20)", "submitted, late, or missing").category(),
  };
  Random random(world.seed, "compliance_db.regulatory_reports");
  std::int64_t id = 0;
  for (const std::string_view type : {"capital adequacy", "liquidity coverage", "large exposures",
                                      "suspicious activity", "payment statistics"}) {
    for (Date due = world.today - std::chrono::days(48 * 30 + 3); due <= world.today;
         due += std::chrono::days(30)) {
      const auto delay = random.chance(0.08) ? random.between(1, 12) : -random.between(0, 6);
      const bool is_missing = due + std::chrono::days(delay) > world.today ||
                              (world.today - due < std::chrono::days(10) && random.chance(0.4));
      table.rows.push_back(
          {++id, std::string(type),
           std::string(type == "suspicious activity"  ? "Financial Intelligence Unit"
                       : type == "payment statistics" ? "National Bank"
                                                      : "European Banking Authority"),
           due, is_missing ? Cell{} : Cell{due + std::chrono::days(delay)},
           std::string(is_missing  ? "missing"
                       : delay > 0 ? "late"
                                   : "submitted")});
    }
  }
  number_by_date(table, "due_date");
  return table;
}

}  // namespace

Dataset make_compliance_db(const World& world) {
  Dataset dataset{
      "compliance_db", "Compliance", "scale",
      "KYC checks, money-laundering alerts, audits and reports to authorities",
      "Know-your-customer checks with risk levels, anti-money-laundering (AML) alerts, internal "
      "audits with their findings, and regulatory reports to the authorities."};
  std::vector<Audit> made;
  dataset.tables.push_back(kyc_checks(world));
  dataset.tables.push_back(alerts(world));
  dataset.tables.push_back(audits(world, made));
  dataset.tables.push_back(findings(world, made));
  dataset.tables.push_back(reports(world));
  return dataset;
}

}  // namespace askdb::demo
