/// The offline engine: a question on a small and on a large schema, building, and value look-up.

#include <benchmark/benchmark.h>

#include <random>

#include "linguist/linguist.hpp"
#include "linguist/value_index.hpp"

namespace askdb {
namespace {

/// A shop of ten tables, repeated under other names until there are `count` tables.
std::shared_ptr<const Database> shop(std::size_t count) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> kTables = {
      {"customers", {"name", "city", "country", "email", "birth_date"}},
      {"orders", {"order_date", "status", "total_amount", "shipping_city", "discount"}},
      {"order_items", {"quantity", "unit_price", "note", "line_number", "tax"}},
      {"products", {"name", "category", "price", "weight", "color"}},
      {"suppliers", {"company_name", "city", "country", "rating", "phone"}},
      {"employees", {"first_name", "last_name", "salary", "hire_date", "job_title"}},
      {"departments", {"name", "budget", "floor", "manager_name", "location"}},
      {"invoices", {"invoice_date", "due_date", "amount", "is_paid", "currency"}},
      {"shipments", {"shipped_date", "carrier", "cost", "tracking_code", "state"}},
      {"reviews", {"stars", "title", "written_on", "language", "helpful_votes"}}};
  Database database{.name = "shop", .default_schema = "main", .fingerprint = "bench"};
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [name, columns] = kTables[i % kTables.size()];
    const std::size_t round = i / kTables.size();
    const std::string suffix = round == 0 ? "" : "_region" + std::to_string(round);
    Table table{.schema = "main", .name = name + suffix, .primary_key = {"id"}};
    table.columns.push_back({.name = "id", .type = "INTEGER", .kind = ValueKind::kInteger});
    for (const std::string& column : columns) {
      const bool is_date = column.ends_with("_date") || column.ends_with("_on");
      const bool is_number = column == "price" || column == "salary" || column == "quantity" ||
                             column.ends_with("amount") || column == "budget" || column == "stars";
      table.columns.push_back({.name = column,
                               .type = is_date     ? "DATE"
                                       : is_number ? "REAL"
                                                   : "TEXT",
                               .kind = is_date     ? ValueKind::kDate
                                       : is_number ? ValueKind::kDecimal
                                                   : ValueKind::kText});
    }
    if (i % kTables.size() != 0) {  // A chain: orders -> customers, order_items -> orders, ...
      const std::string to = kTables[i % kTables.size() - 1].first + suffix;
      table.columns.push_back({.name = to + "_id", .type = "INTEGER", .kind = ValueKind::kInteger});
      table.foreign_keys.push_back({{to + "_id"}, "main", to, {"id"}});
    }
    database.tables.push_back(std::move(table));
  }
  return std::make_shared<const Database>(std::move(database));
}

std::vector<KnownValues> values_of(const Database& database, std::size_t per_column) {
  std::mt19937 random(7);
  const auto word = [&random] {
    std::string text;
    for (std::size_t i = 0; i < 4 + random() % 6; ++i) {
      text += "bcdfghklmnprstvw"[random() % 16];
      text += "aeiou"[random() % 5];
    }
    text[0] = static_cast<char>(text[0] - 32);
    return text;
  };
  std::vector<KnownValues> all;
  for (const Table& table : database.tables) {
    for (const Column& column : table.columns) {
      if (column.kind != ValueKind::kText) continue;
      KnownValues known{"main", table.name, column.name, {}};
      for (std::size_t i = 0; i < per_column; ++i) {
        known.values.push_back(i % 2 == 0 ? word() : word() + " " + word());
      }
      all.push_back(std::move(known));
    }
  }
  all.front().values.emplace_back("Vienna");
  return all;
}

constexpr const char* kQuestions[] = {
    "How many customers are there?",
    "Show the name and city of all customers in Vienna",
    "What is the average price of products per category?",
    "Top 5 customers by total amount of their orders",
    "List the products that cost more than the average price",
    "Which employees were hired in 2024 and earn more than 50000?",
    "Number of orders per month last year",
    "Which customers have never placed an order?",
    "For each department show the number of employees and the total salary",
    "Which city has the most customers?"};

void translate(benchmark::State& state) {
  const auto database = shop(static_cast<std::size_t>(state.range(0)));
  const Linguist linguist(database, values_of(*database, 200));
  const TranslationContext context{.now = Clock::WallTime(std::chrono::hours(497'000))};
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        linguist.translate(kQuestions[next++ % std::size(kQuestions)], context));
  }
}
BENCHMARK(translate)
    ->Name("linguist/question/tables")
    ->Arg(10)
    ->Arg(500)
    ->Unit(benchmark::kMillisecond);

void build(benchmark::State& state) {
  const auto database = shop(static_cast<std::size_t>(state.range(0)));
  const auto values = values_of(*database, 200);
  for (auto _ : state) benchmark::DoNotOptimize(Linguist(database, values));
}
BENCHMARK(build)->Name("linguist/build/tables")->Arg(10)->Arg(500)->Unit(benchmark::kMillisecond);

void look_up_values(benchmark::State& state) {
  const auto database = shop(100);
  const auto columns = static_cast<std::int64_t>(values_of(*database, 1).size());
  const auto values = values_of(*database, static_cast<std::size_t>(state.range(0) / columns));
  const linguist::ValueIndex index(values);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        index.find("How many customers in Viena ordered more than five times?"));
  }
}
BENCHMARK(look_up_values)
    ->Name("linguist/value_lookup/values")
    ->Arg(500'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace askdb
