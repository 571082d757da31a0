#include <algorithm>

#include "world.hpp"

namespace askdb::demo {

namespace {

Table customers(const World& world) {
  Table table{"customers",
              "People and companies that are or were customers of the bank; one row each."};
  table.columns = {
      col("customer_id", "VARCHAR(20)", "Unique identifier, e.g. CUST000123"),
      col("name", "VARCHAR(120)", "Full name of the person or company"),
      col("customer_type", "VARCHAR(20)", "Private person or company").category(),
      col("gender", "VARCHAR(10)", "Empty for companies").nullable().category(),
      col("date_of_birth", "DATE", "Empty for companies").nullable(),
      col("email", "VARCHAR(120)", "Empty when the customer gave none").nullable(),
      col("phone", "VARCHAR(40)", "Empty when the customer gave none").nullable(),
      col("city", "VARCHAR(60)", "Where the customer lives or has its seat").category(),
      col("country", "VARCHAR(60)", "Country of the customer").category(),
      col("segment", "VARCHAR(20)", "How the bank serves the customer").category(),
      col("annual_income", "NUMERIC(12,2)", "Yearly income, or turnover of a company, in EUR")
          .nullable(),
      col("credit_score", "INTEGER", "300 (worst) to 850 (best)").nullable(),
      col("status", "VARCHAR(20)", "Whether the customer is still with us").category(),
      col("customer_since", "DATE", "The day the customer joined"),
      col("branch_id", "VARCHAR(10)", "Home branch").across("accounts_db", "branches", "branch_id"),
  };
  table.indexed = {"name", "city", "customer_since"};
  Random random(world.seed, "customer_db.customers");
  for (const auto& customer : world.customers) {
    const double income =
        customer.is_company ? customer.wealth * 210'000 : customer.wealth * 41'000;
    const std::string segment = customer.is_company
                                    ? (customer.wealth > 11 ? "corporate" : "business")
                                : customer.wealth > 2.6  ? "private banking"
                                : customer.wealth > 1.45 ? "premium"
                                                         : "retail";
    const std::string status = customer.has_left     ? "closed"
                               : random.chance(0.06) ? "inactive"
                                                     : "active";
    const auto mail =
        mail_name(customer.name) +
        (customer.is_company ? "@example.com" : customer.id.substr(7) + "@example.org");
    table.rows.push_back(
        {customer.id, customer.name, std::string(customer.is_company ? "company" : "person"),
         customer.is_company ? Cell{} : Cell{std::string(customer.is_female ? "female" : "male")},
         customer.is_company ? Cell{} : Cell{customer.born},
         random.chance(0.93) ? Cell{mail} : Cell{},
         random.chance(0.88) ? Cell{phone_in(random, *customer.city)} : Cell{},
         std::string(customer.city->name), std::string(customer.city->country), segment,
         random.chance(0.9) ? Cell{money(income, 100)} : Cell{},
         random.chance(0.94)
             ? Cell{std::clamp<std::int64_t>(static_cast<std::int64_t>(random.normal(
                                                 655 + 28 * std::log(customer.wealth), 70)),
                                             300, 850)}
             : Cell{},
         status, customer.since, world.branches[customer.branch].id});
  }
  return table;
}

Table addresses(const World& world) {
  Table table{"addresses", "Postal addresses of customers; a customer may have several."};
  table.columns = {
      col("address_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "Whose address it is").to("customers", "customer_id"),
      col("address_type", "VARCHAR(20)", "What the address is used for").category(),
      col("street", "VARCHAR(120)", "Street and number"),
      col("postal_code", "VARCHAR(12)", "Postal code"),
      col("city", "VARCHAR(60)", "City of the address"),
      col("country", "VARCHAR(60)", "Country of the address"),
      col("valid_from", "DATE", "Since when the address is known"),
  };
  Random random(world.seed, "customer_db.addresses");
  std::int64_t id = 0;
  for (const auto& customer : world.customers) {
    const auto add = [&](const std::string& type, const City& city, Date from) {
      table.rows.push_back({++id, customer.id, type, street_in(random, city),
                            postal_code_in(random, city), std::string(city.name),
                            std::string(city.country), from});
    };
    add(customer.is_company ? "seat" : "home", *customer.city, customer.since);
    if (random.chance(0.22)) {
      add("mailing", random.chance(0.8) ? *customer.city : random.pick(cities()),
          random.business_day(customer.since, world.today));
    }
    if (!customer.is_company && random.chance(0.1)) {
      add("work", *customer.city, random.business_day(customer.since, world.today));
    }
  }
  return table;
}

Table complaints(const World& world) {
  Table table{"complaints", "Complaints that customers made, and what became of them."};
  table.columns = {
      col("complaint_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "Who complained").to("customers", "customer_id"),
      col("category", "VARCHAR(40)", "What the complaint is about").category(),
      col("channel", "VARCHAR(20)", "How it reached the bank").category(),
      col("priority", "VARCHAR(10)", "How urgent it is").category(),
      col("status", "VARCHAR(20)", "Where it stands").category(),
      col("opened_date", "DATE", "The day it was made"),
      col("resolved_date", "DATE", "The day it was settled; empty while it is not").nullable(),
      col("employee_id", "VARCHAR(10)", "Who handles it; empty until someone does")
          .nullable()
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"status", "opened_date"};
  Random random(world.seed, "customer_db.complaints");
  for (std::int64_t id = 1; id <= 2'200; ++id) {
    const Customer& customer = world.any_customer(random);
    const Date opened = random.business_day(std::max(customer.since, years_before(world.today, 4)),
                                            world.today, 1.5);
    const auto age = (world.today - opened).count();
    const auto took = static_cast<std::int64_t>(random.skewed(12, 0.9)) + 1;
    const bool is_settled = took <= age && random.chance(0.965);
    const std::string status = is_settled ? (random.chance(0.9) ? "resolved" : "rejected")
                                          : one_of(random, {{"open", 5}, {"in progress", 4}});
    const std::string category = one_of(random, {{"fees and charges", 24},
                                                 {"card payments", 19},
                                                 {"online banking", 17},
                                                 {"customer service", 13},
                                                 {"loan processing", 10},
                                                 {"account closure", 7},
                                                 {"fraud", 6},
                                                 {"insurance claim", 4}});
    table.rows.push_back(
        {id, customer.id, category,
         one_of(random, {{"phone", 35}, {"email", 30}, {"branch", 18}, {"app", 15}, {"letter", 4}}),
         one_of(random, {{"low", 40}, {"medium", 42}, {"high", category == "fraud" ? 90.0 : 14.0}}),
         status, opened, is_settled ? Cell{opened + std::chrono::days(took)} : Cell{},
         status == "open" && random.chance(0.5)
             ? Cell{}
             : Cell{world.someone(random, "Customer Service", opened).id}});
  }
  number_by_date(table, "opened_date");
  return table;
}

Table interactions(const World& world) {
  Table table{"interactions", "Contacts between customers and the bank's staff."};
  table.columns = {
      col("interaction_id", "INTEGER", "Unique identifier"),
      col("customer_id", "VARCHAR(20)", "The customer").to("customers", "customer_id"),
      col("channel", "VARCHAR(20)", "How they met").category(),
      col("reason", "VARCHAR(40)", "Why they met").category(),
      col("interaction_date", "DATE", "The day of the contact"),
      col("duration_minutes", "INTEGER", "How long it took; empty for e-mails").nullable(),
      col("satisfaction_rating", "INTEGER", "1 (bad) to 5 (very good); empty when not asked")
          .nullable(),
      col("employee_id", "VARCHAR(10)", "Who served the customer")
          .across("employees_db", "employees", "employee_id"),
  };
  table.indexed = {"interaction_date"};
  Random random(world.seed, "customer_db.interactions");
  for (std::int64_t id = 1; id <= 5'000; ++id) {
    const Customer& customer = world.any_customer(random);
    const Date day = random.business_day(std::max(customer.since, years_before(world.today, 3)),
                                         world.today, 1.3);
    const std::string channel = one_of(
        random, {{"phone", 38}, {"branch", 26}, {"email", 20}, {"video call", 9}, {"chat", 12}});
    const auto minutes =
        static_cast<std::int64_t>(random.skewed(channel == "branch" ? 22 : 9, 0.5)) + 1;
    table.rows.push_back(
        {id, customer.id, channel,
         one_of(random, {{"account question", 30},
                         {"card problem", 18},
                         {"loan advice", 14},
                         {"investment advice", 9},
                         {"change of data", 12},
                         {"complaint", 8},
                         {"insurance advice", 7}}),
         day, channel == "email" ? Cell{} : Cell{minutes},
         random.chance(0.45) ? Cell{std::clamp<std::int64_t>(
                                   static_cast<std::int64_t>(random.normal(4.4, 1.0)), 1, 5)}
                             : Cell{},
         world.someone(random, channel == "branch" ? "Retail Banking" : "Customer Service", day)
             .id});
  }
  number_by_date(table, "interaction_date");
  return table;
}

}  // namespace

Dataset make_customer_db(const World& world) {
  Dataset dataset{
      "customer_db", "Customers", "users", "Customers, their addresses, complaints and contacts",
      "Who the bank's customers are: people and companies with their segment, city, income "
      "and credit score, their postal addresses, the complaints they made and their "
      "contacts with staff."};
  dataset.tables = {customers(world), addresses(world), complaints(world), interactions(world)};
  return dataset;
}

}  // namespace askdb::demo
