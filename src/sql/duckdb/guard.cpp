#include "sql/guard.hpp"

#include <utility>

#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"
#include "sql/parsed_guard.hpp"

namespace askdb {
namespace duckdb {
namespace {

ParsedGuard::Judgement judge(const std::string& sql, const GuardPolicy& policy,
                             const Database* schema) {
  auto parsed = parse(sql);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return std::move(*refusal);
  const Tree& tree = std::get<Tree>(parsed);
  if (auto objection = check_nodes(*tree.query)) return *std::move(objection);
  const RelationPolicy relations(policy);
  const Subject subject{*tree.query, relations, schema};
  for (const auto rule : {check_growth, check_functions, check_types, check_arguments}) {
    if (auto objection = rule(subject)) return *std::move(objection);
  }
  auto resolved = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&resolved)) return std::move(*refusal);
  if (auto objection = check_cost(subject)) return *std::move(objection);
  return ParsedGuard::Passed{sql.substr(tree.begin, tree.size),
                             std::get<Relations>(std::move(resolved))};
}

}  // namespace
}  // namespace duckdb

std::unique_ptr<Guard> make_duckdb_guard(std::shared_ptr<const Database> schema) {
  // The library is opened and the parser started here: nobody's statement shall wait for that.
  [[maybe_unused]] const auto warm = duckdb::parse_anywhere("SELECT 1");
  return std::make_unique<ParsedGuard>(
      Dialect::kDuckdb,
      [schema = std::move(schema)](const std::string& sql, const GuardPolicy& policy) {
        return duckdb::judge(sql, policy, schema.get());
      });
}

}  // namespace askdb
