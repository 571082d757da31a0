#include "sql/guard.hpp"

#include <pg_query.h>

#include <mutex>
#include <utility>

#include "base/text.hpp"
#include "sql/parsed_guard.hpp"
#include "sql/postgresql/parse.hpp"
#include "sql/postgresql/rules.hpp"

namespace askdb {
namespace postgresql {
namespace {

ParsedGuard::Judgement judge(const std::string& sql, const GuardPolicy& policy,
                             const CatalogNames* catalog) {
  auto parsed = parse(sql);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return std::move(*refusal);
  const auto& tree = *std::get<Tree>(parsed);
  auto found = find_single_query(tree, sql);
  if (auto* refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  const auto& single = std::get<Single>(found);

  const RelationPolicy relations(policy);
  const Subject subject{*single.query, relations, catalog};
  for (const auto rule : {check_nodes, check_functions, check_operators, check_types,
                          check_arguments, check_regular_expressions}) {
    if (auto objection = rule(subject)) return *std::move(objection);
  }
  auto resolved = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&resolved)) return std::move(*refusal);
  if (auto objection = check_cost(subject)) return *std::move(objection);
  return ParsedGuard::Passed{
      std::string(trim(std::string_view(sql).substr(single.begin, single.size))),
      std::get<Relations>(std::move(resolved))};
}

}  // namespace
}  // namespace postgresql

std::unique_ptr<Guard> make_postgresql_guard(std::shared_ptr<const Database> schema) {
  std::shared_ptr<const postgresql::CatalogNames> catalog;
  if (schema != nullptr) catalog = std::make_shared<postgresql::CatalogNames>(std::move(schema));
  auto guard = std::make_unique<ParsedGuard>(
      Dialect::kPostgresql,
      [catalog = std::move(catalog)](const std::string& sql, const GuardPolicy& policy) {
        return postgresql::judge(sql, policy, catalog.get());
      });
  // The first check of a process fills the parser's and the rules' tables, a hundred times as long
  // as a check takes: nobody's statement shall wait for that.
  static std::once_flag is_warm;
  std::call_once(is_warm, [&guard] {
    [[maybe_unused]] const auto verdict = guard->check(
        "WITH t (a, b) AS (VALUES (1, 'x')) SELECT b, count(*) AS n, sum(a::numeric) FROM t "
        "WHERE a > 0 AND b LIKE 'x%' GROUP BY b ORDER BY 2 DESC LIMIT 5",
        GuardPolicy{});
  });
  return guard;
}

}  // namespace askdb
