#include <pg_query.h>

#include <memory>
#include <mutex>
#include <utility>

#include "base/text.hpp"
#include "sql/big_stack.hpp"
#include "sql/guard.hpp"
#include "sql/place.hpp"
#include "sql/postgresql/parse.hpp"
#include "sql/postgresql/rules.hpp"
#include "sql/scan.hpp"

namespace askdb {
namespace postgresql {
namespace {

/// Far above what the slowest accepted statement takes; a check that needs longer is a refusal.
constexpr std::chrono::milliseconds kLatest{1'000};

/// What passed: enough to make the statement that runs.
struct Passed {
  std::string original;
  Relations relations;
};

std::variant<Passed, Refusal> judge(const std::string& sql, const GuardPolicy& policy,
                                    const CatalogNames* catalog) {
  auto parsed = parse(sql);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return *std::move(refusal);
  const auto& tree = *std::get<Tree>(parsed);
  auto found = find_single_query(tree, sql);
  if (auto* refusal = std::get_if<Refusal>(&found)) return *std::move(refusal);
  const auto& single = std::get<Single>(found);

  const RelationPolicy relations(policy);
  const Subject subject{*single.query, relations, catalog};
  for (const auto rule : {check_nodes, check_functions, check_operators, check_types,
                          check_arguments, check_regular_expressions}) {
    if (auto objection = rule(subject)) return *std::move(objection);
  }
  auto resolved = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&resolved)) return *std::move(refusal);
  if (auto objection = check_cost(subject)) return *std::move(objection);
  return Passed{std::string(trim(std::string_view(sql).substr(single.begin, single.size))),
                std::get<Relations>(std::move(resolved))};
}

Refusal failed() {
  return {"late", "The statement could not be checked in time.", "Write a simpler statement.", {}};
}

class PostgresqlGuard final : public Guard {
 public:
  explicit PostgresqlGuard(std::shared_ptr<const Database> schema) {
    if (schema != nullptr) catalog_ = std::make_shared<CatalogNames>(std::move(schema));
  }

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override try {
    if (auto refusal = scan(sql, Dialect::kPostgresql)) return with_place(*std::move(refusal), sql);
    // The work owns what it touches: it may outlive this call.
    struct Work {
      std::string sql;
      GuardPolicy policy;
      std::shared_ptr<const CatalogNames> catalog;
      std::variant<Passed, Refusal> outcome = failed();
    };
    const auto work = std::make_shared<Work>(Work{std::string(sql), policy, catalog_});
    const bool is_done = run_on_big_stack(
        [work]() noexcept {
          try {
            work->outcome = judge(work->sql, work->policy, work->catalog.get());
          } catch (...) {
            work->outcome = failed();
          }
        },
        kLatest);
    if (!is_done) return failed();
    if (auto* refusal = std::get_if<Refusal>(&work->outcome)) {
      return with_place(*std::move(refusal), sql);
    }
    auto& passed = std::get<Passed>(work->outcome);
    auto runnable = limited(passed.original, policy.max_rows);
    return checked(Dialect::kPostgresql, std::move(passed.original), std::move(runnable),
                   policy.max_rows, std::move(passed.relations));
  } catch (...) {
    return failed();
  }

 private:
  std::shared_ptr<const CatalogNames> catalog_;
};

}  // namespace
}  // namespace postgresql

std::unique_ptr<Guard> make_postgresql_guard(std::shared_ptr<const Database> schema) {
  auto guard = std::make_unique<postgresql::PostgresqlGuard>(std::move(schema));
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
