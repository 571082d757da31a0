#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fixtures/case_file.hpp"
#include "sql/big_stack.hpp"
#include "sql/postgresql/parse.hpp"
#include "sql/postgresql/rules.hpp"
#include "sql/scan.hpp"

// Each layer switched off in turn: how many attacks come through then. A layer that stops nothing
// by itself would be dead code. The table is printed for docs/guard.md.

namespace askdb::postgresql {
namespace {

using Layer = std::function<Objection(const Subject&)>;

Objection relations_layer(const Subject& subject) {
  auto outcome = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
  return {};
}

const std::vector<std::pair<std::string, Layer>>& layers() {
  static const std::vector<std::pair<std::string, Layer>> kLayers{
      {"nodes", check_nodes},
      {"functions", check_functions},
      {"operators", check_operators},
      {"types", check_types},
      {"arguments", check_arguments},
      {"regular expressions", check_regular_expressions},
      {"relations and names", relations_layer},
      {"cost", check_cost}};
  return kLayers;
}

/// The guard without the layer `off`.
bool accepts(const std::string& sql, const std::string& off) {
  if (off != "scan" && scan(sql, Dialect::kPostgresql)) return false;
  bool is_accepted = false;
  run_on_big_stack(
      [&] {
        const auto parsed = parse(sql);
        if (!std::holds_alternative<Tree>(parsed)) return;
        const auto& tree = *std::get<Tree>(parsed);
        const auto found = find_single_query(tree, sql);
        const PgQuery__SelectStmt* query = nullptr;
        if (const auto* single = std::get_if<Single>(&found)) {
          query = single->query;
        } else if (off == "single query") {
          query = tree.n_stmts > 0 ? as<PgQuery__SelectStmt>(tree.stmts[0]->stmt) : nullptr;
          is_accepted = tree.n_stmts > 0 && query == nullptr;
        }
        if (query == nullptr) return;
        const RelationPolicy policy({.allow = {"public.*", "report.*"}, .deny = {}});
        const Subject subject{*query, policy, nullptr};
        for (const auto& [name, layer] : layers()) {
          if (name != off && layer(subject)) return;
        }
        is_accepted = true;
      },
      std::chrono::seconds(10));
  return is_accepted;
}

TEST(Ablation, EveryLayerStopsWhatNoOtherDoes) {
  std::vector<std::string> attacks;
  for (const auto* file : {"attack_statements.case", "attack_names.case", "attack_cost.case"}) {
    const auto path = std::string(ASKDB_SOURCE_DIR) + "/tests/cases/guard/" + file;
    for (const auto& example : testing::read_cases(path)) attacks.push_back(example.body);
  }
  ASSERT_GT(attacks.size(), 500U);
  std::vector<std::string> names{"scan", "single query"};
  for (const auto& [name, layer] : layers()) names.push_back(name);
  std::printf("| layer switched off | attacks of %zu that come through |\n| --- | --- |\n",
              attacks.size());
  for (const auto& off : names) {
    std::size_t through = 0;
    for (const auto& attack : attacks) through += accepts(attack, off) ? 1U : 0U;
    std::printf("| %s | %zu |\n", off.c_str(), through);
    EXPECT_GT(through, 0U) << off;
  }
  std::size_t through = 0;
  for (const auto& attack : attacks) through += accepts(attack, "none") ? 1U : 0U;
  std::printf("| none | %zu |\n", through);
  EXPECT_EQ(through, 0U);
}

}  // namespace
}  // namespace askdb::postgresql
