#include <cstdio>
#include <map>

#include "sql/scan.hpp"
#include "sql/strict_rules.hpp"

// Each layer switched off in turn: how many attacks come through then. The table is printed for
// docs/guard-strict.md.

namespace askdb::strict {
namespace {

using testing::strict_dialects;

/// The guard without the layer `off`; lexer and grammar cannot be switched off.
bool accepts(const std::string& sql, const Parsed& parsed, const Language& language,
             const SchemaNames& schema, const std::string& off) {
  if (off != "bytes" && scan(sql, language.dialect)) return false;
  const RelationPolicy policy(testing::shop_policy());
  const Subject subject{*parsed.query, language, policy, &schema};
  for (const auto& [name, rule] : testing::strict_rules()) {
    if (name != off && rule(subject)) return false;
  }
  return true;
}

TEST(StrictAblation, EveryLayerStopsWhatNoOtherDoes) {
  std::map<std::string, std::map<std::string, std::size_t>> through;
  std::vector<std::string> names{"bytes"};
  for (const auto& [name, rule] : testing::strict_rules()) names.push_back(name);
  names.push_back("none");
  for (const auto& dialect : strict_dialects()) {
    const auto& language = testing::language_of(dialect);
    const SchemaNames schema(testing::shop_of(dialect));
    std::size_t attacks = 0;
    std::size_t unread = 0;
    for (const auto& file : testing::strict_files()) {
      if (!testing::is_attack_file(file)) continue;
      for (const auto& example : testing::strict_cases(dialect, file)) {
        // The limit is no rule of the tree.
        if (example.head == "refuse limit") continue;
        ++attacks;
        const auto parsed = testing::tree_of(example.body, language);
        if (!parsed) ++unread;
        for (const auto& off : names) {
          const bool passes = parsed && accepts(example.body, *parsed, language, schema, off);
          through[off][dialect.name] += passes ? 1U : 0U;
        }
      }
    }
    std::printf("%s: %zu attacks, %zu end in lexer and grammar\n", dialect.name, attacks, unread);
    EXPECT_GT(unread, 50U) << dialect.name;
    EXPECT_EQ(through["none"][dialect.name], 0U) << dialect.name;
    for (const char* off :
         {"bytes", "functions", "types", "relations and names", "arguments", "cost"}) {
      EXPECT_GT(through[off][dialect.name], 0U) << dialect.name << " " << off;
    }
  }
  EXPECT_GT(through["forms"]["clickhouse"], 0U);
  EXPECT_GT(through["patterns"]["mysql"], 0U);
  EXPECT_GT(through["patterns"]["trino"], 0U);
  std::printf("| layer switched off | MySQL | ClickHouse | Trino |\n| --- | --- | --- | --- |\n");
  for (const auto& off : names) {
    std::printf("| %s | %zu | %zu | %zu |\n", off.c_str(), through[off]["mysql"],
                through[off]["clickhouse"], through[off]["trino"]);
  }
}

}  // namespace
}  // namespace askdb::strict
