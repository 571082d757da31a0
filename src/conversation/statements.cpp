#include "conversation/statements.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace askdb {
namespace {

Refusal too_expensive(double cost, double limit) {
  return {.rule = "cost",
          .message = fmt::format("The statement is too expensive: the planner's cost is {:.0f}, "
                                 "allowed is {:.0f}.",
                                 cost, limit),
          .instead = "Filter earlier, join on keys, or ask for a shorter period.",
          .offset = {}};
}

}  // namespace

Task<Result<std::variant<JudgedStatement, Refusal>>> Statements::check(std::string name,
                                                                       std::string sql,
                                                                       std::size_t max_rows) {
  using Judged = std::variant<JudgedStatement, Refusal>;
  auto* source = database(name);
  if (source != nullptr) name = source->name();
  const auto entry = co_await catalog_.entry(name);
  if (!entry) co_return entry.error();
  GuardPolicy policy;
  for (const auto& one : config_.datasources) {
    if (one.name != source->name()) continue;
    policy.allow = one.allow;
    policy.deny = one.deny;
  }
  const auto most = config_.limits.max_rows;
  policy.max_rows = max_rows == 0 ? most : std::min(max_rows, most);
  auto verdict = (*entry)->guard->check(sql, policy);
  if (!verdict) co_return Judged(verdict.error());
  auto checked = *std::move(verdict);

  RunLimits limits;
  limits.timeout = config_.limits.statement_timeout;
  auto estimate = co_await source->estimate(checked, limits);
  if (!estimate) co_return estimate.error();
  if (estimate->total_cost > config_.limits.max_cost) {
    co_return Judged(too_expensive(estimate->total_cost, config_.limits.max_cost));
  }
  co_return Judged(JudgedStatement{std::move(checked), *std::move(estimate)});
}

Task<Result<Rows>> Statements::run(std::string name, CheckedSql statement) {
  auto* source = database(name);
  if (source == nullptr) {
    co_return Error{.fault = Fault::kInput,
                    .message = "There is no database \"" + name + "\".",
                    .next_step = {},
                    .detail = {}};
  }
  RunLimits limits;
  limits.timeout = config_.limits.statement_timeout;
  co_return co_await source->run(std::move(statement), limits);
}

}  // namespace askdb
