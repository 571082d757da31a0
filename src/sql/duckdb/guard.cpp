#include "sql/guard.hpp"

#include <utility>

#include "base/text.hpp"
#include "sql/big_stack.hpp"
#include "sql/duckdb/rules.hpp"
#include "sql/duckdb/tree.hpp"
#include "sql/place.hpp"
#include "sql/scan.hpp"

namespace askdb {
namespace duckdb {
namespace {

/// Far above what the slowest accepted statement takes; a check that needs longer is a refusal.
constexpr std::chrono::milliseconds kLatest{1'000};

/// What passed: enough to make the statement that runs.
struct Passed {
  std::string original;
  Relations relations;
};

std::variant<Passed, Refusal> judge(const std::string& sql, const GuardPolicy& policy,
                                    const Database* schema) {
  auto parsed = parse(sql);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) return *std::move(refusal);
  const Tree& tree = std::get<Tree>(parsed);
  if (auto objection = check_nodes(*tree.query)) return *std::move(objection);
  const RelationPolicy relations(policy);
  const Subject subject{*tree.query, relations, schema};
  for (const auto rule : {check_growth, check_functions, check_types, check_arguments}) {
    if (auto objection = rule(subject)) return *std::move(objection);
  }
  auto resolved = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&resolved)) return *std::move(refusal);
  if (auto objection = check_cost(subject)) return *std::move(objection);
  return Passed{sql.substr(tree.begin, tree.size), std::get<Relations>(std::move(resolved))};
}

Refusal failed() {
  return {"late", "The statement could not be checked in time.", "Write a simpler statement.", {}};
}

class DuckdbGuard final : public Guard {
 public:
  explicit DuckdbGuard(std::shared_ptr<const Database> schema) : schema_(std::move(schema)) {}

  Verdict check(std::string_view sql, const GuardPolicy& policy) const noexcept override try {
    if (auto refusal = scan(sql, Dialect::kDuckdb)) return with_place(*std::move(refusal), sql);
    // The work owns what it touches: it may outlive this call.
    struct Work {
      std::string sql;
      GuardPolicy policy;
      std::shared_ptr<const Database> schema;
      std::variant<Passed, Refusal> outcome = failed();
    };
    const auto work = std::make_shared<Work>(Work{std::string(sql), policy, schema_});
    const bool is_done = run_on_big_stack(
        [work]() noexcept {
          try {
            work->outcome = judge(work->sql, work->policy, work->schema.get());
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
    return checked(Dialect::kDuckdb, std::move(passed.original), std::move(runnable),
                   policy.max_rows, std::move(passed.relations));
  } catch (...) {
    return failed();
  }

 private:
  std::shared_ptr<const Database> schema_;
};

}  // namespace
}  // namespace duckdb

std::unique_ptr<Guard> make_duckdb_guard(std::shared_ptr<const Database> schema) {
  // The library is opened and the parser started here: nobody's statement shall wait for that.
  [[maybe_unused]] const auto warm = duckdb::parse_anywhere("SELECT 1");
  return std::make_unique<duckdb::DuckdbGuard>(std::move(schema));
}

}  // namespace askdb
