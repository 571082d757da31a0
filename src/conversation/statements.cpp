#include "conversation/statements.hpp"

#include <algorithm>
#include <utility>

#include "datasource/policies.hpp"
#include "federation/federate.hpp"

namespace askdb {

Statements::Statements(Catalog& catalog, const DatasourceManager& datasources, const Config& config)
    : catalog_(catalog),
      datasources_(datasources),
      limits_(config.limits),
      policies_(guard_policies(config)) {}

std::optional<std::string> Statements::unknown_in(const std::string& databases) const {
  if (datasources_.find(databases) != nullptr) return std::nullopt;
  for (auto& name : joined_databases(databases)) {
    if (datasources_.find(name) == nullptr) return std::move(name);
  }
  return std::nullopt;
}

Task<Result<Statements::Target>> Statements::target(std::string databases) {
  auto* source = datasources_.find(databases);
  if (source == nullptr) {
    auto serving = datasources_.serving(joined_databases(databases));
    if (!serving) co_return serving.error();
    if (serving->size() > 1) {
      co_return co_await joined_target(*std::move(serving));
    }
    source = serving->front();
  }
  const auto entry = co_await catalog_.entry(source->name());
  if (!entry) co_return entry.error();
  Target target;
  target.source = source;
  target.guard = (*entry)->guard;
  target.policy = policies_[source->name()];
  co_return target;
}

Task<Result<Statements::Target>> Statements::joined_target(std::vector<Datasource*> sources) {
  auto& threads = *datasources_.pool();
  auto made = co_await federation::federate(catalog_, std::move(sources), policies_, limits_,
                                            merged_, threads);
  if (!made) co_return made.error();
  Target target;
  target.joined = std::make_unique<FederatedDatasource>(std::move(made->federation), threads);
  target.source = target.joined.get();
  target.guard = std::move(made->guard);
  // Each part is judged by its own database's policy.
  target.policy.max_rows = limits_.max_rows;
  co_return target;
}

Task<Result<std::variant<JudgedStatement, Refusal>>> Statements::check(std::string databases,
                                                                       std::string sql,
                                                                       std::size_t max_rows) {
  using Judged = std::variant<JudgedStatement, Refusal>;
  auto target = co_await this->target(std::move(databases));
  if (!target) co_return target.error();
  if (max_rows != 0) target->policy.max_rows = std::min(max_rows, target->policy.max_rows);
  auto verdict = target->guard->check(sql, target->policy);
  if (!verdict) co_return Judged(verdict.error());
  auto checked = *std::move(verdict);

  RunLimits limits;
  limits.timeout = limits_.statement_timeout;
  auto estimate = co_await target->source->estimate(checked, limits);
  if (!estimate && target->joined && estimate.error().fault == Fault::kRefused) {
    const auto& error = estimate.error();
    co_return Judged(Refusal{
        .rule = "join", .message = error.message, .instead = error.next_step, .offset = {}});
  }
  if (!estimate) co_return estimate.error();
  if (estimate->total_cost > limits_.max_cost) {
    co_return Judged(cost_refusal(estimate->total_cost, limits_.max_cost));
  }
  co_return Judged(JudgedStatement{std::move(checked), *std::move(estimate), target->source,
                                   std::move(target->joined)});
}

Task<Result<StatementRows>> Statements::run(JudgedStatement judged) {
  RunLimits limits;
  limits.timeout = limits_.statement_timeout;
  auto rows = co_await judged.source->run(std::move(judged.statement), limits);
  if (!rows) co_return rows.error();
  StatementRows found{*std::move(rows), {}};
  if (judged.joined) found.report = judged.joined->report();
  co_return found;
}

}  // namespace askdb
