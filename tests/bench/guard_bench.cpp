#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "fixtures/case_file.hpp"
#include "sql/guard.hpp"
#include "sql/scan.hpp"

// Statements per second of the PostgreSQL guard, over the tests' honest and hostile statements.

namespace askdb {
namespace {

std::vector<std::string> statements(const std::vector<std::string>& files) {
  std::vector<std::string> found;
  for (const auto& file : files) {
    const auto path = std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard/" + file;
    for (const auto& example : testing::read_cases(path)) found.push_back(example.body);
  }
  return found;
}

void check_all(benchmark::State& state, const std::vector<std::string>& sql) {
  const auto guard = make_postgresql_guard(nullptr);
  const GuardPolicy policy{.allow = {"public.*", "report.*"}, .deny = {}};
  std::size_t next = 0;
  for (auto _ : state) {
    auto verdict = guard->check(sql[next], policy);
    benchmark::DoNotOptimize(verdict);
    next = (next + 1) % sql.size();
  }
  state.SetItemsProcessed(state.iterations());
}

void guard_postgresql_benign(benchmark::State& state) {
  check_all(state, statements({"benign_queries.case", "benign_functions.case"}));
}
BENCHMARK(guard_postgresql_benign)->UseRealTime();

void guard_postgresql_attacks(benchmark::State& state) {
  check_all(state, statements({"attack_statements.case", "attack_names.case", "attack_cost.case"}));
}
BENCHMARK(guard_postgresql_attacks)->UseRealTime();

void guard_scan(benchmark::State& state) {
  const auto sql = statements({"benign_queries.case", "benign_functions.case"});
  std::size_t next = 0;
  for (auto _ : state) {
    auto refusal = scan(sql[next], Dialect::kPostgresql);
    benchmark::DoNotOptimize(refusal);
    next = (next + 1) % sql.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(guard_scan);

void guard_oversized(benchmark::State& state) { check_all(state, {std::string(30U << 20U, '(')}); }
BENCHMARK(guard_oversized);

}  // namespace
}  // namespace askdb
