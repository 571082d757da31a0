/// Linking questions to schemas: building the index, its memory, one question, and rendering, for
/// one database of up to 10,000 tables and for 40 databases; and what the cache file saves.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>

#include "catalog/cache_file.hpp"
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
  double bytes = 0;
  for (auto _ : state) {
    const LinkIndex index(database, known);
    bytes = static_cast<double>(index.bytes());
  }
  state.counters["MB"] = bytes / 1e6;
}
BENCHMARK(BM_BuildIndex)
    ->ArgNames({"tables", "values"})
    ->Args({20, 0})
    ->Args({1'000, 200})
    ->Args({10'000, 0})
    ->Args({10'000, 100})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// What a question costs: linked, and rendered for a prompt.
void BM_LinkAndRender(benchmark::State& state) {
  const auto database = schema(static_cast<std::size_t>(state.range(0)));
  const LinkIndex index(database, values(*database, 20));
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = render_schema(index.link(kQuestion), 2'000).size();
  }
  state.counters["tokens"] = static_cast<double>(bytes) / 4;
}
BENCHMARK(BM_LinkAndRender)
    ->ArgName("tables")
    ->Arg(20)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);

/// 40 databases of 250 tables each: the one that a question means is found among them.
void BM_RankDatabases(benchmark::State& state) {
  std::vector<std::shared_ptr<const CatalogEntry>> entries;
  double bytes = 0;
  for (std::size_t number = 0; number < 40; ++number) {
    auto entry = std::make_shared<CatalogEntry>();
    auto database = std::make_shared<Database>(*schema(250 + number));
    database->name = "database_" + std::to_string(number);
    entry->database = std::move(database);
    entry->links = std::make_shared<const LinkIndex>(entry->database, values(*entry->database, 20));
    bytes += static_cast<double>(entry->links->bytes());
    entries.push_back(std::move(entry));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(rank_databases(kQuestion, entries));
  }
  state.counters["MB"] = bytes / 1e6;
}
BENCHMARK(BM_RankDatabases)->Unit(benchmark::kMillisecond);

void BM_ReadCacheFile(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / "askdb_link_bench";
  const catalog::CacheFile file(folder, "bench", "here");
  const auto database = schema(static_cast<std::size_t>(state.range(0)));
  file.write({*database, values(*database, 20), true, std::chrono::system_clock::now()});
  for (auto _ : state) {
    benchmark::DoNotOptimize(file.read());
  }
  std::filesystem::remove_all(folder);
}
BENCHMARK(BM_ReadCacheFile)
    ->ArgName("tables")
    ->Arg(1'000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
