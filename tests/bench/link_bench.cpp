/// Linking questions to schemas: building the index, one question, and rendering.

#include <benchmark/benchmark.h>

#include <random>

#include "catalog/link.hpp"

namespace {

using namespace askdb;

/// Tables of 20 columns whose names are drawn from 400 business-like words.
std::shared_ptr<const Database> schema(std::size_t tables) {
  std::mt19937 random(7);
  const auto word = [&] {
    static const char* const kHeads[] = {"cust", "order", "prod", "bran", "empl", "acco", "tran",
                                         "invo", "ship",  "pay",  "clai", "poli", "rout", "sto",
                                         "audi", "ven",   "cont", "proj", "task", "leg"};
    static const char* const kTails[] = {"omer", "item", "uct",  "ch",  "oyee", "unt", "saction",
                                         "ice",  "ment", "roll", "m",   "cy",   "e",   "ck",
                                         "t",    "dor",  "ract", "ect", "log",  "er"};
    return std::string(kHeads[random() % 20]) + kTails[random() % 20];
  };
  auto database = std::make_shared<Database>();
  database->default_schema = "public";
  for (std::size_t index = 0; index < tables; ++index) {
    Table table;
    table.schema = "public";
    table.name = word() + "_" + word() + "_" + std::to_string(index);
    table.comment = "Holds each " + word() + " with its " + word();
    table.columns.push_back({"id", "integer", ValueKind::kInteger});
    table.primary_key = {"id"};
    for (int column = 1; column < 20; ++column) {
      table.columns.push_back({word() + "_" + word(), "text", ValueKind::kText});
      if (column % 4 == 0) table.columns.back().comment = "The " + word() + " of the " + word();
    }
    if (index > 0) {
      table.foreign_keys.push_back({{table.columns[1].name},
                                    "public",
                                    database->tables[random() % index].name,
                                    {"id"},
                                    false});
    }
    database->tables.push_back(std::move(table));
  }
  return database;
}

std::vector<ColumnValues> values(const Database& database, std::size_t per_column) {
  std::vector<ColumnValues> all;
  for (const auto& table : database.tables) {
    ColumnValues column{table.schema, table.name, table.columns[2].name, {}, true};
    for (std::size_t index = 0; index < per_column; ++index) {
      column.values.push_back("Value " + std::to_string(index) + " of " + table.name);
    }
    all.push_back(std::move(column));
  }
  return all;
}

constexpr const char* kQuestion =
    "Which customer with an unpaid invoice in Vienna had the most orders per branch last year?";

void BM_BuildIndex(benchmark::State& state) {
  const auto database = schema(static_cast<std::size_t>(state.range(0)));
  const auto known = values(*database, static_cast<std::size_t>(state.range(1)));
  for (auto _ : state) {
    const LinkIndex index(database, known);
    benchmark::DoNotOptimize(&index);
  }
}
BENCHMARK(BM_BuildIndex)
    ->Args({20, 0})
    ->Args({1'000, 0})
    ->Args({1'000, 200})
    ->Unit(benchmark::kMillisecond);

void BM_LinkQuestion(benchmark::State& state) {
  const auto database = schema(static_cast<std::size_t>(state.range(0)));
  const LinkIndex index(database, values(*database, 200));
  for (auto _ : state) {
    benchmark::DoNotOptimize(index.link(kQuestion));
  }
}
BENCHMARK(BM_LinkQuestion)->Arg(20)->Arg(1'000)->Unit(benchmark::kMicrosecond);

void BM_RenderSchema(benchmark::State& state) {
  const auto database = schema(static_cast<std::size_t>(state.range(0)));
  const LinkIndex index(database, {});
  const Linking linking = index.link(kQuestion);
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = render_schema(linking, 2'000).size();
  }
  state.counters["tokens"] = static_cast<double>(bytes) / 4;
}
BENCHMARK(BM_RenderSchema)->Arg(20)->Arg(1'000)->Unit(benchmark::kMicrosecond);

}  // namespace
