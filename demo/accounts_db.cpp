#include <algorithm>

#include "world.hpp"

namespace askdb::demo {

namespace {

struct Account {
  std::string id;
  std::string type;
  Date opened;
  Date last_day;  ///< Closing day, or today.
  Money balance;
  bool is_open = true;
};

Table branches(const World& world) {
  Table table{"branches", "Branches of the bank."};
  table.columns = {
      col("branch_id", "VARCHAR(10)", "Unique identifier, e.g. BR001"),
      col("branch_name", "VARCHAR(60)", "Name of the branch"),
      col("city", "VARCHAR(60)", "City of the branch").category(),
      col("country", "VARCHAR(60)", "Country of the branch").category(),
      col("established_date", "DATE", "The day the branch was founded"),
      col("manager_id", "VARCHAR(10)", "Employee who runs the branch")
          .across("employees_db", "employees", "employee_id"),
  };
  Random random(world.seed, "accounts_db.branches");
  for (const auto& branch : world.branches) {
    table.rows.push_back({branch.id, branch.name, std::string(branch.city->name),
                          std::string(branch.city->country), branch.opened,
                          world.someone(random, "Retail Banking", world.today).id});
  }
  return table;
}

Table accounts(const World& world, std::vector<Account>& made) {
  Table table{"accounts", "Accounts of customers with their current balance."};
  table.columns = {
      col("account_id", "VARCHAR(20)", "Unique identifier, e.g. ACC0000123"),
      col("customer_id", "VARCHAR(20)", "The account's holder")
          .across("customer_db", "customers", "customer_id"),
      col("customer_name", "VARCHAR(120)", "Name of the customer who holds the account"),
      col("account_type", "VARCHAR(20)", "Kind of account").category(),
      col("branch_id", "VARCHAR(10)", "Branch that opened and keeps the account")
          .to("branches", "branch_id"),
      col("balance", "NUMERIC(14,2)", "Current balance in EUR; negative when overdrawn"),
      col("overdraft_limit", "NUMERIC(10,2)", "In EUR; empty when none is granted").nullable(),
      col("interest_rate", "NUMERIC(5,2)", "Percent a year"),
      col("status", "VARCHAR(20)", "State of the account").category(),
      col("opened_date", "DATE", "The day the account was opened"),
      col("closed_date", "DATE", "Empty while the account is open").nullable(),
  };
  table.indexed = {"customer_id", "opened_date"};
  Random random(world.seed, "accounts_db.accounts");
  for (const auto& customer : world.customers) {
    const int count = 1 + (random.chance(0.45) ? 1 : 0) + (random.chance(0.15) ? 1 : 0);
    for (int number = 0; number < count; ++number) {
      Account account;
      account.id = numbered("ACC", made.size() + 1, 7);
      account.type = number == 0 ? (customer.is_company ? "business" : "checking")
                                 : one_of(random, {{"savings", 60},
                                                   {"fixed deposit", 18},
                                                   {"money market", 10},
                                                   {"checking", 12}});
      account.opened =
          number == 0 ? customer.since : random.business_day(customer.since, world.today, 1.3);
      account.is_open = !customer.has_left && (number == 0 || random.chance(0.94) ||
                                               account.opened > years_before(world.today, 0.5));
      account.last_day = account.is_open ? world.today
                                         : random.business_day(
                                               account.opened + std::chrono::days(30), world.today);
      const bool is_saving = account.type != "checking" && account.type != "business";
      const double balance = random.skewed(is_saving ? 9'400 : 2'300, 1.0) * customer.wealth;
      account.balance = !account.is_open                                    ? Money{0}
                        : account.type == "checking" && random.chance(0.06) ? money(-balance / 8)
                                                                            : money(balance);
      const std::string status =
          !account.is_open ? "closed"
                           : one_of(random, {{"active", 92}, {"dormant", 6}, {"frozen", 1}});
      const double rate = account.type == "fixed deposit" ? random.normal(2.9, 0.3)
                          : is_saving                     ? random.normal(1.6, 0.3)
                                                          : 0.05;
      table.rows.push_back(
          {account.id, customer.id, customer.name, account.type,
           world
               .branches[random.chance(0.92) ? customer.branch
                                             : static_cast<std::size_t>(random.between(0, 21))]
               .id,
           account.balance,
           !is_saving && random.chance(0.6) ? Cell{money(1'000 * customer.wealth + 500, 500)}
                                            : Cell{},
           money(rate), status, account.opened, account.is_open ? Cell{} : Cell{account.last_day}});
      made.push_back(std::move(account));
    }
  }
  return table;
}

Table transactions(const World& world, const std::vector<Account>& accounts) {
  Table table{"transactions", "Movements on accounts during the last two years."};
  table.columns = {
      col("transaction_id", "INTEGER", "Unique identifier"),
      col("account_id", "VARCHAR(20)", "The account").to("accounts", "account_id"),
      col("transaction_date", "DATE", "The day it was booked"),
      col("transaction_type", "VARCHAR(20)", "Kind of movement").category(),
      col("direction", "VARCHAR(10)", "credit: money in; debit: money out").category(),
      col("amount", "NUMERIC(12,2)", "In EUR, always positive; see direction"),
      col("channel", "VARCHAR(20)", "Where it was ordered").category(),
      col("counterparty", "VARCHAR(120)", "The other side; empty for cash and fees").nullable(),
  };
  table.indexed = {"transaction_date"};
  static const std::vector<std::string_view> kShops = {
      "Billa",      "Spar",  "Rewe",         "Lidl",          "IKEA",    "Zalando",
      "Amazon",     "Shell", "ÖBB",          "Deutsche Bahn", "Netflix", "Spotify",
      "MediaMarkt", "H&M",   "Café Central", "Carrefour",     "Migros",  "Vodafone"};
  struct Kind {
    std::string_view type;
    bool is_credit;
    double weight, median;
  };
  static const std::vector<Kind> kKinds = {
      {"card payment", false, 42, 38}, {"direct debit", false, 14, 85},
      {"transfer", false, 13, 240},    {"transfer", true, 12, 310},
      {"salary", true, 7, 2'450},      {"cash withdrawal", false, 7, 110},
      {"cash deposit", true, 3, 350},  {"fee", false, 3, 6},
      {"interest", true, 2, 14}};
  std::vector<double> weights;
  for (const auto& kind : kKinds) {
    weights.push_back(kind.weight);
  }
  Random random(world.seed, "accounts_db.transactions");
  const Date first = years_before(world.today, 2);
  std::int64_t id = 0;
  while (id < 30'000) {
    const Account& account = random.pick(accounts);
    const bool is_saving = account.type != "checking" && account.type != "business";
    if (account.last_day <= first || (is_saving && !random.chance(0.3))) continue;
    const Kind& kind = kKinds[random.weighted(weights)];
    if (kind.type == "salary" && account.type != "checking") continue;
    const double factor = account.type == "business" ? 7 : 1;
    const bool is_card = kind.type == "card payment";
    const bool is_cash = kind.type.substr(0, 4) == "cash";
    const bool is_own = is_cash || kind.type == "fee" || kind.type == "interest";
    const Date day = random.business_day(std::max(first, account.opened), account.last_day, 1.25);
    table.rows.push_back({++id, account.id, day, std::string(kind.type),
                          std::string(kind.is_credit ? "credit" : "debit"),
                          money(random.skewed(kind.median, 0.6) * factor + 0.5),
                          is_card   ? one_of(random, {{"card", 80}, {"online", 20}})
                          : is_cash ? one_of(random, {{"atm", 75}, {"branch", 25}})
                          : is_own
                              ? std::string("bank")
                              : one_of(random, {{"mobile app", 50}, {"online", 35}, {"branch", 8}}),
                          is_own    ? Cell{}
                          : is_card ? Cell{std::string(random.pick(kShops))}
                                    : Cell{random.pick(world.customers).name}});
  }
  number_by_date(table, "transaction_date");
  return table;
}

Table cards(const World& world, const std::vector<Account>& accounts) {
  Table table{"cards", "Debit and credit cards that belong to accounts."};
  table.columns = {
      col("card_id", "INTEGER", "Unique identifier"),
      col("account_id", "VARCHAR(20)", "The account").to("accounts", "account_id"),
      col("card_type", "VARCHAR(10)", "Kind of card").category(),
      col("network", "VARCHAR(20)", "Who runs the payments").category(),
      col("credit_limit", "NUMERIC(10,2)", "In EUR; empty for debit cards").nullable(),
      col("status", "VARCHAR(20)", "State of the card").category(),
      col("issued_date", "DATE", "The day the card was issued"),
      col("expiry_date", "DATE", "The last day it can be used").ahead(),
  };
  Random random(world.seed, "accounts_db.cards");
  std::int64_t id = 0;
  for (const auto& account : accounts) {
    if (account.type != "checking" && account.type != "business") continue;
    for (const bool is_credit : {false, true}) {
      if (!random.chance(is_credit ? 0.22 : 0.68)) continue;
      const Date issued =
          random.business_day(std::max(account.opened, years_before(world.today, 5)),
                              std::max(account.last_day, account.opened), 1.2);
      const Date expiry = issued + std::chrono::days(4 * 365 + 1);
      const std::string status = !account.is_open ? "cancelled"
                                 : expiry < world.today
                                     ? "expired"
                                     : one_of(random, {{"active", 95}, {"blocked", 4}});
      table.rows.push_back(
          {++id, account.id, std::string(is_credit ? "credit" : "debit"),
           one_of(random, {{"Visa", 45}, {"Mastercard", 50}, {"Maestro", is_credit ? 0.0 : 20.0}}),
           is_credit ? Cell{money(random.skewed(2'500, 0.5), 500)} : Cell{}, status, issued,
           expiry});
    }
  }
  number_by_date(table, "issued_date");
  return table;
}

}  // namespace

Dataset make_accounts_db(const World& world) {
  Dataset dataset{
      "accounts_db", "Accounts", "wallet",
      "Accounts with balances, transactions, cards and branches",
      "The bank's branches, the accounts they keep with customer, type and balance, the "
      "transactions of the last two years (card payments, transfers, salaries, fees), "
      "and debit and credit cards."};
  std::vector<Account> made;
  dataset.tables.push_back(branches(world));
  dataset.tables.push_back(accounts(world, made));
  dataset.tables.push_back(transactions(world, made));
  dataset.tables.push_back(cards(world, made));
  return dataset;
}

}  // namespace askdb::demo
