/// Ten keys against a table of ten million rows: what is moved and how long it takes when the keys
/// are passed on, and when both tables are fetched whole. ASKDB_BENCH_ROWS makes it smaller.

#include <benchmark/benchmark.h>

#include <cstdlib>

#include "datasource/manager.hpp"
#include "federation/federated_datasource.hpp"
#include "federation/merged_cache.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

std::string row_count() {
  const char* rows = std::getenv("ASKDB_BENCH_ROWS");
  return rows == nullptr ? "10000000" : rows;
}

/// A small database and a large one, made once.
class Databases {
 public:
  static Databases& made() {
    static Databases databases;
    return databases;
  }

  Federation federation() const {
    Federation made;
    made.sources = sources_;
    made.merged = merged_->merged;
    return made;
  }
  const Guard& guard() const { return *merged_->guard; }
  BlockingPool& threads() { return threads_; }

 private:
  Databases()
      : small_(
            "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)"
            "INSERT INTO customers SELECT i * 1000, 'customer ' || i FROM n;"),
        large_(
            "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, amount REAL);"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
            row_count() +
            ") INSERT INTO orders SELECT i, i % 1000000, i / 100.0 FROM n;"
            "CREATE INDEX by_customer ON orders(customer_id); ANALYZE;") {
    DatasourceConfig crm{.name = "crm", .type = "sqlite"};
    crm.connection = small_.path();
    DatasourceConfig shop{.name = "shop", .type = "sqlite"};
    shop.connection = large_.path();
    manager_ = DatasourceManager::create({crm, shop}, threads_).value();
    catalog_ = std::make_unique<Catalog>(*manager_, Overlays{}, "");
    std::vector<std::shared_ptr<const CatalogEntry>> entries;
    for (const auto& source : manager_->all()) {
      auto entry = testing::run_task(catalog_->entry(source->name())).value();
      sources_.push_back({source.get(), entry, {}});
      entries.push_back(std::move(entry));
    }
    merged_ = cache_.of(entries);
  }

  testing::SqliteFile small_;
  testing::SqliteFile large_;
  BlockingPool threads_{2};
  std::unique_ptr<DatasourceManager> manager_;
  std::unique_ptr<Catalog> catalog_;
  federation::MergedCache cache_;
  std::vector<FederatedSource> sources_;
  std::shared_ptr<const federation::MergedEntry> merged_;
};

void join(benchmark::State& state, std::size_t max_keys) {
  auto& databases = Databases::made();
  auto federation = databases.federation();
  federation.settings.transfer.max_rows = 100'000'000;
  federation.settings.transfer.max_bytes = 64ULL << 30U;
  federation.settings.transfer.max_keys = max_keys;
  federation.settings.workspace.memory_mb = 2'048;
  FederatedDatasource source(std::move(federation), databases.threads());
  const auto statement = databases.guard().check(
      "SELECT c.name, sum(o.amount) AS total FROM crm.customers c JOIN shop.orders o "
      "ON o.customer_id = c.id GROUP BY c.name",
      {});
  if (!statement) {
    state.SkipWithError(statement.error().message.c_str());
    return;
  }
  const RunLimits limits{.timeout = std::chrono::minutes(30), .max_bytes = 64ULL << 30U};
  for (auto round : state) {
    auto rows = testing::run_task(source.run(*statement, limits));
    if (!rows) state.SkipWithError(one_line(rows.error()).c_str());
    benchmark::DoNotOptimize(rows);
  }
  double moved = 0;
  for (const auto& part : source.report().parts) moved += static_cast<double>(part.rows);
  state.counters["rows_moved"] = moved;
  state.counters["percent_of_table"] = 100 * moved / std::stod(row_count());
}

void join_10_keys_with_10_million_rows_by_keys(benchmark::State& state) { join(state, 20'000); }
BENCHMARK(join_10_keys_with_10_million_rows_by_keys)->Unit(benchmark::kMillisecond)->UseRealTime();

void join_10_keys_with_10_million_rows_whole(benchmark::State& state) { join(state, 0); }
BENCHMARK(join_10_keys_with_10_million_rows_whole)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);

}  // namespace
}  // namespace askdb
