/// What it costs to learn a schema of 1,000 or 10,000 tables with 20 columns each, and to ask
/// whether it changed.

#include <benchmark/benchmark.h>

#include <set>

#include "datasource/postgres/postgres_datasource.hpp"
#include "datasource/sqlite/sqlite_datasource.hpp"
#include "fixtures/postgres_server.hpp"
#include "fixtures/run_task.hpp"
#include "fixtures/sqlite_file.hpp"

namespace askdb {
namespace {

constexpr int kTables = 1'000;
constexpr int kColumns = 20;
constexpr std::chrono::seconds kTimeout{60};

/// Tables in a chain of foreign keys, a few rows in each; `chunk` statements per batch.
std::string schema_sql(int first, int last) {
  std::string sql = "BEGIN;";
  for (int table = first; table < last; ++table) {
    const std::string name = "table_" + std::to_string(table);
    sql += "CREATE TABLE " + name + " (id INTEGER PRIMARY KEY";
    if (table > 0) sql += ", parent_id INTEGER REFERENCES table_" + std::to_string(table - 1);
    for (int column = 0; column < kColumns - 2; ++column) {
      constexpr const char* kTypes[] = {"TEXT", "INTEGER", "NUMERIC(10, 2)", "DATE"};
      sql += ", column_" + std::to_string(column) + " " + kTypes[column % 4];
    }
    sql += ");INSERT INTO " + name +
           " (id, column_0, column_4) VALUES (1, 'open', 'a'), "
           "(2, 'closed', 'b'), (3, 'open', 'c');";
  }
  return sql + "COMMIT";
}

const testing::SqliteFile& sqlite_file() {
  static const testing::SqliteFile file(schema_sql(0, kTables));
  return file;
}

std::string database_name(int tables) { return "bench_" + std::to_string(tables); }

template <class Operation>
void measure(benchmark::State& state, Operation operation) {
  for (auto round : state) {
    auto result = testing::run_task(operation());
    if (!result) state.SkipWithError(result.error().message.c_str());
    benchmark::DoNotOptimize(result);
  }
}

void introspect_sqlite_1000x20(benchmark::State& state) {
  BlockingPool threads(1);
  SqliteDatasource source("bench", sqlite_file().path(), 2, threads);
  measure(state, [&] { return source.introspect(kTimeout); });
}
BENCHMARK(introspect_sqlite_1000x20)->Unit(benchmark::kMillisecond)->UseRealTime();

void fingerprint_sqlite_1000x20(benchmark::State& state) {
  BlockingPool threads(1);
  SqliteDatasource source("bench", sqlite_file().path(), 2, threads);
  measure(state, [&] { return source.schema_fingerprint(); });
}
BENCHMARK(fingerprint_sqlite_1000x20)->Unit(benchmark::kMillisecond)->UseRealTime();

void make_sqlite_guard_1000x20(benchmark::State& state) {
  for (auto round : state) {
    auto guard = make_sqlite_guard(sqlite_file().path());
    if (!guard) state.SkipWithError(guard.error().message.c_str());
    benchmark::DoNotOptimize(guard);
  }
}
BENCHMARK(make_sqlite_guard_1000x20)->Unit(benchmark::kMillisecond)->UseRealTime();

void run_statement_sqlite(benchmark::State& state) {
  BlockingPool threads(1);
  SqliteDatasource source("bench", sqlite_file().path(), 2, threads);
  const auto guard = make_sqlite_guard(sqlite_file().path()).value();
  const auto sql = *guard->check("SELECT * FROM table_7", {});
  measure(state, [&] { return source.run(sql, {}); });
}
BENCHMARK(run_statement_sqlite)->Unit(benchmark::kMicrosecond)->UseRealTime();

/// A database of `tables` tables. Null, and the benchmark skipped with the reason, where there is
/// no server.
testing::PostgresServer* postgres(benchmark::State& state, int tables = kTables) {
  auto* server = testing::PostgresServer::shared();
  if (server == nullptr) {
    state.SkipWithError(testing::PostgresServer::why_not().c_str());
    return nullptr;
  }
  static std::set<int> made;
  if (made.insert(tables).second) {
    const auto name = database_name(tables);
    server->create_database(name);
    // In pieces: one transaction would need more locks than the server has room for.
    for (int first = 0; first < tables; first += 50) {
      server->execute(schema_sql(first, first + 50), name);
    }
  }
  return server;
}

DatasourceConfig postgres_config(const testing::PostgresServer& server, int tables = kTables) {
  DatasourceConfig config;
  config.name = "bench";
  config.type = "postgresql";
  config.connection = server.url(database_name(tables));
  return config;
}

/// Arguments: the number of tables, and whether they were analysed.
void introspect_postgresql(benchmark::State& state) {
  const int tables = static_cast<int>(state.range(0));
  auto* server = postgres(state, tables);
  if (server == nullptr) return;
  BlockingPool threads(1);
  PostgresDatasource source(postgres_config(*server, tables), threads);
  if (state.range(1) == 1) server->execute("ANALYZE", database_name(tables));
  state.SetLabel(state.range(1) == 1 ? "analysed" : "never analysed: samples are read, for 4 s");
  measure(state, [&] { return source.introspect(kTimeout); });
}
BENCHMARK(introspect_postgresql)
    ->Args({1'000, 0})
    ->Args({1'000, 1})
    ->Args({10'000, 0})
    ->Args({10'000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void fingerprint_postgresql(benchmark::State& state) {
  const int tables = static_cast<int>(state.range(0));
  auto* server = postgres(state, tables);
  if (server == nullptr) return;
  BlockingPool threads(1);
  PostgresDatasource source(postgres_config(*server, tables), threads);
  measure(state, [&] { return source.schema_fingerprint(); });
}
BENCHMARK(fingerprint_postgresql)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void run_statement_postgresql(benchmark::State& state) {
  auto* server = postgres(state);
  if (server == nullptr) return;
  BlockingPool threads(1);
  PostgresDatasource source(postgres_config(*server), threads);
  const auto sql = *make_postgresql_guard(nullptr)->check("SELECT * FROM table_7", {});
  measure(state, [&] { return source.run(sql, {}); });
}
BENCHMARK(run_statement_postgresql)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace askdb
